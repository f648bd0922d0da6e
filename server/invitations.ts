import type { User } from './contract/session.ts';
import { isScreen } from './permissions.ts';
import type { StoredMeeting } from './store/meetings.ts';
import type { Store } from './store/store.ts';

/** As what somebody may come into a meeting. `venue`: the screen of an invited site. */
export type Invitee = 'owner' | 'invited' | 'venue' | 'guest';

/** Whom a meeting concerns: read from the places of users as they are at this moment. */
export class Invitations {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Whether and as what the user may come in; null: not. A person is invited by name or by the unit they belong to (not one
   * above it), a screen by its site alone, and a guest to the meeting of their link.
   */
  async standing(user: User, meeting: StoredMeeting): Promise<Invitee | null> {
    const { invited, ownerId, id } = meeting;
    if (user.guestOf !== null) return user.guestOf === id ? 'guest' : null;
    if (user.id === ownerId) return 'owner';
    if (isScreen(user)) {
      const kiosk = await this.#store.kiosks.findByUser(user.id);
      return kiosk !== null && invited.siteIds.includes(kiosk.siteId) ? 'venue' : null;
    }
    return invited.userIds.includes(user.id) || invited.unitIds.includes(user.unitId) ? 'invited' : null;
  }

  /** Ids of all users whom the meeting concerns and who can sign in: its owner, people, screens; not its guests. */
  userIds(meeting: StoredMeeting): Promise<string[]> {
    return this.#store.meetings.invitedUsers(meeting);
  }
}
