import { expect, test } from 'vitest';
import { readVideoStats } from '../../web/media/stats.ts';

const row = (part: object): Record<string, unknown> => ({
  type: 'inbound-rtp',
  trackIdentifier: 't1',
  timestamp: 1_000,
  bytesReceived: 50_000,
  frameWidth: 640,
  frameHeight: 360,
  framesPerSecond: 15,
  framesDropped: 2,
  packetsLost: 1,
  ...part,
});

test('the bit rate is that of the time between two readings', () => {
  const first = readVideoStats([row({})], 't1', null);
  expect(first?.stats.bitrate).toBeNull();
  const second = readVideoStats([row({ timestamp: 3_000, bytesReceived: 300_000 })], 't1', first?.reading ?? null);
  expect(second?.stats).toEqual({
    bitrate: 1_000_000,
    width: 640,
    height: 360,
    fps: 15,
    framesDropped: 2,
    packetsLost: 1,
  });
});

test("only the picture's own row counts: not the probator's, not the transport's", () => {
  const probator = row({ trackIdentifier: 'probator', bytesReceived: 9, framesPerSecond: 0 });
  const transport = { type: 'transport', bytesReceived: 9 };
  expect(readVideoStats([probator, transport, row({})], 't1', null)?.reading.bytes).toBe(50_000);
  expect(readVideoStats([probator, transport], 't1', null)).toBeNull();
});

test('what the browser does not say is unknown', () => {
  const bare = { type: 'inbound-rtp', trackIdentifier: 't1' };
  expect(readVideoStats([bare], 't1', null)?.stats).toEqual({
    bitrate: null,
    width: null,
    height: null,
    fps: null,
    framesDropped: 0,
    packetsLost: 0,
  });
});
