import { readSheet } from 'read-excel-file/universal';
import { expect, test } from 'vitest';
import type { RollCall } from '../../../server/contract/meeting-room.ts';
import type { OrgUnit } from '../../../server/contract/org.ts';
import { AttendanceService } from '../../../server/features/meeting/attendance.ts';
import { makeUnit } from '../two-towns.ts';
import { type RoomPage, shareRooms } from './room-rig.ts';

const TOWNS = 11;
const VILLAGES = 80;
/** They never come; by their number in the order of the tree. */
const NEVER = [3, 11, 19, 30, 42, 55, 63, 77, 90];
/** They come in while they are called. */
const SLOW = [7, 50];
/** They come in when they were marked absent. */
const LATE = [0, 33, 88];

const rig = shareRooms();

/** The county's towns with their villages, in the order of the tree. */
async function addCounty(): Promise<OrgUnit[]> {
  const units: OrgUnit[] = [];
  for (let town = 0; town < TOWNS; town++) {
    const parent = makeUnit(rig.towns.county, `乡镇${String(town).padStart(2, '0')}`, 'town');
    units.push(parent);
    for (let village = town; village < VILLAGES; village += TOWNS) {
      units.push(makeUnit(parent.id, `村${String(village).padStart(2, '0')}`, 'village'));
    }
  }
  await rig.store.orgUnits.add(...units);
  return units;
}

test('a roll call of 91 units: each is marked as it was found, also those that came late', async () => {
  const { store } = rig;
  const units = await addCounty();
  expect(units).toHaveLength(91);
  const owner = await rig.person();
  const invited = { unitIds: units.map(({ id }) => id), siteIds: [], userIds: [] };
  const meeting = await rig.meeting(owner, { invited });
  const chair = await rig.page(owner);
  await chair.join(meeting);
  const pages: RoomPage[] = [];
  for (const { id } of units) pages.push(await rig.page(await rig.person(id)));
  const join = async (at: number): Promise<string> => (await (pages[at] as RoomPage).join(meeting)).participantId;
  const inTime = [...units.keys()].filter((at) => ![...NEVER, ...SLOW, ...LATE].includes(at));
  await Promise.all(inTime.map(join));
  expect(rig.rooms.presentIn(meeting.id)).toBe(82 - SLOW.length - LATE.length + 1);

  expect(await chair.act({ act: 'roll-call', begin: true })).toBeNull();
  const { rollCall } = await chair.heard('room.rollCall', (news) => news.rollCall !== null);
  expect(rollCall?.entries.map(({ name }) => name)).toEqual(units.map(({ name }) => name));
  const mark = (at: number, isHere: boolean) =>
    chair.act({ act: 'roll-mark', at, mark: isHere ? 'present' : 'absent' });
  for (const at of units.keys()) {
    if (SLOW.includes(at)) {
      const participantId = await join(at);
      await chair.heard('room.rollCall', (news) => news.rollCall?.entries[at]?.participantId === participantId);
      await chair.heard('room.settings', ({ spotlight }) => spotlight === participantId);
    }
    expect([at, await mark(at, ![...NEVER, ...LATE].includes(at))]).toEqual([at, null]);
    // Well after they were called, and before the end.
    if (at === 89) await Promise.all(LATE.map(join));
  }
  const lines = () => store.auditEvents.search({ units: null, targetId: meeting.id, actions: ['room.roll-call'] }, 9);
  expect(await lines()).toEqual([]);
  for (const at of LATE) {
    // Called once more: their mark is still that of the first time.
    const isAgain = ({ rollCall: told }: { rollCall: RollCall | null }) =>
      told?.at === at && told.entries[at]?.mark === 'absent' && told.entries[at].participantId !== null;
    await chair.heard('room.rollCall', isAgain);
    expect(await mark(at, true)).toBeNull();
  }
  await chair.heard('room.rollCall', (news) => news.rollCall !== null && news.rollCall.at === null);
  expect((await lines()).map(({ detail }) => detail)).toEqual([{ called: 91, present: 82, absent: 9 }]);

  const right = units.map(({ name }, at) => [name, NEVER.includes(at) ? 'absent' : 'present']);
  const { marks } = await store.attendances.list(meeting.id);
  const markOf = new Map(marks.map(({ id, mark: found }) => [id, found]));
  expect(units.map(({ id, name }) => [name, markOf.get(id)])).toEqual(right);
  const user = await store.users.find(owner);
  if (user === null) throw new Error('no owner');
  const attendance = new AttendanceService(store);
  const sheet = await attendance.read({ user, address: '' }, meeting.id);
  expect(sheet.invited.map(({ name, rollCall: found }) => [name, found])).toEqual(right);
  expect(sheet.invited.map(({ name, present }) => [name, present ? 'present' : 'absent'])).toEqual(right);
  const rows = await readSheet(new Blob([new Uint8Array(await attendance.file({ user, address: '' }, meeting.id))]));
  const table = rows.slice(3, 3 + units.length).map(([name, , came, found]) => [name, came, found]);
  expect(table).toEqual(
    right.map(([name, found]) =>
      found === 'present' ? [name, '是 Yes', '到 Present'] : [name, '否 No', '缺席 Absent'],
    ),
  );
});
