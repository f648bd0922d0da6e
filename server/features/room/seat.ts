import type { LinkGrade, Member } from '../../../media/index.ts';
import type { Participant, Source, SourceState, Standing } from '../../contract/meeting-room.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { MessageRate } from '../../ws/limits.ts';
import type { Who } from './rules.ts';

/** Messages of one participant: so many at once, and one each second. */
const CHAT = { perSecond: 1, burst: 5 };

/** Whose seat it is. */
export interface Sitter {
  actor: SignedIn;
  /** What they are without the chair. */
  base: Extract<Standing, 'member' | 'venue' | 'guest'>;
  /** Where the screen stands, of a venue. */
  siteId: string | null;
}

/** A page that is in the room, with its media. */
export interface Connection {
  socket: HubSocket;
  member: Member;
}

/** Leave to speak, for a time. */
export interface Floor {
  /** ms since 1970 */
  until: number;
  timer: NodeJS.Timeout;
  /** Muted before, and so after a roll call has passed on. */
  mutedBefore: readonly Source[];
}

/** Somebody's place in one meeting, from the first time they come in until it ends: also while they are out. */
export class Seat {
  readonly id = newId();
  sitter: Sitter;
  role: Extract<Standing, 'chair' | 'co-chair'> | null = null;
  /** False: they have left for good, or have never quite come in. */
  isIn = false;
  joinedAt = 0;
  handAt: number | null = null;
  floor: Floor | null = null;
  /** By a chair: holds whatever is produced, also after leaving and coming back. */
  readonly muted = new Set<Source>();
  /** As its sender switched it. */
  readonly sources = new Map<Source, Exclude<SourceState, 'muted'>>();
  link: LinkGrade = 'good';
  /** Null: no page is connected; while {@link isIn}, the seat is kept. */
  connection: Connection | null = null;
  /** Of the page that is, or was last, in it. */
  sessionId = '';
  /** When the connection was lost, ms since 1970; 0: it was not. */
  lostAt = 0;
  /** Ends the keeping of the seat. */
  kept: NodeJS.Timeout | undefined;
  /** Of the line in the attendance sheet; null: there is none that is open. */
  attendanceId: string | null = null;
  /** Of what they write, from whichever page. */
  readonly chatRate = new MessageRate(performance.now(), CHAT);
  /** Counts attempts to come in: only the last one counts. */
  attempt = 0;

  constructor(sitter: Sitter) {
    this.sitter = sitter;
  }

  get user(): SignedIn['user'] {
    return this.sitter.actor.user;
  }

  get standing(): Standing {
    return this.role ?? this.sitter.base;
  }

  get present(): boolean {
    return this.connection !== null;
  }

  get who(): Who {
    return { standing: this.standing, hasFloor: this.floor !== null };
  }

  /** As others are told of it. */
  toParticipant(): Participant {
    const { id, user, standing, present, handAt, floor, joinedAt } = this;
    return {
      id,
      userId: user.id,
      name: user.name,
      unitId: user.unitId,
      standing,
      present,
      handAt,
      floorUntil: floor?.until ?? null,
      sources: [...this.sources].map(([source, state]) => ({
        source,
        state: this.muted.has(source) ? 'muted' : state,
      })),
      link: present ? this.link : 'lost',
      joinedAt,
    };
  }
}

/** Who raised a hand first; undefined: nobody has. */
export function firstHand(seats: readonly Seat[]): Seat | undefined {
  const raised = seats.filter(({ isIn, handAt }) => isIn && handAt !== null);
  return raised.sort((a, b) => (a.handAt ?? 0) - (b.handAt ?? 0) || (a.id < b.id ? -1 : 1))[0];
}

/**
 * Who takes the chair where nobody is left who could: of those who belong to the holding unit who came first.
 * Undefined: nobody does.
 */
export function successor(seats: readonly Seat[], unitId: string): Seat | undefined {
  const members = seats.filter(({ isIn, sitter, user }) => isIn && sitter.base === 'member' && user.unitId === unitId);
  return members.sort((a, b) => a.joinedAt - b.joinedAt)[0];
}
