import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Feed } from '../../media/feed.ts';
import { nack, PAYLOADS, pli, rtpPacket, sequenceOf } from './rtp-packet.ts';

const VIDEO = { ssrc: 1000, payloadType: 96, clockRate: 90_000 };
const AUDIO = { ssrc: 2000, payloadType: 8, clockRate: 8000 };

/** Plays mediasoup: gets what the feed sends, and asks. */
let room: Socket;
let feed: Feed;
let feedPort: number;
let received: Buffer[];

beforeEach(async () => {
  room = createSocket('udp4');
  received = [];
  room.on('message', (packet, { port }) => {
    received.push(packet);
    feedPort = port;
  });
  room.bind(0, '127.0.0.1');
  await once(room, 'listening');
  room.setRecvBufferSize(4_000_000);
  feed = await Feed.create({ port: room.address().port, video: VIDEO, audio: AUDIO });
});

afterEach(() => {
  feed.close();
  room.close();
});

/** One picture of one packet each; the first is a keyframe. */
function pushGop(length: number, first = 0, timestamp = 0): void {
  for (let n = 0; n < length; n++) {
    const payload = n === 0 ? PAYLOADS.sps : PAYLOADS.slice;
    feed.pushVideo(rtpPacket({ sequence: first + n, timestamp: timestamp + n * 6000, payload }));
  }
}

const sequences = (): number[] => received.map(sequenceOf);
const arrived = (count: number) => expect.poll(() => received.length, { interval: 2 }).toBe(count);
const ask = (message: Buffer): void => room.send(message, feedPort, '127.0.0.1');

/** All requests sent before have been handled when the answer to this one is there. */
async function handled(): Promise<void> {
  const before = received.length;
  ask(nack([[sequences()[0] ?? 0, 0]]));
  await expect.poll(() => received.length, { interval: 2 }).toBeGreaterThan(before);
}

describe('replay', () => {
  test('a request for a keyframe gets the very same packets again', async () => {
    pushGop(60);
    await arrived(60);
    ask(pli());
    await arrived(120);
    expect(received.slice(60)).toEqual(received.slice(0, 60));
    expect(feed.stats).toMatchObject({ packets: 60, keyframes: 1, replays: 1, replayedPackets: 60 });
  });

  test('newcomers are always answered, those who come together with one burst', async () => {
    pushGop(10);
    await arrived(10);
    feed.welcome();
    for (let n = 0; n < 16; n++) ask(pli());
    await expect.poll(() => feed.stats.replays).toBe(2);
    await handled();
    feed.welcome();
    ask(pli());
    await expect.poll(() => feed.stats.replays).toBe(3);
  });

  test('anybody else is answered once, and not again for the length of the GOP', async () => {
    pushGop(10);
    await arrived(10);
    for (let n = 0; n < 50; n++) {
      ask(pli());
      await handled();
    }
    expect(feed.stats.replays).toBe(1);
  });

  test('live packets go their own way beside a short replay', async () => {
    pushGop(60);
    await arrived(60);
    ask(pli());
    await expect.poll(() => received.length, { interval: 1 }).toBeGreaterThan(60);
    feed.pushVideo(rtpPacket({ sequence: 60, timestamp: 999_999 }));
    await arrived(121);
    expect(
      sequences()
        .slice(60)
        .sort((a, b) => a - b),
    ).toEqual([...Array(61).keys()]);
  });

  test('behind a long one they wait, for SRTP drops what comes 1024 packets late', async () => {
    pushGop(1400);
    await arrived(1400);
    ask(pli());
    await expect.poll(() => feed.stats.replays, { interval: 1 }).toBe(1);
    feed.pushVideo(rtpPacket({ sequence: 1400, timestamp: 9_999_999 }));
    feed.pushVideo(rtpPacket({ sequence: 1401, timestamp: 9_999_999 }));
    await arrived(2802);
    expect(sequences().slice(1400)).toEqual([...Array(1402).keys()]);
  });

  test('without a GOP it is told, and the camera can be asked', async () => {
    let wanted = 0;
    feed.on('wanted', () => wanted++);
    feed.hear(true);
    feed.pushAudio(rtpPacket({ payloadType: 8 }));
    await arrived(1);
    ask(pli());
    await expect.poll(() => wanted).toBe(1);
    feed.pushVideo(rtpPacket());
    feed.pushVideo(rtpPacket({ sequence: 1 }));
    expect(wanted).toBe(2);
    expect(received.length).toBe(1);
  });
});

