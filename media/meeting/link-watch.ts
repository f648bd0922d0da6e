import { setTimeout as delay } from 'node:timers/promises';
import { Link, type LinkGrade } from './link.ts';
import type { Member } from './member.ts';

/** Shortest pause between two members, ms: in a large room a round takes longer rather than more. */
const LEAST_PAUSE_MS = 40;

/** Looks at one member after the other, each once in a round, and tells whose link has changed. */
export class LinkWatch {
  readonly #members: () => Iterable<Member>;
  readonly #roundMs: number;
  readonly #onChange: (memberId: string, grade: LinkGrade) => void;
  readonly #links = new WeakMap<Member, Link>();
  readonly #closing = new AbortController();

  constructor(
    members: () => Iterable<Member>,
    roundMs: number,
    onChange: (memberId: string, grade: LinkGrade) => void,
  ) {
    this.#members = members;
    this.#roundMs = roundMs;
    this.#onChange = onChange;
    void this.#run();
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let round: Member[] = [];
    let pause = this.#roundMs;
    while (!signal.aborted) {
      if (round.length === 0) {
        round = [...this.#members()];
        pause = Math.max(LEAST_PAUSE_MS, this.#roundMs / Math.max(1, round.length));
      }
      const member = round.shift();
      if (member?.closed === false) await this.#look(member);
      await pass(pause, signal);
    }
  }

  async #look(member: Member): Promise<void> {
    // It leaves, or its worker dies, while it is asked: there is nothing to grade.
    const look = await member.look().catch(() => null);
    if (look === null || member.closed || this.#closing.signal.aborted) return;
    const link = this.#links.get(member) ?? new Link();
    this.#links.set(member, link);
    const grade = link.push(look);
    if (grade !== null) this.#onChange(member.id, grade);
  }
}

async function pass(ms: number, signal: AbortSignal): Promise<void> {
  // Aborted: the loop sees it.
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
