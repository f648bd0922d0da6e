import type { Shown } from './peer.ts';
import type { Session } from './session.ts';
import type { StreamFigures } from './stream.ts';

/** What the bench asks of a process with peers. */
export type Order =
  /** All of them send pictures, and so many of them a voice, too; all where it is not said. */
  | { order: 'send'; sessions: Session[]; meetingId: string; voices?: number }
  /** Others come in, each after its own time, and receive; the senders of this process receive at once. */
  | { order: 'join'; sessions: (Session & { afterMs: number })[]; meetingId: string; senders: string[] }
  | { order: 'figures' };

/** One peer's way in, ms. */
export interface Joining {
  firstMs: number;
  allMs: number;
}

/** What it answers. */
export type Answer =
  | { answer: 'send'; participantIds: string[] }
  | { answer: 'join'; joins: Joining[]; failed: string[] }
  | { answer: 'figures'; streams: StreamFigures[]; lateMs: number };

/** What peer `index` of all shows of these senders: one large, three small, all of their voices; never itself. */
export function shownBy(index: number, senders: readonly string[], own?: string): Shown {
  const others = senders.filter((id) => id !== own);
  const large = others[index % others.length];
  if (large === undefined) throw new RangeError('nobody to see');
  return { large, small: others.filter((id) => id !== large).slice(0, 3), voices: others };
}
