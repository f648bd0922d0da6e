import { expect, test } from 'vitest';
import { RtspReader } from '../../../media/rtsp/reader.ts';
import { interleaved, reply } from './wire.ts';

/** What a reader makes of bytes given to it in pieces. */
function read(pieces: readonly Buffer[]): { seen: string[]; good: boolean } {
  const seen: string[] = [];
  const reader = new RtspReader({
    onReply: ({ status, headers, body }) => seen.push(`${status} ${headers.get('cseq')?.join() ?? ''} ${body}`),
    onPacket: (channel, packet) => seen.push(`${channel}: ${packet.toString('latin1')}`),
  });
  return { good: pieces.every((piece) => reader.push(piece)), seen };
}

const conversation = Buffer.concat([
  reply(200, 'CSeq: 1', 'v=0 中'),
  interleaved(0, Buffer.from('one')),
  Buffer.from('\r\n'),
  Buffer.from('OPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n'),
  interleaved(1, Buffer.alloc(0)),
  reply(401, 'cseq:2\r\nCSeq: 3\r\nnonsense', ''),
  interleaved(2, Buffer.from('$RTSP/1.0')),
]);
const expected = ['200 1 v=0 中', '0: one', '1: ', '401 2,3 ', '2: $RTSP/1.0'];

test('however it is split, the same is read', () => {
  expect(read([conversation])).toEqual({ seen: expected, good: true });
  for (let at = 1; at < conversation.length; at++) {
    expect(read([conversation.subarray(0, at), conversation.subarray(at)]).seen).toEqual(expected);
  }
  expect(read([...conversation].map((byte) => Buffer.from([byte]))).seen).toEqual(expected);
});

test.each([
  ['another protocol', 'HTTP/1.1 200 OK\r\n\r\n'],
  ['no text', '\u0000\u0001\u0002\u0003'],
  ['a head without end', `RTSP/1.0 200 OK\r\n${'a: b\r\n'.repeat(3000)}`],
  ['a body too large', 'RTSP/1.0 200 OK\r\nContent-Length: 999999\r\n\r\n'],
  ['a length that is none', 'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n'],
])('%s is no RTSP', (_, text) => {
  expect(read([Buffer.from(text, 'latin1')]).good).toBe(false);
});
