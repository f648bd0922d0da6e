import { setTimeout as delay } from 'node:timers/promises';
import { MediaError } from '../../error.ts';
import { isAlive } from '../alive.ts';
import type { DeviceOptions } from '../device-options.ts';
import { DEVICE } from '../device.ts';
import type { Change } from './change.ts';
import { open, set } from './setting.ts';

const DEFAULT_TIMEOUT_MS = 180_000;
/** A device that still answers so long after it was told to restart does not. */
const DOWN_WITHIN_MS = 30_000;
const ASK_MS = { whileUp: 200, whileDown: 1000 } as const;
const ANSWER_MS = 3000;

/**
 * Restarts the device, and waits until it answers again: one to two minutes with most.
 *
 * @returns how long it took
 * @throws MediaError `refused` where the device does not do it, `timeout` where it does not come back (3 minutes by
 *   default), or as `probeOnvif`
 */
export async function reboot(options: DeviceOptions): Promise<Change> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
  const { session } = await open({ ...options, timeoutMs: Math.min(timeoutMs, 20_000) });
  const started = performance.now();
  await set(session, session.device, { name: 'SystemReboot', namespace: DEVICE });
  const pastMs = (): number => performance.now() - started;
  const downWithinMs = Math.min(DOWN_WITHIN_MS, timeoutMs);
  while (await answers(options)) {
    if (pastMs() > downWithinMs) throw new MediaError('refused', 'it was told to restart, and did not');
    await pause(ASK_MS.whileUp, signal);
  }
  do {
    if (pastMs() > timeoutMs) throw new MediaError('timeout', 'it did not come back');
    await pause(ASK_MS.whileDown, signal);
  } while (!(await answers(options)));
  return { before: '', after: `${Math.round(pastMs() / 1000)} s` };
}

async function answers({ address, port, signal }: DeviceOptions): Promise<boolean> {
  const ask = { address, port, kind: 'onvif', timeoutMs: ANSWER_MS } as const;
  return (await isAlive({ ...ask, ...(signal ? { signal } : {}) })) === null;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