test('lost packets are sent again, those of the sound are not looked for among pictures', async () => {
  pushGop(20, 100);
  await arrived(20);
  ask(nack([[105, 0b101]], AUDIO.ssrc));
  ask(
    nack([
      [105, 0b101],
      [7, 0],
    ]),
  );
  await arrived(23);
  expect(sequences().slice(20)).toEqual([105, 106, 108]);
  expect(feed.stats.retransmitted).toBe(3);
});

describe('another source', () => {
  test('goes on where the last one stopped, from its first keyframe on', async () => {
    pushGop(5, 100);
    feed.restartVideo();
    feed.pushVideo(rtpPacket({ sequence: 40_000 }));
    feed.pushVideo(rtpPacket({ sequence: 40_001 }));
    pushGop(3, 40_002);
    await arrived(8);
    expect(sequences()).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
    expect(new Set(received.map((packet) => packet.readUInt32BE(8)))).toEqual(new Set([VIDEO.ssrc]));
    // The packets before the keyframe are no picture, but a sign of life.
    expect(feed.stats.packets).toBe(10);
  });

  test('its GOP is the only one that is replayed', async () => {
    pushGop(5, 100);
    feed.restartVideo();
    pushGop(2, 9);
    await arrived(7);
    ask(pli());
    await arrived(9);
    expect(sequences().slice(7)).toEqual([105, 106]);
  });

  test('sound goes on while it is heard, without a gap where it was not', async () => {
    feed.pushAudio(rtpPacket({ sequence: 1 }));
    feed.hear(true);
    feed.pushAudio(rtpPacket({ sequence: 2 }));
    feed.hear(false);
    feed.pushAudio(rtpPacket({ sequence: 3 }));
    feed.hear(true);
    feed.pushAudio(rtpPacket({ sequence: 4 }));
    await arrived(2);
    expect(sequences()).toEqual([2, 3]);
  });

  test('sound goes on for itself', async () => {
    feed.hear(true);
    feed.pushAudio(rtpPacket({ sequence: 7 }));
    feed.restartVideo();
    feed.pushAudio(rtpPacket({ sequence: 8 }));
    feed.restartAudio();
    feed.pushAudio(rtpPacket({ sequence: 500 }));
    await arrived(3);
    expect(sequences()).toEqual([7, 8, 9]);
    expect(new Set(received.map((packet) => packet.readUInt8(1)))).toEqual(new Set([AUDIO.payloadType]));
  });
});

