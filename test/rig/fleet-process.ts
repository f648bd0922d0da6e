import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { CameraSource } from '../../server/contract/camera.ts';
import type { Faults } from '../fleet/index.ts';

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
  /** Whether it can be moved. */
  ptz: boolean;
  /** What is wrong with it by `--faulty`; null: nothing. */
  fault: Partial<Faults> | null;
}

/** The simulated cameras in a process of their own, so that their cost stays apart from the hub's. */
export interface FleetProcess {
  cameras: FleetCamera[];
  pid: number;
  /**
   * Its control (`test/fleet/control.ts`), where it was started with `--control 0`: POST with a body, GET without.
   * @throws Error with what it said, where it refuses
   */
  control(path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

interface Ready {
  control?: string;
  cameras: FleetCamera[];
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Starts `test/fleet/main.ts`; the first time it draws and encodes its clips, which takes a while. */
export async function startFleetProcess(args: string[]): Promise<FleetProcess> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, 'test/fleet/main.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const ready = await new Promise<Ready>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => done(JSON.parse(line) as Ready));
    void gone.then(() => fail(new Error('the fleet ended before it was ready')));
  });
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    if (!ready.control) throw new Error('the fleet was started without --control');
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${ready.control}/${path}`, post);
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  return { cameras: ready.cameras, pid: child.pid ?? 0, control, close };
}

/** How the hub is told of it. */
export function onvifSource({ address, onvifPort, username, password }: FleetCamera): CameraSource {
  return { kind: 'onvif', address, port: onvifPort, username, password };
}
