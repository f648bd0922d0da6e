import { readdirSync, readFileSync } from 'node:fs';

/** One process as `/proc` shows it. */
export interface ProcessSample {
  pid: number;
  /** Command line, arguments apart by spaces. */
  command: string;
  /** User and system time so far, ms. */
  cpuMs: number;
  /** Proportional set size, bytes: shared pages are counted by share. */
  pssBytes: number;
}

/** Ticks per second of `/proc/PID/stat`: 100 on every Linux that Node supports (USER_HZ). */
const TICK_MS = 10;

function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null; // The process has ended: for a sample, it is not there.
  }
}

/** Fields of `/proc/PID/stat` behind the name, which may itself hold spaces and brackets. */
function stat(pid: number): string[] | null {
  const text = read(pid, 'stat');
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** True while the process exists and is no zombie. */
export function isAlive(pid: number): boolean {
  const state = stat(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Pids of all processes below `root`, itself not included. */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(stat(Number(name))?.[1]);
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const queue = [root];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    const below = children.get(pid) ?? [];
    found.push(...below);
    queue.push(...below);
  }
  return found;
}

/** What a process has used until now; null where it has ended. */
export function sample(pid: number): ProcessSample | null {
  const fields = stat(pid);
  const command = read(pid, 'cmdline');
  const rollup = read(pid, 'smaps_rollup');
  if (fields === null || command === null) return null;
  return {
    pid,
    command: command.replaceAll('\0', ' ').trim(),
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    pssBytes: Number(/^Pss: +(\d+) kB/m.exec(rollup ?? '')?.[1] ?? 0) * 1024,
  };
}

/** The process and all below it. */
export function sampleTree(root: number): ProcessSample[] {
  return [root, ...descendants(root)].flatMap((pid) => sample(pid) ?? []);
}

/** Pids below `root` of a program, by its name without the folder. */
export function pidsOf(root: number, program: string): number[] {
  return descendants(root).filter((pid) => {
    const [path = ''] = read(pid, 'cmdline')?.split('\0') ?? [];
    return isAlive(pid) && path.slice(path.lastIndexOf('/') + 1) === program;
  });
}
