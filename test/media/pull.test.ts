import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Feed } from '../../media/feed.ts';
import { Ingest } from '../../media/ingest.ts';
import { pull, type PullPlan } from '../../media/pull.ts';
import { config, isRunning } from './relay-rig.ts';

const PLAN: PullPlan = { analysis: 'quick', transcode: false, audio: 'PCMA' };

let dir: string;
let room: Socket;
let feed: Feed;
let ingest: Ingest;
/** Says yes to every RTSP request, and nothing else. */
let camera: Server;
let url: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pull-'));
  room = createSocket('udp4');
  room.bind(0, '127.0.0.1');
  await once(room, 'listening');
  const track = { ssrc: 1, payloadType: 96, clockRate: 90_000 };
  feed = await Feed.create({ port: room.address().port, video: track, audio: null });
  ingest = await Ingest.create();
  camera = createServer((socket) => socket.on('data', () => socket.write('RTSP/1.0 200 OK\r\n\r\n')));
  camera.listen(0, '127.0.0.1');
  await once(camera, 'listening');
  url = `rtsp://127.0.0.1:${(camera.address() as AddressInfo).port}/ch1`;
});

afterAll(async () => {
  feed.close();
  room.close();
  await ingest.close();
  camera.close();
  await rm(dir, { recursive: true });
});

/** A pull by a shell script in ffmpeg's stead. */
async function pullBy(script: string, plan: Partial<PullPlan> = {}, signal = new AbortController().signal) {
  const ffmpeg = join(dir, 'ffmpeg');
  await writeFile(ffmpeg, `#!/bin/sh\n${script}\n`);
  await chmod(ffmpeg, 0o755);
  const pids: (number | undefined)[] = [];
  const parts = { ingest, feed, config: { ...config, ffmpeg }, onPid: (pid?: number) => void pids.push(pid) };
  const end = await pull(parts, { url }, { ...PLAN, ...plan }, signal);
  expect(pids.at(-1)).toBeUndefined();
  return { end, pid: pids[0] ?? 0 };
}

const says = (words: string, code = 1) => `echo "${words}" >&2; exit ${code}`;

describe('how a pull ends, and what the next one does otherwise', () => {
  test.each([
    ['studied too shortly', says('dimensions not set'), {}, { cause: 'codec', instead: { analysis: 'thorough' } }],
    ['studied for long', says('dimensions not set'), { analysis: 'thorough' as const }, { cause: 'codec' }],
    ['no sound', says("Stream map '0:a:0' matches no streams."), {}, { cause: 'codec', instead: { audio: null } }],
    ['no video', says("Stream map '0:v:0' matches no streams."), {}, { cause: 'codec' }],
    ['password', says('method DESCRIBE failed: 401 Unauthorized'), {}, { cause: 'credentials' }],
    ['says nothing', 'exit 0', {}, { cause: 'no-packets' }],
    ['killed', 'kill -KILL $$', {}, { cause: 'process' }],
    ['not there', 'exit 127', {}, { cause: 'process' }],
  ])('%s', async (_, script, plan, expected) => {
    expect((await pullBy(script, plan)).end).toEqual(expected);
  });

  test('another codec than was said, told by the push: transcode', async () => {
    // The push goes to the last words but of sound; bash speaks TCP.
    const push = `exec /bin/bash -c '
      for word in "$@"; do case $word in rtsp://127.0.0.1:*) url=$word; break;; esac; done
      port=\${url#rtsp://127.0.0.1:}; port=\${port%%/*}
      exec 3<>/dev/tcp/127.0.0.1/$port
      sdp="a=rtpmap:96 H265/90000"
      printf "ANNOUNCE %s RTSP/1.0\\r\\nCSeq: 1\\r\\nContent-Length: %s\\r\\n\\r\\n%s" "$url" \${#sdp} "$sdp" >&3
      exec sleep 1000' -- "$@"`;
    const first = await pullBy(push);
    expect(first.end).toEqual({ cause: 'codec', instead: { transcode: true } });
    expect(isRunning(first.pid)).toBe(false);
    // Not for ever.
    expect((await pullBy(push, { transcode: true })).end).toEqual({ cause: 'codec' });
  });
});

test('aborted: null, and the process is gone, even one that does not listen', async () => {
  const aborter = new AbortController();
  const pulling = pullBy('trap "" TERM; sleep 1000 & wait; wait', {}, aborter.signal);
  aborter.abort();
  const { end, pid } = await pulling;
  expect(end).toBeNull();
  expect(isRunning(pid)).toBe(false);
});

test('a program that is not there is no fault of the camera', async () => {
  const parts = { ingest, feed, config: { ...config, ffmpeg: '/no/such/ffmpeg' }, onPid: () => undefined };
  expect(await pull(parts, { url }, PLAN, new AbortController().signal)).toEqual({ cause: 'process' });
});
