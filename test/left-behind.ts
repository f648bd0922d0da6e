import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Carried by every process that the tests start, and by those that they start. */
const MARKER = 'QINLING_TEST_RUN';
/** A process that was just told to end gets so long; nothing tells us of the end of one that is not our child. */
const GRACE_MS = 3_000;

interface Process {
  pid: number;
  parent: number;
  command: string;
  marked: boolean;
}

/**
 * Vitest's globalSetup: at the end of all tests, none of the processes that they started may still run: no ffmpeg, no
 * Chromium, no worker, no camera. One that does is ended, by its pid, and the run fails.
 */
export default function setup(): () => Promise<void> {
  const run = randomUUID();
  process.env[MARKER] = run;
  return async () => {
    const began = performance.now();
    let left = await leftBehind(run);
    while (left.length > 0 && performance.now() - began < GRACE_MS) {
      await delay(100);
      left = await leftBehind(run);
    }
    if (left.length === 0) return;
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    const lines = left.map(({ pid, command }) => `  ${pid} ${command}`);
    throw new Error(`the tests left processes running:\n${lines.join('\n')}`);
  };
}

/** Descendants of this process, and whoever carries this run's marker after its parent went away. */
export async function leftBehind(run: string): Promise<Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map((name) => inspect(Number(name), run)))).filter((one) => one !== null);
  const ours = new Set([process.pid]);
  for (let known = 0; known < ours.size;) {
    known = ours.size;
    for (const { pid, parent, marked } of all) if (marked || ours.has(parent)) ours.add(pid);
  }
  // Vitest's own, which ends with it.
  return all.filter(({ pid, command }) => pid !== process.pid && ours.has(pid) && !command.startsWith('vitest-'));
}

/** What /proc knows of a process; null when it has ended, also while being read, or belongs to somebody else. */
async function inspect(pid: number, run: string): Promise<Process | null> {
  try {
    const dir = `/proc/${pid}`;
    const [status, command, environment] = await Promise.all([
      readFile(`${dir}/status`, 'utf8'),
      readFile(`${dir}/cmdline`, 'utf8'),
      readFile(`${dir}/environ`, 'utf8'),
    ]);
    // A zombie has no command line: its parent has yet to hear of its end.
    if (command === '') return null;
    return {
      pid,
      parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]),
      command: command.replaceAll('\0', ' ').trim(),
      marked: environment.split('\0').includes(`${MARKER}=${run}`),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))) {
      return null;
    }
    throw error;
  }
}
