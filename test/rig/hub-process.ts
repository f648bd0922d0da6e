import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addPeople, type RigPerson, TECHNICIAN } from './people.ts';

/** A hub in a process of its own, with a data folder of its own. */
export interface HubProcess {
  url: string;
  pid: number;
  dataFolder: string;
  /** All that it has printed so far. */
  output(): string;
  /** Ends it and waits until it is gone; the data folder stays, so that it can be started again. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');
/** As `npm start` runs it. */
const FLAGS = readFileSync(join(ROOT, 'scripts/node.flags'), 'utf8').trim().split(' ');
const READY_MS = 30_000;

/** A TCP port of 127.0.0.1 that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface HubStart {
  environment?: Record<string, string>;
  /** The address and data of one that was stopped. */
  again?: Pick<HubProcess, 'url' | 'dataFolder'>;
  /** Who can sign in at a new one; the technician, unless told otherwise. */
  people?: readonly RigPerson[];
}

/** Starts `server/main.ts` and waits until it is ready. */
export async function startHub({ environment, again, people }: HubStart = {}): Promise<HubProcess> {
  const dataFolder = again?.dataFolder ?? mkdtempSync(join(tmpdir(), 'hub-'));
  if (again === undefined) await addPeople(dataFolder, people ?? [TECHNICIAN]);
  const port = again === undefined ? await freePort() : Number(new URL(again.url).port);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, ...FLAGS, 'server/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      HUB_PORT: String(port),
      HUB_DATA: dataFolder,
      HUB_CAMERA_RANGES: '127.0.0.0/8',
      HUB_RTC_PORT: '0',
      // Tests count sessions and what they cost; those about health set it on.
      HUB_HEALTH: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const note = (chunk: Buffer): void => void (printed += chunk.toString('utf8'));
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const gone = once(child, 'exit');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
  };
  const deadline = Date.now() + READY_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop('SIGKILL');
      throw new Error(`the hub did not become ready:\n${printed}`);
    }
    await delay(20);
  }
  const close = async (): Promise<void> => {
    await stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { url, pid: child.pid ?? 0, dataFolder, output: () => printed, stop, close };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false; // Nobody listens yet.
  }
}
