import { expect, test } from 'vitest';
import { hashPassword } from '../../../server/password.ts';
import { newId } from '../../../server/id.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();
/** So long that they are in no hash by chance. */
const PASSCODE = '246813579024';
const WRONG = '135790246813';

test('of a private meeting no record, sheet, log or refusal says who met', async () => {
  const [owner, member, stranger] = [await rig.person(), await rig.person(), await rig.person(rig.towns.village)];
  const passcodeHash = await hashPassword(PASSCODE);
  const meeting = await rig.meeting(owner, { kind: 'private', lobby: true, passcodeHash });
  const [chair, page] = [await rig.page(owner), await rig.page(member)];
  const { participantId: chairId } = await chair.join(meeting);
  expect(await page.code('room.join', { meetingId: meeting.id, passcode: WRONG })).toBe('meeting.passcode-wrong');
  expect((await page.ask('room.join', { meetingId: meeting.id, passcode: PASSCODE })).data).toEqual({
    state: 'waiting',
  });
  const { waiting } = await chair.heard('room.waiting', (news) => news.waiting.length === 1);
  expect(await chair.act({ act: 'admit', waitingId: waiting[0]?.id ?? '' })).toBeNull();
  const { participantId } = await page.join(meeting);
  expect(await chair.act({ act: 'mute', participantId, source: 'microphone' })).toBeNull();
  expect(await page.act({ act: 'mute', participantId: chairId, source: 'microphone' })).toBe('room.chair');
  expect(await chair.act({ act: 'roll-call', begin: true })).toBeNull();
  for (let at = 0; (await chair.act({ act: 'roll-mark', at, mark: 'present' })) === null;) at++;
  expect(await chair.act({ act: 'set', settings: { banner: `请 ${member} 发言` } })).toBeNull();
  const camera = { channelId: newId(), grantId: newId() };
  expect(await chair.code('room.bringCamera', camera)).toBe('meeting.private');
  expect(await chair.act({ act: 'remove', participantId })).toBeNull();
  // Whoever is not invited is not even told that there is one.
  expect(await (await rig.page(stranger)).code('room.join', { meetingId: meeting.id })).toBe('meeting.unknown');
  expect(await chair.act({ act: 'end' })).toBeNull();
  await chair.heard('room.ended');

  const lines = await rig.store.auditEvents.search({ units: null, targetId: meeting.id }, 100);
  const actions = lines.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['room.open', 'room.admit', 'room.mute', 'room.remove', 'room.end']));
  expect(actions).toContain('room.roll-call');
  for (const { user, address, detail } of lines) {
    expect([user, address]).toEqual([null, '']);
    expect(Object.keys(detail).filter((key) => key !== 'reason')).toEqual([]);
  }
  expect(await rig.store.attendances.list(meeting.id)).toEqual({ stays: [], marks: [] });
  const kept = JSON.stringify([lines, rig.log]);
  for (const told of [owner, member, 'person-', '127.0.0.9', PASSCODE, WRONG]) expect(kept).not.toContain(told);
});
