import { afterAll, beforeAll, expect, test } from 'vitest';
import { subClip } from './clip.ts';
import { startGstreamer, type GstreamerServer } from './gstreamer.ts';
import { clipPlace } from './places.ts';
import { ffprobe, readClocks } from './probe.ts';

let server: GstreamerServer;
const open = (password: string): string => server.rtspUrl('/village').replace('//', `//admin:${password}@`);

beforeAll(async () => {
  const clip = subClip(5, clipPlace(5), { seconds: 4 });
  server = await startGstreamer({
    streams: [{ path: '/village', clip, audio: 'PCMA' }],
    credentials: { username: 'admin', password: 'Ningshan-2026' },
  });
});
afterAll(() => server.close());

test('plays the clip, with sound, over TCP and UDP', async () => {
  for (const transport of ['tcp', 'udp'] as const) {
    const streams = await ffprobe(open('Ningshan-2026'), transport);
    expect(streams).toEqual(['h264,Constrained Baseline,640,360,0,15/1', 'pcm_alaw,unknown,0/0']);
  }
  const clocks = await readClocks(open('Ningshan-2026'), 5);
  expect(clocks.map((clock) => clock?.clip)).toEqual([5, 5, 5, 5, 5]);
});

test('refuses a wrong password', async () => {
  await expect(ffprobe(open('wrong'))).rejects.toThrow('401');
});
