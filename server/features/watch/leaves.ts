import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { WatchRecord, Wish } from './record.ts';

/** Leave to see a picture, judged by the rights of the moment. */
export class Leaves {
  readonly #rights: Rights;
  readonly #record: WatchRecord;
  readonly #action: string;

  /** @param action what is tried, for the record */
  constructor(rights: Rights, record: WatchRecord, action: string) {
    this.#rights = rights;
    this.#record = record;
    this.#action = action;
  }

  /** A refusal is put on record. @throws HubError as {@link Rights.watch} */
  async ask(actor: SignedIn, wish: Wish): Promise<Leave> {
    try {
      return await this.again(actor, wish);
    } catch (error) {
      if (error instanceof HubError && error.code !== 'channel.unknown') {
        await this.#record.refused(actor, error.code, wish, this.#action);
      }
      throw error;
    }
  }

  /** As {@link ask}, and nothing is recorded. */
  async again({ user: { id } }: SignedIn, { channelId, grantId }: Wish): Promise<Leave> {
    const user = await this.#rights.user(id);
    if (user === null) throw new HubError('session.required');
    return this.#rights.watch(user, channelId, grantId);
  }
}
