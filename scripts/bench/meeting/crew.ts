import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Answer, Order } from './orders.ts';

/**
 * A process with peers, in a session of its own: Linux shares processors between sessions first (autogroup). One that only
 * receives gives way to the hub, the senders and Chromium: its session is nice.
 */
export class Crew {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;

  /** @param nice of its session, 0 to 19 */
  constructor(nice: number) {
    const node = [process.execPath, '--max-semi-space-size=32', resolve(import.meta.dirname, 'peers.ts')];
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...node], {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.pid = this.#child.pid ?? 0;
    if (nice > 0) giveWay(this.pid, nice);
    this.#gone = once(this.#child, 'exit');
  }

  /** @throws Error where the process ends instead of answering */
  async ask<O extends Order['order']>(order: Extract<Order, { order: O }>): Promise<Extract<Answer, { answer: O }>> {
    const answered = once(this.#child, 'message') as Promise<[Extract<Answer, { answer: O }>]>;
    this.#child.send(order);
    const first = await Promise.race([answered, this.#gone.then(() => null)]);
    if (first === null) throw new Error(`peers ended while asked to ${order.order}`);
    return first[0];
  }

  async close(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#gone;
  }
}

function giveWay(pid: number, nice: number): void {
  setPriority(pid, nice);
  const session = `/proc/${pid}/autogroup`;
  if (existsSync(session)) writeFileSync(session, String(nice));
}
