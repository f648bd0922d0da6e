import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { CameraSource } from '../../server/contract/camera.ts';

/** A camera of the fleet, as its process announces it. */
export interface FleetCamera {
  address: string;
  onvifPort: number;
  rtspPort: number;
  username: string;
  password: string;
  name: string;
  hardwareId: string;
  /** Number in the burnt-in clock. */
  clip: number;
  /** RTSP URLs without credentials. */
  main: string;
  sub: string;
}

/** The simulated cameras in a process of their own, so that their cost stays apart from the hub's. */
export interface FleetProcess {
  cameras: FleetCamera[];
  pid: number;
  close(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Starts `test/fleet/main.ts`; the first time it draws and encodes its clips, which takes a while. */
export async function startFleetProcess(args: string[]): Promise<FleetProcess> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, 'test/fleet/main.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const cameras = await new Promise<FleetCamera[]>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      done((JSON.parse(line) as { cameras: FleetCamera[] }).cameras);
    });
    void gone.then(() => fail(new Error('the fleet ended before it was ready')));
  });
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  return { cameras, pid: child.pid ?? 0, close };
}

/** How the hub is told of it. */
export function onvifSource({ address, onvifPort, username, password }: FleetCamera): CameraSource {
  return { kind: 'onvif', address, port: onvifPort, username, password };
}
