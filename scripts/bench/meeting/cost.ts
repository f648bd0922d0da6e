import { type ProcessSample, sampleTree } from '../../../test/rig/processes.ts';

const MEGABYTE = 1024 * 1024;

/** Whose processes they are. */
export type Side = 'hub' | `worker ${number}` | 'load makers' | 'Chromium';
/** What each has used so far, and holds now. */
export type Costs = Map<Side, { cpuMs: number; megabytes: number }>;

/** @param hubPid workers are below it @param crews pids of the load makers */
export function costs(hubPid: number, crews: readonly number[]): Costs {
  const found: Costs = new Map();
  const add = (side: Side, { cpuMs, pssBytes }: ProcessSample): void => {
    const before = found.get(side) ?? { cpuMs: 0, megabytes: 0 };
    found.set(side, { cpuMs: before.cpuMs + cpuMs, megabytes: before.megabytes + pssBytes / MEGABYTE });
  };
  let workers = 0;
  for (const one of sampleTree(hubPid)) add(isProgram(one, 'mediasoup-worker') ? `worker ${++workers}` : 'hub', one);
  for (const pid of crews) for (const one of sampleTree(pid)) add('load makers', one);
  for (const one of sampleTree(process.pid)) if (isProgram(one, 'chrom')) add('Chromium', one);
  return found;
}

/** Percent of one core between two looks, by side. */
export function shares(before: Costs, after: Costs, ms: number): Map<Side, { percent: number; megabytes: number }> {
  return new Map(
    [...after].map(([side, { cpuMs, megabytes }]) => {
      return [side, { percent: ((cpuMs - (before.get(side)?.cpuMs ?? 0)) / ms) * 100, megabytes }];
    }),
  );
}

function isProgram({ command }: ProcessSample, name: string): boolean {
  return command.split(' ')[0]?.includes(name) ?? false;
}
