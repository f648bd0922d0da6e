import { expect, test } from 'vitest';
import type { RequestData, RequestName, RequestReply } from '../../server/contract/ws.ts';
import { type RoomPage, shareRooms } from '../server/features/room-rig.ts';
import { AttendeePage, type Request } from './attendee-page.ts';

const rig = shareRooms();

/** A page's socket as attendees want it. */
function requestOf(page: RoomPage): Request {
  return async <N extends RequestName>(request: N, data: RequestData<N>): Promise<RequestReply<N>> => {
    const { ok, data: reply, error } = await page.ask<N>(request, data);
    if (ok !== true) throw new Error(error?.code);
    return reply;
  };
}

test('two pages without a browser hear and see each other through the hub; a mute by the chair is obeyed for them', async () => {
  const [chair, member] = [await rig.person(), await rig.person()];
  const { id } = await rig.meeting(chair);
  const [first, second] = [await rig.page(chair), await rig.page(member)];
  const ann = await AttendeePage.join(requestOf(first), id);
  const bo = await AttendeePage.join(requestOf(second), id);
  await Promise.all([bo.speak(), bo.show()]);
  const { participantId } = bo.joined;
  const [voice, picture] = [
    await ann.receive(participantId, 'microphone'),
    await ann.receive(participantId, 'camera', 160),
  ];
  await Promise.all([voice.next(), picture.next()]);
  expect([picture.lastBytes, ann.joinMs > 0]).toEqual([200, true]);
  const mutedAt = performance.now();
  expect(await first.act({ act: 'mute', participantId, source: 'microphone' })).toBeNull();
  // Voice and picture.
  await bo.sentMeanwhile(90);
  expect(voice.lastAt - mutedAt).toBeLessThan(200);
  await bo.leave();
  await first.heard('room.participants', ({ left }) => left.includes(participantId));
  await ann.close();
});
