import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Ingest, type IngestPoint } from '../../media/ingest.ts';
import { rtpPacket, sequenceOf } from './rtp-packet.ts';

let ingest: Ingest;
let point: IngestPoint;
let codecs: string[];
let sequences: number[];
const clients = new Set<Socket>();

beforeEach(async () => {
  ingest = await Ingest.create();
  [codecs, sequences] = [[], []];
  point = ingest.open({
    onStart: (codec) => codecs.push(codec),
    onPacket: (packet) => sequences.push(sequenceOf(packet)),
  });
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  clients.clear();
  await ingest.close();
});

async function dial(): Promise<Socket> {
  const client = connect(Number(new URL(point.url).port), '127.0.0.1');
  client.on('error', () => client.destroy());
  clients.add(client);
  await once(client, 'connect');
  return client;
}

/** A request, sent whole; resolves to the status line. */
async function ask(client: Socket, text: string | Buffer): Promise<string> {
  const answer = once(client, 'data') as Promise<[Buffer]>;
  client.write(text);
  return (await answer)[0].toString().split('\r\n')[0] ?? '';
}

const SDP = 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n';
const announce = (url = point.url, sdp = SDP) =>
  `ANNOUNCE ${url} RTSP/1.0\r\nCSeq: 2\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
const record = (url = point.url) =>
  `SETUP ${url}/streamid=0 RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;mode=record\r\nCSeq: 3\r\n\r\n` +
  `RECORD ${url} RTSP/1.0\r\nCSeq: 4\r\nSession: 1\r\n\r\n`;

function interleaved(packet: Buffer, channel = 0): Buffer {
  const head = Buffer.from([0x24, channel, 0, 0]);
  head.writeUInt16BE(packet.length, 2);
  return Buffer.concat([head, packet]);
}

test('a push, cut into pieces anywhere, comes out whole', async () => {
  const packets = Array.from({ length: 20 }, (_, sequence) => interleaved(rtpPacket({ sequence })));
  const report = interleaved(Buffer.alloc(28, 0x80), 1);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(1100), { maxLength: 12 }), async (cuts) => {
      const got: (string | number)[] = [];
      const place = ingest.open({
        onStart: (codec) => got.push(codec),
        onPacket: (packet) => got.push(sequenceOf(packet)),
      });
      const stream = Buffer.concat([Buffer.from(announce(place.url) + record(place.url)), report, ...packets]);
      const client = await dial();
      client.setNoDelay(true);
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      for (const [index, from] of edges.entries()) {
        const piece = stream.subarray(from, edges[index + 1] ?? from);
        if (piece.length > 0) await new Promise((resolve) => client.write(piece, resolve));
      }
      await expect.poll(() => got.length, { interval: 1 }).toBe(21);
      expect(got).toEqual(['H264', ...packets.keys()]);
      place.close();
    }),
    { numRuns: 40 },
  );
});

test('SETUP says yes to what was asked for', async () => {
  const client = await dial();
  expect(await ask(client, announce())).toBe('RTSP/1.0 200 OK');
  const answer = once(client, 'data') as Promise<[Buffer]>;
  client.write(record());
  expect((await answer)[0].toString()).toContain('Transport: RTP/AVP/TCP;unicast;interleaved=0-1;mode=record\r\n');
});

test.each([
  ['m=audio 0 RTP/AVP 8\r\n', 'PCMA'],
  ['m=audio 0 RTP/AVP 0\r\n', 'PCMU'],
  ['m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/16000/1\r\n', 'MPEG4-GENERIC'],
  ['m=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\n', 'H265'],
])('the codec of %j is %s', async (sdp, codec) => {
  await ask(await dial(), announce(point.url, sdp));
  expect(codecs).toEqual([codec]);
});

test('an unknown path: 404, hung up, and its packets go nowhere', async () => {
  const client = await dial();
  const closed = once(client, 'close');
  const url = point.url.replace(/[^/]+$/, 'other');
  expect(await ask(client, Buffer.concat([Buffer.from(announce(url)), interleaved(rtpPacket())]))).toContain(' 404 ');
  await closed;
  expect([codecs, sequences]).toEqual([[], []]);
});

test('a second connection is refused, and the first goes on', async () => {
  const first = await dial();
  await ask(first, announce());
  const second = await dial();
  const closed = once(second, 'close');
  const intruding = Buffer.concat([Buffer.from(announce()), interleaved(rtpPacket({ sequence: 666 }))]);
  expect(await ask(second, intruding)).toContain(' 404 ');
  await closed;
  first.write(interleaved(rtpPacket({ sequence: 5 })));
  await expect.poll(() => sequences).toEqual([5]);
  expect(codecs).toEqual(['H264']);
});

test('when the first has gone, the place is free again', async () => {
  const first = await dial();
  await ask(first, announce());
  first.destroy();
  await expect.poll(async () => ask(await dial(), announce())).toBe('RTSP/1.0 200 OK');
});

test.each([
  ['no end', 'x'.repeat(20_000)],
  ['no RTSP', 'GET / HTTP/1.1\r\n\r\n'],
  ['a URL that is none', 'OPTIONS rtsp://% RTSP/1.0\r\n\r\n'],
  ['a URL without a path', 'OPTIONS rtsp://[ RTSP/1.0\r\n\r\n'],
])('garbage closes the connection: %s', async (_, garbage) => {
  const client = await dial();
  const closed = once(client, 'close');
  client.write(garbage);
  await closed;
  expect(await ask(await dial(), announce())).toBe('RTSP/1.0 200 OK');
});

test('random bytes never hurt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      const client = await dial();
      const closed = once(client, 'close');
      client.end(bytes);
      await closed;
      clients.delete(client);
    }),
    { numRuns: 40 },
  );
  expect(await ask(await dial(), announce())).toBe('RTSP/1.0 200 OK');
});

test('closing a place hangs up', async () => {
  const client = await dial();
  await ask(client, announce());
  const closed = once(client, 'close');
  point.close();
  await closed;
});
