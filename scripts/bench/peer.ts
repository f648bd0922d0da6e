/**
 * The hub beside Debian's Janus: `npm run bench peer [-- --joins 16 --viewers 1,4,8 --seconds 20]`.
 *
 * The same simulated cameras (sub stream, 640x360, 15 pictures/s, 500 kbit/s, no sound) through Janus (streaming plugin, RTSP
 * mountpoints) and then through the hub, on this machine in the same run. First picture: from the user's act to the first
 * frame on the screen (requestVideoFrameCallback), of a page that is loaded and connected, for a camera that the server
 * pulls already; the acts are spread evenly over the camera's GOP. Processor time is that of the server's processes
 * alone (Janus; the hub with its ffmpeg and workers), with some viewers of one camera in Chromium.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { median, percentile, round, spread } from '../../test/rig/figures.ts';
import { type FleetCamera, startFleetProcess } from '../../test/rig/fleet-process.ts';
import { sampleTree } from '../../test/rig/processes.ts';
import { hubSide } from './peer/hub-side.ts';
import { lackOfJanus } from './peer/janus.ts';
import { janusSide } from './peer/janus-side.ts';
import { pictureWidth, type Side } from './peer/side.ts';

const { values } = parseArgs({
  options: {
    joins: { type: 'string', default: '16' },
    viewers: { type: 'string', default: '1,4,8' },
    seconds: { type: 'string', default: '20' },
  },
});
const [joins, seconds] = [Number(values.joins), Number(values.seconds)];
const steps = values.viewers.split(',').map(Number);
const WARM_UP = 3;
/** Cameras by their place, and their GOP, s. */
const SHORT = { camera: 0, gop: 2 };
const LONG = { camera: 1, gop: 10 };

interface Figures {
  short: number[];
  long: number[];
  /** Percent of a core, by number of viewers: all of the server's processes, and by program. */
  cpu: { all: number; parts: Record<string, number> }[];
  /** Of the picture, px. */
  width: number;
}

/** Waits for the moment that lies so far (0-1) within a GOP, by the wall clock. */
async function awaitMoment(gopMs: number, share: number): Promise<void> {
  await delay((((share * gopMs - Date.now()) % gopMs) + gopMs) % gopMs);
}

async function firstPictures(side: Side, { camera, gop }: typeof SHORT, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let count = 0; count < times; count++) {
    const page = await side.open(camera);
    await awaitMoment(gop * 1000, (count + 0.5) / times);
    found.push(await side.join(page, camera));
    await page.close();
  }
  return found;
}

/** Processor time so far, ms, by program. */
function cpuMs(root: number): Map<string, number> {
  const times = new Map<string, number>();
  for (const { pid, command, cpuMs } of sampleTree(root)) {
    const [path = ''] = command.split(' ');
    const program = pid === root ? 'server' : path.slice(path.lastIndexOf('/') + 1);
    times.set(program, (times.get(program) ?? 0) + cpuMs);
  }
  return times;
}

async function processor(side: Side): Promise<Pick<Figures, 'cpu' | 'width'>> {
  try {
    const pages: Page[] = [];
    const cpu: Figures['cpu'] = [];
    for (const viewers of steps) {
      while (pages.length < viewers) {
        const page = await side.open(0);
        await side.join(page, 0);
        pages.push(page);
      }
      await delay(3000);
      const [before, since] = [cpuMs(side.pid), performance.now()];
      await delay(seconds * 1000);
      const [after, elapsed] = [cpuMs(side.pid), performance.now() - since];
      const parts = [...after].map(([program, ms]) => {
        return [program, ((ms - (before.get(program) ?? 0)) / elapsed) * 100] as const;
      });
      cpu.push({ all: parts.reduce((sum, [, part]) => sum + part, 0), parts: Object.fromEntries(parts) });
    }
    const [page] = pages;
    return { cpu, width: page === undefined ? 0 : await pictureWidth(page) };
  } finally {
    await side.close();
  }
}

