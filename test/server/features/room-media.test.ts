import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { Source } from '../../../server/contract/meeting-room.ts';
import { AttendeeEnd } from '../../rig/attendee-end.ts';
import { AttendeeStream, voiceParameters } from '../../rig/attendee-stream.ts';
import { withoutBandwidthFeedback } from '../../rig/offer.ts';
import { type RoomPage, shareRooms } from './room-rig.ts';

const rig = shareRooms();
/** What was on its way when the hub answered comes within this, ms; on a machine that does nothing else it is a packet. */
const AT_ONCE = 200;

/** A page that is in the room, as far as its voice goes. */
interface Voice {
  page: RoomPage;
  id: string;
  produce(source?: Source): Promise<string | null>;
  /** Packets of somebody's voice that came, with the time of the last one. */
  hear(fromId: string): Promise<{ packets: number; lastAt: number }>;
}

async function attend(page: RoomPage, meeting: { id: string }): Promise<Voice> {
  const { participantId: id, send, receive, rtpCapabilities } = await page.join(meeting);
  const [sending, receiving] = await Promise.all(
    [send, receive].map((options) =>
      AttendeeEnd.open(options, async (dtlsParameters) => {
        expect(await page.code('room.connect', { transportId: options.id, dtlsParameters })).toBeNull();
      }),
    ),
  );
  if (sending === undefined || receiving === undefined) throw new Error('two transports make two ends');
  const ssrc = randomInt(0x7fffffff);
  const stream = new AttendeeStream(sending, ssrc, 111, 48_000);
  const timer = setInterval(() => stream.send(Buffer.alloc(60, 1), { level: 20 }), 20);
  onTestFinished(async () => {
    clearInterval(timer);
    await Promise.all([sending.close(), receiving.close()]);
  });
  return {
    page,
    id,
    produce: (source = 'microphone') =>
      page.code('room.produce', { source, rtpParameters: voiceParameters(source === 'microphone' ? ssrc : ssrc + 1) }),
    hear: async (fromId) => {
      const capabilities = withoutBandwidthFeedback({ ...rtpCapabilities });
      const wish = { participantId: fromId, source: 'microphone', width: 1, rtpCapabilities: capabilities };
      const { data, error } = await page.ask<'room.consume'>('room.consume', wish);
      if (error !== undefined) throw new Error(error.code);
      const { consumer } = data;
      const { encodings } = consumer.rtpParameters as { encodings: { ssrc: number }[] };
      const heard = { packets: 0, lastAt: 0 };
      receiving.on('rtp', ({ header }) => {
        if (header.ssrc !== encodings[0]?.ssrc) return;
        heard.packets++;
        heard.lastAt = performance.now();
      });
      expect(await page.code('room.show', { consumerId: consumer.id, width: 1 })).toBeNull();
      return heard;
    },
  };
}

async function room(kind: 'scheduled' | 'lecture' = 'scheduled') {
  const [owner, member] = [await rig.person(), await rig.person()];
  const meeting = await rig.meeting(owner, { kind });
  const chair = await attend(await rig.page(owner), meeting);
  const other = await attend(await rig.page(member), meeting);
  return { meeting, chair, other };
}

/** Resolves when packets come, and none came before. */
async function flows(heard: { packets: number }): Promise<void> {
  const before = heard.packets;
  await expect.poll(() => heard.packets, { timeout: 5000 }).toBeGreaterThan(before + 3);
}

test('a mute is the server’s: packets reach nobody within 200 ms, whatever the page does', async () => {
  const { chair, other } = await room();
  expect(await other.produce()).toBeNull();
  const heard = await chair.hear(other.id);
  await flows(heard);
  expect(await chair.page.act({ act: 'set', settings: { mayUnmute: false } })).toBeNull();
  expect(await chair.page.act({ act: 'mute', participantId: other.id, source: 'microphone' })).toBeNull();
  const mutedAt = performance.now();
  await chair.page.heard('room.participants', ({ changed }) =>
    changed.some(({ id, sources }) => id === other.id && sources.some(({ state }) => state === 'muted')),
  );
  // It goes on sending, resumes, and begins anew: each is refused, or taken without being heard.
  expect(await other.page.code('room.source', { source: 'microphone', state: 'on' })).toBe('room.muted');
  expect(await other.page.code('room.source', { source: 'microphone', state: 'off' })).toBeNull();
  expect(await other.page.code('room.source', { source: 'microphone', state: 'on' })).toBe('room.muted');
  expect(await other.page.code('room.source', { source: 'microphone', state: 'closed' })).toBeNull();
  expect(await other.produce()).toBeNull();
  const again = await chair.hear(other.id);
  // As long as a second later nothing has come: its page sends fifty packets in that time.
  const sentAt = performance.now();
  await expect.poll(() => performance.now() - sentAt, { timeout: 3000 }).toBeGreaterThan(1000);
  expect(again.packets).toBe(0);
  expect(heard.lastAt - mutedAt).toBeLessThan(AT_ONCE);

  expect(await chair.page.act({ act: 'unmute', participantId: other.id, source: 'microphone' })).toBeNull();
  await flows(again);
});

