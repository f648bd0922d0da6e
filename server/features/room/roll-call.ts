import type { RollCall } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import type { Repositories } from '../../store/store.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import { inTreeOrder } from '../../tree-order.ts';
import type { Seat } from './seat.ts';

/** One who is called. */
export interface RollEntry extends Pick<RollCall['entries'][number], 'kind' | 'id' | 'name' | 'mark'> {
  unitId: string;
}

/**
 * A visit to all who are invited, in order. Whoever came in after they were marked absent is called once more when all have
 * been called, so that the sheet is right.
 */
export class RollCallRun {
  readonly entries: RollEntry[];
  #at: number | null;
  /** Called once more, or about to be; null: not all have been called once. */
  #again: Set<RollEntry> | null = null;

  constructor(entries: RollEntry[]) {
    this.entries = entries;
    this.#at = entries.length === 0 ? null : 0;
  }

  /** The one that is called now; null: all have been. */
  get current(): RollEntry | null {
    return this.#at === null ? null : (this.entries[this.#at] ?? null);
  }

  /** How many are marked so. */
  count(mark: 'present' | 'absent'): number {
    return this.entries.filter((entry) => entry.mark === mark).length;
  }

  /** Whether the call has passed one that has this very mark, as after a double click. */
  isMarked(at: number, mark: 'present' | 'absent'): boolean {
    return at !== this.#at && this.entries[at]?.mark === mark;
  }

  /** The one that is called now. @throws HubError `room.roll-call`; `room.roll-passed`: it is not the one of this number */
  calledAt(at: number): RollEntry {
    const { current } = this;
    if (current === null) throw new HubError('room.roll-call');
    if (at !== this.#at) throw new HubError('room.roll-passed');
    return current;
  }

  /**
   * Marks the one that is called, and goes on.
   * @param seats who is here
   * @throws HubError as {@link calledAt}
   */
  mark(at: number, mark: 'present' | 'absent', seats: readonly Seat[]): void {
    this.calledAt(at).mark = mark;
    if (this.#again === null && at + 1 < this.entries.length) this.#at = at + 1;
    else this.#at = this.#late(seats);
  }

  /** The first who was marked absent, is here by now, and has not been called once more; null: there is none. */
  #late(seats: readonly Seat[]): number | null {
    const again = (this.#again ??= new Set());
    const at = this.entries.findIndex(
      (entry) => entry.mark === 'absent' && !again.has(entry) && answerer(seats, entry) !== undefined,
    );
    const entry = this.entries[at];
    if (entry === undefined) return null;
    again.add(entry);
    return at;
  }

  /** As all are told, with who answers for each at this moment. */
  told(seats: readonly Seat[]): RollCall {
    const entries = this.entries.map(({ kind, id, name, mark }) => ({
      kind,
      id,
      name,
      participantId: answerer(seats, { kind, id })?.id ?? null,
      mark,
    }));
    return { entries, at: this.#at };
  }
}

/** Who answers for a unit, a site or a person: of a unit, a person before its screen, and who came first. */
export function answerer(seats: readonly Seat[], { kind, id }: Pick<RollEntry, 'kind' | 'id'>): Seat | undefined {
  const here = seats.filter(({ isIn, present, sitter }) => isIn && present && sitter.base !== 'guest');
  if (kind === 'person') return here.find(({ user }) => user.id === id);
  if (kind === 'site') return here.find(({ sitter }) => sitter.siteId === id);
  const ofUnit = here.filter(({ user }) => user.unitId === id);
  const rank = ({ sitter, joinedAt }: Seat): number => (sitter.base === 'member' ? 0 : 1e15) + joinedAt;
  return ofUnit.sort((a, b) => rank(a) - rank(b))[0];
}

/** All invited in the order of the tree: each unit, then its sites, then its people. */
export async function rollEntries(
  { orgUnits, sites, users }: Pick<Repositories, 'orgUnits' | 'sites' | 'users'>,
  { invited }: Pick<StoredMeeting, 'invited'>,
): Promise<RollEntry[]> {
  const units = await orgUnits.list();
  const places = await sites.list();
  const people = await Promise.all(invited.userIds.map((id) => users.find(id)));
  const entries: RollEntry[] = [
    ...units
      .filter(({ id }) => invited.unitIds.includes(id))
      .map(({ id, name }) => ({ kind: 'unit' as const, id, name, unitId: id, mark: null })),
    ...places
      .filter(({ id }) => invited.siteIds.includes(id))
      .map(({ id, name, unitId }) => ({ kind: 'site' as const, id, name, unitId, mark: null })),
    ...people
      .filter((user) => user !== null)
      .map(({ id, name, unitId }) => ({ kind: 'person' as const, id, name, unitId, mark: null })),
  ];
  return inOrder(entries, inTreeOrder(units));
}

const kinds = ['unit', 'site', 'person'] as const;

function inOrder(entries: readonly RollEntry[], units: readonly { id: string }[]): RollEntry[] {
  const places = new Map(units.map(({ id }, index) => [id, index]));
  const placeOf = ({ unitId }: RollEntry): number => places.get(unitId) ?? units.length;
  return [...entries].sort(
    (a, b) => placeOf(a) - placeOf(b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  );
}