describe('keyframes alone', () => {
  const ALONE = 3000;
  /** What came under the track's SSRC. */
  const alone = (): Buffer[] => received.filter((packet) => packet.readUInt32BE(8) === ALONE);
  const came = (count: number) => expect.poll(() => alone().length, { interval: 2 }).toBe(count);
  const bodies = (packets: readonly Buffer[]) => packets.map((packet) => [...packet.subarray(12)]);
  let sequence = 0;

  /** A keyframe of three packets, without a marker, and pictures after it. */
  function push(timestamp: number, pictures = 3): void {
    const keyframe = [PAYLOADS.sps, PAYLOADS.idr, PAYLOADS.idr];
    for (const payload of keyframe) feed.pushVideo(rtpPacket({ sequence: sequence++, timestamp, payload }));
    for (let n = 1; n <= pictures; n++) {
      feed.pushVideo(rtpPacket({ sequence: sequence++, timestamp: timestamp + n * 6000, marker: true }));
    }
  }

  test('the kept one at once, then each when it is whole: no gap, its own time, an end', async () => {
    push(1000);
    feed.openKeyframes(ALONE);
    await came(3);
    push(100_000);
    push(200_000, 0);
    await came(6);
    feed.pushVideo(rtpPacket({ sequence: sequence++, timestamp: 206_000 }));
    await came(9);
    const packets = alone();
    const first = sequenceOf(packets[0] ?? expect.fail());
    expect(packets.map(sequenceOf)).toEqual(packets.map((_, at) => (first + at) & 0xffff));
    const times = [1000, 100_000, 200_000].flatMap((time) => [time, time, time]);
    expect(packets.map((packet) => packet.readUInt32BE(4))).toEqual(times);
    expect(packets.map((packet) => packet.readUInt8(1) >> 7)).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
    const keyframe = [PAYLOADS.sps, PAYLOADS.idr, PAYLOADS.idr].map((payload) => [...payload]);
    expect(bodies(packets)).toEqual([...keyframe, ...keyframe, ...keyframe]);
    // Those of the whole stream are as they were.
    expect(received.filter((packet) => packet.readUInt32BE(8) === VIDEO.ssrc)).toHaveLength(sequence);
  });

  test('pictures that are all keyframes are all sent', async () => {
    feed.openKeyframes(ALONE);
    for (const timestamp of [1, 2, 3, 4]) push(timestamp * 1000, 0);
    await came(9);
  });

  test('whoever asks gets the last one again, and only under its own SSRC; a lost packet, too', async () => {
    const track = feed.openKeyframes(ALONE);
    let wanted = 0;
    feed.on('wanted', () => wanted++);
    ask(pli(ALONE));
    push(1000);
    await came(3);
    const before = received.length;
    track.welcome();
    ask(pli(ALONE));
    await came(6);
    expect(alone().slice(3)).toEqual(alone().slice(0, 3));
    expect(received.length).toBe(before + 3);
    expect(feed.stats.replays).toBe(0);
    const second = sequenceOf(alone()[1] ?? expect.fail());
    ask(nack([[second, 0]], ALONE));
    await came(7);
    expect(alone()[6]).toEqual(alone()[1]);
    ask(nack([[second + 400, 0]], ALONE));
    ask(nack([[second, 0]], ALONE));
    await came(8);
    expect(wanted).toBeLessThanOrEqual(1);
  });

  test('another source goes on without a gap; what was cut off is not sent; a closed track is silent', async () => {
    const track = feed.openKeyframes(ALONE);
    push(1000);
    push(50_000, 0);
    feed.restartVideo();
    sequence = 30_000;
    push(7000);
    await came(6);
    const first = sequenceOf(alone()[0] ?? expect.fail());
    expect(alone().map(sequenceOf)).toEqual([0, 1, 2, 3, 4, 5].map((at) => (first + at) & 0xffff));
    feed.closeKeyframes(track);
    push(90_000);
    const total = received.length;
    ask(pli(ALONE));
    // Taken for one of the whole stream, which it is answered by.
    await expect.poll(() => feed.stats.replays).toBe(1);
    expect(total).toBeGreaterThan(0);
    expect(alone()).toHaveLength(6);
  });
});

test('a closed feed is silent, also in the middle of a replay', async () => {
  pushGop(1000);
  await arrived(1000);
  ask(pli());
  await expect.poll(() => received.length, { interval: 1 }).toBeGreaterThan(1000);
  feed.close();
  feed.close();
  feed.pushVideo(rtpPacket({ sequence: 1000 }));
  expect(feed.gopBytes).toBe(0);
});

test('a room that is gone does no harm', async () => {
  pushGop(1);
  await arrived(1);
  room.close();
  pushGop(100, 1);
  room = createSocket('udp4');
  expect(feed.stats.packets).toBe(101);
});
