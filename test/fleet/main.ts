/**
 * The fleet as a process: prints one line of JSON when all cameras answer, and serves until SIGTERM or SIGINT.
 * `node test/fleet/main.ts --cameras 24 [--base 127.20.0.1] [--clips 8] [--gop 2] [--username admin] [--password ...]
 * [--multicast 192.0.2.1] [--control 0] [--prepare all]`; --control is the port of the faults' HTTP service (control.ts), 0 any.
 * --prepare all|sub|none: which clips are made before it is ready (a minute at the very first time); the others are
 * made when they are first asked for.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { startFleet } from './index.ts';
import { demoCamera } from './places.ts';

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '24' },
    base: { type: 'string' },
    clips: { type: 'string', default: '8' },
    gop: { type: 'string', default: '2' },
    username: { type: 'string' },
    password: { type: 'string' },
    multicast: { type: 'string' },
    control: { type: 'string' },
    prepare: { type: 'string', default: 'all' },
  },
});
const PREPARE = new Map<string, ('main' | 'sub')[]>([
  ['all', ['sub', 'main']],
  ['sub', ['sub']],
  ['none', []],
]);
const [cameras, clips, gopSeconds] = [values.cameras, values.clips, values.gop].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`not a positive whole number: ${text}`);
  return number;
}) as [number, number, number];

const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
const fleet = await startFleet({
  base: values.base,
  multicastOn: values.multicast,
  prepare: PREPARE.get(values.prepare),
  clips,
  cameras: Array.from({ length: cameras }, (_, i) => ({
    ...demoCamera(i, clips),
    gopSeconds,
    username: values.username,
    password: values.password,
  })),
});
const control = values.control === undefined ? null : await startControl(fleet, Number(values.control));
const list = fleet.cameras.map((camera) => ({
  address: camera.address,
  onvifPort: camera.onvifPort,
  rtspPort: camera.rtspPort,
  username: camera.username,
  password: camera.password,
  name: camera.name,
  hardwareId: camera.hardwareId,
  clip: camera.clipNumber,
  main: camera.rtspUrl('main'),
  sub: camera.rtspUrl('sub'),
}));
process.stdout.write(`${JSON.stringify({ ready: true, control: control?.url, cameras: list })}\n`);
await stopped;
await control?.close();
await fleet.close();
