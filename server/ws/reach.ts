import type { Bus } from '../cluster/ports.ts';
import type { ChannelState } from '../contract/camera.ts';
import { can, type SignedIn } from '../permissions.ts';
import type { Rights } from '../rights.ts';
import type { Store } from '../store/store.ts';

/** Grants begin and end by time, too: what is known of a user's is read again after this, ms. */
const STALE = 30_000;

interface Granted {
  units: Promise<string[]>;
  readAt: number;
}

/** Whom a channel's state concerns: who may list its camera by a role, or see it by a grant. Remembers what it read. */
export class Reach {
  readonly #store: Store;
  readonly #rights: Rights;
  readonly #paths = new Map<string, Promise<string[]>>();
  readonly #granted = new Map<string, Granted>();

  constructor({ store, rights, bus }: { store: Store; rights: Rights; bus: Bus }) {
    this.#store = store;
    this.#rights = rights;
    const forgetPlaces = (): void => {
      this.#paths.clear();
      this.#granted.clear();
    };
    bus.subscribe('camera.changed', forgetPlaces);
    bus.subscribe('place.changed', forgetPlaces);
    bus.subscribe('grant.changed', ({ userId }) => this.#granted.delete(userId));
    bus.subscribe('user.changed', ({ userId }) => this.#granted.delete(userId));
  }

  async concerns(actor: SignedIn, channelId: string): Promise<boolean> {
    const path = await this.#pathOf(channelId);
    if (path.length === 0 || !can(actor, 'session.own')) return false;
    if (can(actor, 'camera.list', { path })) return true;
    const units = await this.#grantedTo(actor);
    return units.some((id) => path.includes(id));
  }

  /** Of these states, those that concern the actor. */
  async visible(actor: SignedIn, states: readonly ChannelState[]): Promise<ChannelState[]> {
    const seen = await Promise.all(states.map(({ channelId }) => this.concerns(actor, channelId)));
    return states.filter((_, index) => seen[index]);
  }

  #pathOf(channelId: string): Promise<string[]> {
    const known = this.#paths.get(channelId);
    if (known !== undefined) return known;
    const path = this.#read(channelId);
    this.#paths.set(channelId, path);
    // What could not be read is not remembered; whoever waits for it is told.
    path.catch(() => this.#paths.delete(channelId));
    return path;
  }

  async #read(channelId: string): Promise<string[]> {
    const camera = await this.#store.cameras.findByChannel(channelId);
    return camera === null ? [] : this.#store.orgUnits.path(camera.unitId);
  }

  #grantedTo({ user }: SignedIn, now = Date.now()): Promise<string[]> {
    const known = this.#granted.get(user.id);
    if (known !== undefined && now - known.readAt < STALE) return known.units;
    const units = this.#rights.grantedUnits(user, now);
    this.#granted.set(user.id, { units, readAt: now });
    units.catch(() => this.#granted.delete(user.id));
    return units;
  }
}
