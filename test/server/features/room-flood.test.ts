import { expect, test } from 'vitest';
import type { Poll } from '../../../server/contract/meeting-side.ts';
import { newId } from '../../../server/id.ts';
import { shareRooms } from './room-rig.ts';

const rig = shareRooms();

test('votes of one moment are told as one, with the last count', async () => {
  const owner = await rig.person();
  const meeting = await rig.meeting(owner);
  const page = await rig.page(owner);
  await page.join(meeting);
  const poll = (id: string, votes: number): Poll => ({
    ...{ id, question: '同意吗？', secret: false, open: true, voted: false },
    options: [{ text: '同意', votes, names: [] }],
  });
  const [one, other] = [newId(), newId()];
  for (let votes = 0; votes <= 92; votes++) {
    rig.bus.publish('meeting.polled', { meetingId: meeting.id, poll: poll(one, votes) });
  }
  rig.bus.publish('meeting.polled', { meetingId: meeting.id, poll: poll(other, 1) });
  await page.heard('room.poll', ({ id }) => id === other);
  expect(page.all('room.poll')).toEqual([poll(one, 92), poll(other, 1)]);
});
