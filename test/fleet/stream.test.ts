import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { ffprobe, input, openUrl, readClocks, run } from './probe.ts';

let fleet: Fleet;
let cameras: SimulatedCamera[];

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [
      { clip: 0 },
      { clip: 1, maker: 'chengjiang', rtspAuth: 'basic', audio: 'PCMU' },
      { clip: 1, maker: 'lanting', rtspAuth: 'digest-sha256', audio: null, inBand: false },
      { clip: 1, rtspAuth: 'none', gopSeconds: 10 },
    ],
  });
  cameras = [...fleet.cameras];
});
afterAll(() => fleet.close());

function camera(index: number): SimulatedCamera {
  const found = cameras[index];
  if (!found) throw new RangeError(`no camera ${index}`);
  return found;
}

describe.each(['tcp', 'udp'] as const)('over %s', (transport) => {
  test('main is 720p H.264 main profile with PCMA', async () => {
    const streams = await ffprobe(openUrl(camera(0), 'main'), transport);
    expect(streams).toEqual(['h264,Main,1280,720,25/1', 'pcm_alaw,unknown,0/0']);
  });

  test('sub is 360p baseline', async () => {
    const streams = await ffprobe(openUrl(camera(0), 'sub'), transport);
    expect(streams[0]).toBe('h264,Constrained Baseline,640,360,15/1');
  });

  test('every picture of the sub stream has a legible clock, one after the other', async () => {
    const clocks = await readClocks(openUrl(camera(0), 'sub'), 20, transport);
    expect(clocks).toHaveLength(20);
    expect(clocks.every((clock) => clock?.clip === 0 && clock.loopMs === 20_000)).toBe(true);
    const steps = clocks.slice(1).map((clock, i) => ((clock?.frame ?? -1) - (clocks[i]?.frame ?? -1) + 300) % 300);
    expect(new Set(steps)).toEqual(new Set([1]));
  });
});

test('the picture is in step with the wall clock', async () => {
  const clock = (await readClocks(openUrl(camera(0), 'main'), 1))[0];
  const age = (Date.now() - (clock?.positionMs ?? 0)) % 20_000;
  // ffmpeg reads for up to 5 s before it shows its first picture, and that first picture is the session's first.
  expect(age).toBeLessThan(8000);
});

test.each([
  ['basic login, PCMU, a query in the path', 1, 'pcm_mulaw'],
  ['SHA-256 digest is offered; ffmpeg knows only MD5 and is refused', 2, null],
  ['no login, a shared encoder joined in the middle of its GOP', 3, 'pcm_alaw'],
])('%s', async (_, index, sound) => {
  const url = openUrl(camera(index), 'sub');
  if (sound === null) await expect(ffprobe(url)).rejects.toThrow();
  else expect((await ffprobe(url))[1]).toContain(sound);
});

test('a wrong password is refused with 401 and counted', async () => {
  const before = camera(0).counters.refusedLogins;
  await expect(ffprobe(openUrl(camera(0), 'sub', 'wrong'))).rejects.toThrow('401');
  expect(camera(0).counters.refusedLogins).toBeGreaterThan(before);
});

test('sound is a beep, on and off', async () => {
  const volume = ['-t', '3', '-vn', '-af', 'volumedetect', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', ['-nostdin', ...input(openUrl(camera(0), 'sub')), '-v', 'info', ...volume]);
  const loudest = Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
  // 9000 of 32768 are -11.2 dB.
  expect(loudest).toBeCloseTo(-11.2, 0);
});

test('50 streams at once come at their own pace, without gaps', async () => {
  const seconds = 4;
  const many = await startFleet({ discovery: false, cameras: Array.from({ length: 50 }, () => ({ clip: 0 })) });
  try {
    const counts = await Promise.all(
      many.cameras.map(async (one) => {
        const copy = ['-an', '-c', 'copy', '-t', String(seconds), '-f', 'framecrc', '-'];
        const { stdout } = await run('ffmpeg', ['-nostdin', ...input(openUrl(one, 'sub')), ...copy]);
        return stdout.toString().match(/^0,/gm)?.length ?? 0;
      }),
    );
    for (const count of counts) {
      expect(count).toBeGreaterThanOrEqual(seconds * 15 - 2);
      expect(count).toBeLessThanOrEqual(seconds * 15 + 2);
    }
    expect(many.cameras.reduce((sum, { counters }) => sum + counters.droppedFrames, 0)).toBe(0);
  } finally {
    await many.close();
  }
});
