import { expect, test } from 'vitest';
import { RollCallRun, type RollEntry } from '../../../server/features/room/roll-call.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();

function entry(id: string, kind: RollEntry['kind'] = 'unit'): RollEntry {
  return { kind, id, name: id, unitId: id, mark: null };
}

test('each is called once, and the marks are counted', () => {
  const run = new RollCallRun([entry('a'), entry('b'), entry('c')]);
  expect(run.current?.id).toBe('a');
  run.mark(0, 'present', []);
  run.mark(1, 'absent', []);
  expect(run.current?.id).toBe('c');
  run.mark(2, 'present', []);
  expect(run.current).toBeNull();
  expect([run.count('present'), run.count('absent')]).toEqual([2, 1]);
  expect(() => run.mark(2, 'absent', [])).toThrow('room.roll-call');
});

test('of nobody there is nothing to call', () => {
  const run = new RollCallRun([]);
  expect(run.current).toBeNull();
  expect(run.told([])).toEqual({ entries: [], at: null });
});

test('a double click and two chairs at once mark one, and never the next unseen', async () => {
  const { towns, store } = rig;
  const [owner, deputy] = [await rig.person(), await rig.person()];
  const unitIds = [towns.county, towns.town, towns.otherTown];
  const meeting = await rig.meeting(owner, { invited: { unitIds, siteIds: [], userIds: [] } });
  const [chair, other] = [await rig.page(owner), await rig.page(deputy)];
  await chair.join(meeting);
  const { participantId } = await other.join(meeting);
  await chair.act({ act: 'co-chair', participantId, on: true });
  await chair.act({ act: 'roll-call', begin: true });

  const first = { act: 'roll-mark', at: 0, mark: 'absent' } as const;
  expect(await Promise.all([chair.act(first), chair.act(first)])).toEqual([null, null]);
  // The other one saw the first, too, and thinks otherwise: they are told, and nobody else is marked.
  expect(await other.act({ ...first, mark: 'present' })).toBe('room.roll-passed');
  expect(await other.act({ ...first, at: 2 })).toBe('room.roll-passed');
  expect(await other.act({ ...first, at: 90 })).toBe('room.roll-passed');
  const { marks } = await store.attendances.list(meeting.id);
  expect(marks).toEqual([{ kind: 'unit', id: towns.county, mark: 'absent' }]);
  const { rollCall } = await other.heard('room.rollCall', (news) => news.rollCall?.at === 1);
  expect(rollCall?.entries.map(({ mark }) => mark)).toEqual(['absent', null, null]);
});

test('whoever was marked absent and is here is called once more, once', async () => {
  const { towns, store } = rig;
  const owner = await rig.person();
  const meeting = await rig.meeting(owner, {
    invited: { unitIds: [towns.town, towns.otherTown], siteIds: [], userIds: [] },
  });
  const chair = await rig.page(owner);
  await chair.join(meeting);
  // Here, and silent whenever they are called.
  await (await rig.page(await rig.person(towns.town))).join(meeting);
  await chair.act({ act: 'roll-call', begin: true });
  const absent = (at: number) => chair.act({ act: 'roll-mark', at, mark: 'absent' });
  expect(await absent(0)).toBeNull();
  expect(await absent(1)).toBeNull();
  const events = () => store.auditEvents.search({ units: null, targetId: meeting.id, actions: ['room.roll-call'] }, 9);
  expect(await events()).toEqual([]);
  expect(await absent(0)).toBeNull();
  expect(await chair.act({ act: 'roll-mark', at: 0, mark: 'present' })).toBe('room.roll-call');
  expect((await events()).map(({ detail }) => detail)).toEqual([{ called: 2, present: 0, absent: 2 }]);
});
