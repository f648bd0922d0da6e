import type { Bus } from '../cluster/ports.ts';
import type { ChannelState } from '../contract/camera.ts';
import { can, type SignedIn } from '../permissions.ts';
import type { Rights } from '../rights.ts';
import type { Store } from '../store/store.ts';

/** Grants begin and end by time, too: what is known of a user's is read again after this, ms. */
const STALE = 30_000;

/** What decides on who may know of a channel. */
interface Place {
  path: string[];
  accepted: boolean;
}

interface Granted {
  units: Promise<string[]>;
  readAt: number;
}

/** Whom a channel's state concerns: who may list its camera by a role, or see it by a grant. Remembers what it read. */
export class Reach {
  readonly #store: Store;
  readonly #rights: Rights;
  readonly #places = new Map<string, Promise<Place | null>>();
  readonly #granted = new Map<string, Granted>();

  constructor({ store, rights, bus }: { store: Store; rights: Rights; bus: Bus }) {
    this.#store = store;
    this.#rights = rights;
    const forgetPlaces = (): void => {
      this.#places.clear();
      this.#granted.clear();
    };
    bus.subscribe('camera.changed', forgetPlaces);
    bus.subscribe('place.changed', forgetPlaces);
    bus.subscribe('grant.changed', ({ userId }) => this.#granted.delete(userId));
    bus.subscribe('user.changed', ({ userId }) => this.#granted.delete(userId));
  }

  async concerns(actor: SignedIn, channelId: string): Promise<boolean> {
    const place = await this.#placeOf(channelId);
    if (place === null || !can(actor, 'session.own')) return false;
    const { path, accepted } = place;
    if (!accepted && !can(actor, 'camera.accept', { path })) return false;
    if (can(actor, 'camera.list', { path })) return true;
    const units = await this.#grantedTo(actor);
    return units.some((id) => path.includes(id));
  }

  /** Of these states, those that concern the actor. */
  async visible(actor: SignedIn, states: readonly ChannelState[]): Promise<ChannelState[]> {
    const seen = await Promise.all(states.map(({ channelId }) => this.concerns(actor, channelId)));
    return states.filter((_, index) => seen[index]);
  }

  #placeOf(channelId: string): Promise<Place | null> {
    const known = this.#places.get(channelId);
    if (known !== undefined) return known;
    const place = this.#read(channelId);
    this.#places.set(channelId, place);
    // What could not be read is not remembered; whoever waits for it is told.
    place.catch(() => this.#places.delete(channelId));
    return place;
  }

  async #read(channelId: string): Promise<Place | null> {
    const camera = await this.#store.cameras.findByChannel(channelId);
    if (camera === null) return null;
    return { path: await this.#store.orgUnits.path(camera.unitId), accepted: camera.accepted };
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
