import type { Grant } from './contract/grant.ts';
import type { User } from './contract/session.ts';
import { HubError } from './errors.ts';
import { can, mayWatch, scopeOf, sharedWith, type SignedIn } from './permissions.ts';
import type { StoredCamera, StoredChannel } from './store/camera-record.ts';
import type { Store } from './store/store.ts';

/** Leave to see one channel, as it stands now. */
export interface Leave {
  grant: Grant;
  camera: StoredCamera;
  channel: StoredChannel;
  /** Ids of the units that the camera lies in, the root first. */
  path: string[];
  /** When to ask again at the latest, ms since 1970: the grant, or a role of the user, ends then. */
  until: number;
}

/** What somebody may know of. */
export interface Sight {
  /** Ids of the units whose cameras it may be. */
  units: string[];
  includes: (camera: Pick<StoredCamera, 'unitId' | 'accepted'>) => boolean;
}

/** Loads the facts that permissions.ts decides on. Decides nothing itself. */
export class Rights {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * @throws HubError `channel.unknown`; `grant.ended`: it is not
   * this user's, or its time is over, or it was taken away; `grant.scope`: it is for other cameras, or no role of the
   * user carries it any more; `camera.acceptance`: its declaration is not complete, and the user is no technician there
   */
  async watch(user: User, channelId: string, grantId: string, now = Date.now()): Promise<Leave> {
    const camera = await this.#store.cameras.findByChannel(channelId);
    const channel = camera?.channels.find(({ id }) => id === channelId);
    if (camera === null || channel === undefined) throw new HubError('channel.unknown');
    const path = await this.#store.orgUnits.path(camera.unitId);
    const grant = await this.#store.grants.find(grantId, now);
    if (grant === null || grant.userId !== user.id || grant.state !== 'active') throw new HubError('grant.ended');
    if (!mayWatch(user, grant, { path }, now)) throw new HubError('grant.scope');
    if (!camera.accepted && !can({ user, address: '' }, 'camera.accept', { path })) {
      throw new HubError('camera.acceptance');
    }
    const ends = user.roles.flatMap(({ until }) => until ?? []);
    return { grant, camera, channel, path, until: Math.min(grant.endsAt, ...ends) };
  }

  /** Units (with all below them) whose cameras the user may see now by a grant. */
  async grantedUnits(user: User, now = Date.now()): Promise<string[]> {
    const units = new Set<string>();
    for (const grant of await this.#store.grants.own(user.id, now)) {
      const path = await this.#store.orgUnits.path(grant.unitId);
      if (mayWatch(user, grant, { path }, now)) units.add(grant.unitId);
    }
    return [...units];
  }

  /** Which cameras the actor may know of: in the own area, or opened by a grant; in acceptance only where it may be. */
  async sight(actor: SignedIn): Promise<Sight> {
    const { orgUnits } = this.#store;
    const granted = await this.grantedUnits(actor.user);
    const units = await orgUnits.below([...scopeOf(actor, 'camera.list'), ...granted]);
    const seen = new Set(units);
    const inAcceptance = new Set(await orgUnits.below(scopeOf(actor, 'camera.accept')));
    const includes: Sight['includes'] = ({ unitId, accepted }) =>
      seen.has(unitId) && (accepted || inAcceptance.has(unitId));
    return { units, includes };
  }

  /** Units that something may be shared with so that the actor may open it. */
  async sharedUnits(actor: SignedIn): Promise<Set<string>> {
    const { orgUnits } = this.#store;
    const { above, below } = sharedWith(actor);
    const paths = await Promise.all(above.map((id) => orgUnits.path(id)));
    return new Set([...paths.flat(), ...(await orgUnits.below(below))]);
  }

  /** The user as of now; null for one who may not act any more. */
  user(id: string): Promise<User | null> {
    return this.#store.users.find(id);
  }
}
