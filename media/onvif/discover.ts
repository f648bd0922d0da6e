import { setTimeout as delay } from 'node:timers/promises';
import { type DiscoveryEvent, FoundQueue } from './found-queue.ts';
import { lookByHttp } from './http-look.ts';
import type { FoundDevice } from './probe-match.ts';
import { WsDiscovery } from './ws-discovery.ts';

/** Where ONVIF services usually are. */
const DEFAULT_PORTS = [80, 8000, 8080];
const DEFAULT_CONCURRENCY = 128;
const DEFAULT_TIMEOUT_MS = 2000;
/** Devices answer a multicast Probe after a random time of up to 0.5 s; twice asked, slow ones included. */
const MULTICAST_MS = 2000;
/** Of an address's time, the part that is given to WS-Discovery. */
const UDP_PART = 0.25;

export interface DiscoverOptions {
  /** Single IPv4 addresses, as parseTargets() makes them. */
  targets: readonly string[];
  /** Local IPv4 addresses of the interfaces to multicast on; empty: no multicast. */
  interfaces: readonly string[];
  /** Ports to look at by HTTP; 80, 8000 and 8080 by default. */
  ports?: readonly number[];
  /** Stops the sweep at once: the reading then ends without an error. */
  signal: AbortSignal;
  /** Addresses looked at together; 128 by default. */
  concurrency?: number;
  /** For one address, ms; 2 s by default. The sweep takes at most targets / concurrency times this, and 2 s at least
   * where there is multicast. */
  timeoutMs?: number;
}

/**
 * Sweeps for ONVIF devices, without any login: by multicast on interfaces, and at every target by unicast WS-Discovery
 * and then, since many devices do not answer that, by HTTP. Results stream in; nothing is kept afterwards. Leaving the
 * loop early stops the sweep.
 *
 * @throws MediaError `address` where one of the interfaces does not exist or carries no multicast
 */
export async function* discover(options: DiscoverOptions): AsyncGenerator<DiscoveryEvent, void, undefined> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const queue = new FoundQueue();
  signal.addEventListener('abort', () => queue.stop(), { once: true });
  if (signal.aborted) return;
  const fail = (error: unknown): void => {
    // What stops because it was told to is no failure.
    if (!signal.aborted) queue.fail(error);
    stop.abort();
  };
  const sweep = runSweep(options, signal, queue, fail).finally(() => queue.end());
  try {
    for (let event = await queue.next(); event; event = await queue.next()) yield event;
  } finally {
    stop.abort();
    await sweep;
  }
}

/** Resolves when nothing of the sweep is left: no socket, no timer. What goes wrong is told to `fail`. */
async function runSweep(
  options: DiscoverOptions,
  signal: AbortSignal,
  queue: FoundQueue,
  fail: (error: unknown) => void,
): Promise<void> {
  const { interfaces, concurrency = DEFAULT_CONCURRENCY } = options;
  const sockets: WsDiscovery[] = [];
  const answers = new Answers();
  const onDevice = (device: FoundDevice): void => {
    // Who answers UDP wrongly may still be right by HTTP; who points at another host is not asked further.
    if (device.cause === null || device.cause === 'other-host') answers.add(device.address);
    queue.device(device);
  };
  try {
    for (const localAddress of interfaces) {
      const socket = await WsDiscovery.create(localAddress, onDevice);
      sockets.push(socket);
      await socket.askAll();
    }
    const unicast = await WsDiscovery.create('0.0.0.0', onDevice);
    sockets.push(unicast);
    const look = lookAtTargets(options, signal, queue, unicast, answers);
    const tasks = Array.from({ length: Math.max(1, concurrency) }, look);
    if (interfaces.length > 0) tasks.push(delay(MULTICAST_MS, undefined, { signal }));
    await Promise.all(tasks.map((task) => task.catch(fail)));
  } catch (error) {
    fail(error);
  } finally {
    await Promise.all(sockets.map((socket) => socket.close()));
  }
}

/** Makes a worker that looks at one target after another, of those that no other one of its workers has taken. */
function lookAtTargets(
  { targets, ports = DEFAULT_PORTS, timeoutMs = DEFAULT_TIMEOUT_MS }: DiscoverOptions,
  signal: AbortSignal,
  queue: FoundQueue,
  unicast: WsDiscovery,
  answers: Answers,
): () => Promise<void> {
  let done = 0;
  const rest = targets.values();
  return async () => {
    for (const address of rest) {
      unicast.ask(address);
      if (!(await answers.wait(address, timeoutMs * UDP_PART, signal))) {
        const deadline = AbortSignal.timeout(timeoutMs * (1 - UDP_PART));
        const device = await lookByHttp(address, ports, AbortSignal.any([signal, deadline]));
        if (device) queue.device(device);
      }
      signal.throwIfAborted();
      queue.progress(++done, targets.length);
    }
  };
}

/** Which addresses have answered by UDP, and who waits for that. */
class Answers {
  readonly #answered = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  add(address: string): void {
    this.#answered.add(address);
    this.#waiting.get(address)?.();
  }

  /** True once the address has answered, false if it has not in this time. */
  async wait(address: string, ms: number, signal: AbortSignal): Promise<boolean> {
    if (this.#answered.has(address)) return true;
    const answered = new AbortController();
    this.#waiting.set(address, () => answered.abort());
    try {
      await delay(ms, undefined, { signal: AbortSignal.any([signal, answered.signal]) });
    } catch (error) {
      if (!answered.signal.aborted) throw error;
    } finally {
      this.#waiting.delete(address);
    }
    return this.#answered.has(address);
  }
}
