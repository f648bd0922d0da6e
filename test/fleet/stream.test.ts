import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { ffprobe, input, openUrl, readClocks, run } from './probe.ts';

/** Short loops are made quickly. */
const QUICK = { seconds: 4 };
let fleet: Fleet;
let cameras: SimulatedCamera[];

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [
      { clip: 5, main: QUICK, sub: QUICK },
      { clip: 5, main: QUICK, sub: QUICK, maker: 'chengjiang', rtspAuth: 'basic', audio: 'PCMU', inBand: false },
      { clip: 5, main: QUICK, sub: QUICK, maker: 'lanting', rtspAuth: 'digest-sha256', audio: null },
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
    expect(streams).toEqual(['h264,Main,1280,720,0,25/1', 'pcm_alaw,unknown,0/0']);
  });

  test('sub is 360p baseline', async () => {
    const streams = await ffprobe(openUrl(camera(0), 'sub'), transport);
    expect(streams[0]).toBe('h264,Constrained Baseline,640,360,0,15/1');
  });

  test('every picture of the sub stream has a legible clock, one after the other', async () => {
    const clocks = await readClocks(openUrl(camera(0), 'sub'), 20, transport);
    expect(clocks).toHaveLength(20);
    expect(clocks.every((clock) => clock?.clip === 5 && clock.loopMs === 4000)).toBe(true);
    const steps = clocks.slice(1).map((clock, i) => ((clock?.frame ?? -1) - (clocks[i]?.frame ?? -1) + 60) % 60);
    expect(new Set(steps)).toEqual(new Set([1]));
  });
});

test.each([
  ['basic login, PCMU, a query in the path, parameter sets in the SDP only', 1, 'pcm_mulaw'],
  ['SHA-256 digest is offered; ffmpeg knows only MD5 and is refused', 2, null],
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