test('the mute outlasts leaving and coming back', async () => {
  const { meeting, chair, other } = await room();
  await chair.page.act({ act: 'set', settings: { mayUnmute: false } });
  await chair.page.act({ act: 'mute', participantId: other.id, source: 'camera' });
  await other.page.ask('room.leave', {});
  const back = await other.page.join(meeting);
  expect(await other.page.code('room.source', { source: 'camera', state: 'on' })).toBe('room.source');
  const { data } = await other.page.ask<'room.produce'>('room.produce', {
    source: 'microphone',
    rtpParameters: voiceParameters(77),
  });
  expect(data.producerId).toEqual(expect.any(String));
  const { changed } = await chair.page.heard('room.participants', (news) =>
    news.changed.some(({ id, sources }) => id === back.participantId && sources.length > 0),
  );
  expect(changed.find(({ id }) => id === back.participantId)?.sources).toEqual([
    { source: 'microphone', state: 'muted' },
  ]);
});

test('where it is allowed people unmute themselves; mute-all spares the chair', async () => {
  const { chair, other } = await room();
  expect(await other.produce()).toBeNull();
  expect(await chair.produce()).toBeNull();
  const [theirs, chairs] = [await chair.hear(other.id), await other.hear(chair.id)];
  await Promise.all([flows(theirs), flows(chairs)]);
  expect(await chair.page.act({ act: 'mute-all' })).toBeNull();
  await chair.page.heard('room.participants', ({ changed }) =>
    changed.some(({ id, sources }) => id === other.id && sources.some(({ state }) => state === 'muted')),
  );
  await flows(chairs);
  expect(await other.page.code('room.source', { source: 'microphone', state: 'on' })).toBeNull();
  await flows(theirs);
});

test('in a lecture only who is called to speak sends, and is heard no more when the time is over', async () => {
  const { chair, other } = await room('lecture');
  for (const source of ['microphone', 'screen-sound'] as const) expect(await other.produce(source)).toBe('room.floor');
  expect(await chair.produce()).toBeNull();
  expect(await chair.page.act({ act: 'call', participantId: other.id, seconds: 60 })).toBeNull();
  expect(await other.produce()).toBeNull();
  const heard = await chair.hear(other.id);
  await flows(heard);
  expect(await chair.page.act({ act: 'end-floor', participantId: other.id })).toBeNull();
  const endedAt = performance.now();
  expect(await other.page.code('room.source', { source: 'microphone', state: 'on' })).toBe('room.floor');
  await expect.poll(() => performance.now() - endedAt, { timeout: 3000 }).toBeGreaterThan(800);
  expect(heard.lastAt - endedAt).toBeLessThan(AT_ONCE);
  expect(await chair.page.act({ act: 'call', participantId: other.id, seconds: 60 })).toBeNull();
  await flows(heard);
});

test('what is not there, or not well formed, is refused by name', async () => {
  const { chair, other } = await room();
  const wish = { participantId: other.id, source: 'camera', width: 320, rtpCapabilities: {} };
  expect(await chair.page.code('room.consume', wish)).toBe('room.source');
  expect(await chair.page.code('room.consume', { ...wish, participantId: rig.towns.town })).toBe('room.participant');
  expect(await chair.page.code('room.show', { consumerId: 'x', width: 1 })).toBe('room.source');
  expect(await chair.page.code('room.drop', { consumerId: 'x' })).toBe('room.source');
  expect(await chair.page.code('room.restartIce', { transportId: 'x' })).toBe('transport.unknown');
  expect(await chair.page.code('room.produce', { source: 'camera', rtpParameters: {} })).toBe('media.invalid');
  expect(await chair.page.code('room.source', { source: 'screen', state: 'off' })).toBe('room.source');
});

test('a worker dies: its pages are told, join again at once, and have their seats', async () => {
  const { meeting, chair, other } = await room();
  const replaced = once(rig.workers, 'replaced');
  for (const pid of rig.workers.pids) process.kill(pid, 'SIGKILL');
  expect(await other.page.heard('room.ended')).toEqual({ meetingId: meeting.id, reason: 'media' });
  await replaced;
  const back = await other.page.join(meeting);
  expect(back.participantId).toBe(other.id);
  expect(back.room.participants).toHaveLength(2);
  await chair.page.heard('room.ended', ({ reason }) => reason === 'media');
});
