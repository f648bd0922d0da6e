import type { RequestName } from '../../../server/contract/ws.ts';
import { newId } from '../../../server/id.ts';
import { type Fixture, plain } from './fixture.ts';

const NOTHING = newId();

/** One for every ws request; a request that has none is a type error, and fails the matrix. */
export const requestFixtures: Record<RequestName, Fixture> = {
  'ticket.issue': {
    target: 'grant',
    attempt: async ({ world, unitId, user }) => ({
      body: { channelId: await world.channel(unitId), grantId: await world.leave(user) },
    }),
  },
  'ptz.act': {
    target: 'grant',
    attempt: async ({ world, unitId, user }) => ({
      body: { channelId: await world.channel(unitId), grantId: await world.leave(user), act: { kind: 'home' } },
    }),
  },
  // The ticket says where; there is none without leave, and revocation.test.ts shows that it is judged again.
  'camera.watch': plain('none', { body: { ticket: 'guessed', width: 320, rtpCapabilities: {} } }),
  'transport.open': plain('none', { body: { rtpCapabilities: {} } }),
  'transport.connect': plain('none', { body: { transportId: NOTHING, dtlsParameters: {} } }),
  'watch.resume': plain('none', { body: { watchId: NOTHING, audio: false } }),
  'watch.pace': plain('none', { body: { watchId: NOTHING, pace: 'keyframes' } }),
  'watch.pause': plain('none', { body: { watchId: NOTHING } }),
  'watch.release': plain('none', { body: { watchId: NOTHING } }),
  'discovery.start': plain('none', { body: { targets: ['10.0.0'], interfaces: [] } }),
  'discovery.stop': plain('none', { body: { discoveryId: NOTHING } }),
  // Who may come in is a matter of invitations, and what they do there of their standing; there is no such meeting.
  'room.join': plain('none', { body: { meetingId: NOTHING } }),
  'room.leave': plain('none', { body: {} }),
  'room.connect': plain('none', { body: { transportId: NOTHING, dtlsParameters: {} } }),
  'room.restartIce': plain('none', { body: { transportId: NOTHING } }),
  'room.produce': plain('none', { body: { source: 'camera', rtpParameters: {} } }),
  'room.source': plain('none', { body: { source: 'camera', state: 'off' } }),
  'room.consume': plain('none', {
    body: { participantId: NOTHING, source: 'camera', width: 320, rtpCapabilities: {} },
  }),
  'room.show': plain('none', { body: { consumerId: NOTHING, width: 320 } }),
  'room.drop': plain('none', { body: { consumerId: NOTHING } }),
  'room.hand': plain('none', { body: { raised: true } }),
  'room.chat': plain('none', { body: { text: '同意' } }),
  'room.act': plain('none', { body: { act: 'mute-all' } }),
  'room.bringCamera': plain('none', { body: { channelId: NOTHING, grantId: NOTHING } }),
  'room.removeCamera': plain('none', { body: { cameraId: NOTHING } }),
};
