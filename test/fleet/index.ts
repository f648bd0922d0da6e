import { randomInt } from 'node:crypto';
import type { CameraSpec } from './camera-spec.ts';
import { SimulatedCamera } from './camera.ts';
import { DiscoveryResponder } from './discovery.ts';

export { decodeClock, type ClockReading } from './clock.ts';
export type { CameraSpec } from './camera-spec.ts';
export type { SimulatedCamera } from './camera.ts';
export type { Counters, Faults } from './faults.ts';
export type { MakerName } from './makers.ts';

export interface FleetOptions {
  cameras: readonly CameraSpec[];
  /** Address of the first camera, e.g. `127.20.0.1`; the others follow. Default: a free block of 127.0.0.0/8. */
  base?: string;
  /** Whether the cameras answer WS-Discovery on UDP 3702 of their address; default true. */
  discovery?: boolean;
  /** Local address of an interface: answer multicast Probes there too. One fleet per machine (or network namespace) may. */
  multicastOn?: string;
  /** Streams whose clips are made before the fleet is ready; others are made when they are first asked for. */
  prepare?: readonly ('main' | 'sub')[];
  /** How many different pictures there are; default 8. */
  clips?: number;
}

export type CutOff = 'silent' | 'refused';

/** Cameras that run in this process. */
export interface Fleet {
  readonly cameras: readonly SimulatedCamera[];
  /**
   * Cuts the uplink of these cameras (places in `cameras`), all at once: `silent`, nothing is answered any more;
   * `refused`, connections are refused, as by a switch without what hangs on it.
   */
  cutOff(which: readonly number[], how?: CutOff): Promise<void>;
  /** Their uplink is back. */
  restore(which: readonly number[]): Promise<void>;
  /** All ports are free when this resolves. */
  close(): Promise<void>;
}

function toNumber(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** The `index`-th address from `base`, without those that end in 0 or 255. */
export function nthAddress(base: string, index: number): string {
  const start = toNumber(base);
  const host = (start & 255) - 1 + index;
  return toAddress((start & ~255) + Math.floor(host / 254) * 256 + (host % 254) + 1);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

interface Opened {
  cameras: SimulatedCamera[];
  responder: DiscoveryResponder | null;
}

async function open(options: FleetOptions, base: string): Promise<Opened> {
  const count = options.clips ?? 8;
  const cameras = options.cameras.map((spec, i) => {
    return new SimulatedCamera(nthAddress(base, i), spec.clip ?? i % count, spec);
  });
  const opened = await Promise.allSettled(cameras.map((camera) => camera.revive()));
  try {
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    if (options.discovery === false) return { cameras, responder: null };
    return { cameras, responder: await DiscoveryResponder.create(cameras, options.multicastOn) };
  } catch (error) {
    await Promise.all(cameras.map((camera) => camera.close()));
    throw error;
  }
}

/** A random block in 127.64.0.0 to 127.254.255.255, so that test files running side by side do not meet. */
function randomBase(): string {
  return `127.${randomInt(64, 254)}.${randomInt(0, 256)}.1`;
}

/**
 * Starts cameras; they answer when this resolves, and the clips they play are made.
 * @throws Error `EADDRINUSE` where a given base is taken; where ffmpeg cannot make a clip
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  let opened: Opened | null = null;
  for (let attempt = 1; !opened; attempt++) {
    try {
      opened = await open(options, options.base ?? randomBase());
    } catch (error) {
      if (options.base || attempt === 10 || !isTaken(error)) throw error;
    }
  }
  const { cameras, responder } = opened;
  const close = async (): Promise<void> => {
    await Promise.all([responder?.close(), ...cameras.map((camera) => camera.close())]);
  };
  try {
    await Promise.all(cameras.map((camera) => camera.prepare(options.prepare ?? ['sub', 'main'])));
  } catch (error) {
    await close();
    throw error;
  }
  const chosen = (which: readonly number[]): SimulatedCamera[] =>
    which.map((index) => {
      const camera = cameras[index];
      if (!camera) throw new RangeError(`no camera ${index}`);
      return camera;
    });
  return {
    cameras,
    async cutOff(which, how = 'silent') {
      const cut = chosen(which);
      if (how === 'refused') await Promise.all(cut.map((camera) => camera.die()));
      else for (const camera of cut) camera.cutOff();
    },
    async restore(which) {
      const back = chosen(which);
      for (const camera of back) camera.restore();
      await Promise.all(back.map((camera) => camera.revive()));
    },
    close,
  };
}