async function pictures(side: Side): Promise<Pick<Figures, 'short' | 'long'>> {
  try {
    const end = [await side.warm(SHORT.camera), await side.warm(LONG.camera)];
    await firstPictures(side, SHORT, WARM_UP);
    const short = await firstPictures(side, SHORT, joins);
    const long = await firstPictures(side, LONG, joins);
    await Promise.all(end.map((leave) => leave()));
    return { short, long };
  } finally {
    await side.close();
  }
}

/** Its processor time is counted with a server of its own, that pulls the one camera and nothing else. */
async function measure(start: (cameras: FleetCamera[]) => Promise<Side>, cameras: FleetCamera[]): Promise<Figures> {
  return { ...(await pictures(await start(cameras))), ...(await processor(await start(cameras.slice(0, 1)))) };
}

const lack = lackOfJanus();
if (lack !== null) {
  console.error(lack);
  process.exit(1);
}
const one = ['--cameras', '1', '--clips', '1', '--silent'];
const short = await startFleetProcess([...one, '--gop', '2', '--base', '127.35.1.1']);
const long = await startFleetProcess([...one, '--gop', '10', '--base', '127.35.2.1']);
try {
  const cameras = [...short.cameras, ...long.cameras];
  const janus = await measure(janusSide, cameras);
  const hub = await measure(hubSide, cameras);
  if (janus.width !== hub.width) throw new Error(`not the same stream: ${janus.width} and ${hub.width} px wide`);
  console.table({
    'Janus, 2 s GOP: first picture, ms': spread(janus.short),
    'hub, 2 s GOP: first picture, ms': spread(hub.short),
    'Janus, 10 s GOP: first picture, ms': spread(janus.long),
    'hub, 10 s GOP: first picture, ms': spread(hub.long),
  });
  const percent = ({ cpu }: Figures, step: number): number => cpu[step]?.all ?? NaN;
  console.table(
    Object.fromEntries(
      steps.map((viewers, step) => [
        `${viewers} viewers of one camera`,
        {
          'Janus, % of a core': round(percent(janus, step), 2),
          'hub, %': round(percent(hub, step), 2),
          'Janus, % each': round(percent(janus, step) / viewers, 2),
          'hub, % each': round(percent(hub, step) / viewers, 2),
        },
      ]),
    ),
  );
  console.log(
    'What differs: Janus passes packets on as they come, so a viewer waits for the camera’s next keyframe; it pulls its\n' +
      'mountpoints over UDP all the time. The hub replays what came since the last keyframe, pulls by an ffmpeg of its own,\n' +
      'asks for leave and writes down who looks. Janus’ page is plain, and its connection is made after the act; the\n' +
      'hub’s page is the product’s own, and connects before it.',
  );
  const last = steps.length - 1;
  const further = ({ cpu }: Figures): number =>
    ((cpu[last]?.all ?? NaN) - (cpu[0]?.all ?? NaN)) / Math.max(1, (steps[last] ?? 1) - (steps[0] ?? 1));
  const raw = (figures: Figures) => ({
    medianMs2sGop: round(median(figures.short)),
    p95Ms2sGop: round(percentile(figures.short, 0.95)),
    medianMs10sGop: round(median(figures.long)),
    p95Ms10sGop: round(percentile(figures.long, 0.95)),
    cpuPercent: Object.fromEntries(steps.map((viewers, step) => [viewers, round(percent(figures, step), 2)])),
    cpuPercentByProgram: Object.fromEntries(
      Object.entries(figures.cpu[last]?.parts ?? {}).map(([program, part]) => [program, round(part, 2)]),
    ),
    cpuPercentPerFurtherViewer: round(further(figures), 3),
  });
  console.log(
    JSON.stringify({
      timesSooner10sGop: round(median(janus.long) / median(hub.long), 1),
      cpuPerViewerRatio: round(percent(hub, last) / percent(janus, last), 2),
      cpuPerFurtherViewerRatio: round(further(hub) / further(janus), 2),
      janus: raw(janus),
      hub: raw(hub),
    }),
  );
} finally {
  await Promise.all([short.close(), long.close()]);
}
