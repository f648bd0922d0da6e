import type { Bus } from '../../cluster/ports.ts';
import type { Tour, Wall } from '../../contract/wall.ts';
import { HubError } from '../../errors.ts';
import { authorise, can, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Repositories, Store } from '../../store/store.ts';

/** Walls and tours of one user, together. */
export const MOST_SAVED = 200;

export interface WallParts {
  store: Store;
  rights: Rights;
  bus: Bus;
}

/** What walls and tours have in common. */
type Saved = Pick<Wall | Tour, 'id' | 'name' | 'ownerId' | 'ownerName' | 'unitId'>;

interface Changed<T extends Saved | null> {
  before: Saved | null;
  /** Null: it was removed. */
  after: T;
  detail?: AuditEvent['detail'];
}

/** Does it and writes it in one transaction, or writes that it was refused; then tells all who saw it or see it now. */
export async function change<T extends Saved | null>(
  { store, bus }: WallParts,
  actor: SignedIn,
  action: `${'wall' | 'tour'}.${'create' | 'update' | 'remove'}`,
  id: string,
  work: (inside: Repositories) => Promise<Changed<T>>,
): Promise<T> {
  const { user, address } = actor;
  const target = { kind: action.startsWith('wall') ? 'wall' : 'tour', id };
  const { before, after, saved } = await recordRefusal(store, actor, { action, target }, () =>
    store.transaction(async (inside) => {
      const done = await work(inside);
      const saved = done.after ?? done.before;
      const detail = { name: saved?.name ?? '', shared: typeof saved?.unitId === 'string', ...done.detail };
      const unitId = saved?.unitId ?? user.unitId;
      await inside.auditEvents.add({ user, address, action, target, unitId, outcome: 'done', detail });
      return { ...done, saved };
    }),
  );
  const unitIds = [before, after].flatMap((saved) => saved?.unitId ?? []);
  bus.publish('wall.changed', { ownerId: saved?.ownerId ?? user.id, unitIds: [...new Set(unitIds)] });
  return after;
}

/** Whoever writes what is shared must be allowed to share there, at this moment. @throws HubError `org.*`, `permission.denied` */
export async function permitShare(
  { orgUnits }: Repositories,
  actor: SignedIn,
  { unitId }: { unitId: string | null },
): Promise<void> {
  if (unitId === null) return;
  const unit = await orgUnits.find(unitId);
  if (unit === null) throw new HubError('org.unknown');
  authorise(actor, 'wall.share', { path: await orgUnits.path(unitId) });
  if (unit.state === 'retired') throw new HubError('org.retired');
}

/** @throws HubError `wall.too-many` */
export async function refuseTooMany({ walls, tours }: Repositories, { user }: SignedIn): Promise<void> {
  const count = (await walls.count(user.id)) + (await tours.count(user.id));
  if (count >= MOST_SAVED) throw new HubError('wall.too-many', { count });
}

/** Whether the actor may open it. */
export function sees({ user }: SignedIn, units: ReadonlySet<string>, { ownerId, unitId }: Saved): boolean {
  return ownerId === user.id || (unitId !== null && units.has(unitId));
}

/**
 * What the actor may change: their own, and what is shared with a unit where they may share themselves, so that nothing is
 * left behind by who is gone. Of what they may not even see, they are told that there is none.
 * @param units as {@link Rights.sharedUnits}
 * @throws HubError `wall.owner`, or the error that is given
 */
export async function changeable<T extends Saved>(
  { orgUnits }: Repositories,
  actor: SignedIn,
  units: ReadonlySet<string>,
  found: T | null,
  unknown: 'wall.unknown' | 'tour.unknown',
): Promise<T> {
  if (found === null || !sees(actor, units, found)) throw new HubError(unknown);
  const { ownerId, ownerName, unitId } = found;
  const mayShare = unitId !== null && can(actor, 'wall.share', { path: await orgUnits.path(unitId) });
  if (ownerId !== actor.user.id && !mayShare) throw new HubError('wall.owner', { name: ownerName });
  return found;
}
