/**
 * The fleet as a process: prints one line of JSON when all cameras answer, and serves until SIGTERM or SIGINT.
 * `node test/fleet/main.ts --cameras 24 [--base 127.20.0.1] [--clips 8] [--gop 2] [--username admin] [--password ...]
 * [--multicast 192.0.2.1] [--control 0] [--prepare all] [--faulty 3]
 * [--lock-after 5] [--rtsp-auth digest]`; --control is the port of the faults' HTTP service (control.ts), 0 any.
 * --prepare all|sub|none: which clips are made before it is ready (a minute at the very first time); the others are
 * made when they are first asked for. --faulty: so many percent have a fault (faulty.ts), which the line of JSON tells.
 * --silent: cameras without sound. --lock-after: wrong logins in a row until a camera lets nobody in; 0 never. --rtsp-auth none: streams without a login.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { AUTH_SCHEMES } from './credentials.ts';
import { faultOf } from './faulty.ts';
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
    faulty: { type: 'string', default: '0' },
    'rtsp-auth': { type: 'string', default: 'digest' },
    'lock-after': { type: 'string', default: '5' },
    silent: { type: 'boolean', default: false },
  },
});
const PREPARE = new Map<string, ('main' | 'sub')[]>([
  ['all', ['sub', 'main']],
  ['sub', ['sub']],
  ['none', []],
]);
function whole(text: string, least = 1): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new RangeError(`not a whole number from ${least}: ${text}`);
  return number;
}
const clips = whole(values.clips);
const gopSeconds = whole(values.gop);
const faulty = whole(values.faulty, 0);
const rtspAuth = AUTH_SCHEMES.find((scheme) => scheme === values['rtsp-auth']);
if (!rtspAuth) throw new RangeError(`--rtsp-auth is one of ${AUTH_SCHEMES.join(', ')}`);
const lockAfter = whole(values['lock-after'], 0) || undefined;

const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
const fleet = await startFleet({
  base: values.base,
  multicastOn: values.multicast,
  prepare: PREPARE.get(values.prepare),
  clips,
  cameras: Array.from({ length: whole(values.cameras) }, (_, i) => ({
    ...demoCamera(i, clips),
    gopSeconds,
    username: values.username,
    password: values.password,
    lockAfter,
    rtspAuth,
    ...(values.silent && { audio: null }),
    faults: faultOf(i, faulty) ?? {},
  })),
});
const control = values.control === undefined ? null : await startControl(fleet, Number(values.control));
const list = fleet.cameras.map((camera, i) => ({
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
  ptz: camera.head !== null,
  fault: faultOf(i, faulty),
}));
process.stdout.write(`${JSON.stringify({ ready: true, control: control?.url, cameras: list })}\n`);
await stopped;
await control?.close();
await fleet.close();
