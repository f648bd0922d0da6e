import type { CameraHealth, HealthState } from '../../server/contract/health.ts';

/** Health by camera's id. */
export type HealthOf = ReadonlyMap<string, CameraHealth>;

/** The worst first. */
export const severity: Readonly<Record<HealthState, number>> = { offline: 0, faulty: 1, unknown: 2, working: 3 };

/** One never heard of is unknown. */
export function stateOf(cameraId: string, health: HealthOf): HealthState {
  return health.get(cameraId)?.state ?? 'unknown';
}

/** The worst of several states; working where there is none. */
export function worstOf(states: Iterable<HealthState>): HealthState {
  let worst: HealthState = 'working';
  for (const state of states) if (severity[state] < severity[worst]) worst = state;
  return worst;
}
