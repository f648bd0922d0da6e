import type { Bus } from '../../cluster/ports.ts';
import type { PasswordChange, TotpAsk, TotpOffer, User } from '../../contract/session.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Repositories, Store } from '../../store/store.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Guard, Trial } from './guard.ts';
import { checkPassword } from './password-rules.ts';
import { CODE_WEIGHT, show } from './second-factor.ts';
import { newRecoveryCodes, newSecret, plainCode, stepOf, totpUri } from './totp.ts';

/** How long an offered secret waits for its first code, ms. */
const OFFER_LIFE = 10 * 60_000;

/** One's own password and second factor. Each change ends all other sessions: they may be somebody else's. */
export class AccountService {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #guard: Guard;
  /** Offered secrets by user, in memory alone: whoever does not finish begins again. */
  readonly #offers = new Map<string, { secret: string; until: number }>();

  constructor({ store, bus, guard }: { store: Store; bus: Bus; guard: Guard }) {
    this.#store = store;
    this.#bus = bus;
    this.#guard = guard;
  }

  /** @throws HubError `password.wrong`, `password.weak`, `session.delayed` */
  async changePassword(actor: SignedIn, { current, next }: PasswordChange, sessionId: string): Promise<void> {
    const { user } = actor;
    checkPassword(next, user.username);
    const proved = await this.#prove(actor, current, 'password.change');
    const passwordHash = await this.#guard.hash(next);
    await this.#change(actor, 'password.change', sessionId, async ({ users }) => {
      // It may have waited in line for long.
      if ((await users.passwordHash(user.id)) !== proved.passwordHash) throw new HubError('password.wrong');
      await users.setPassword(user.id, passwordHash);
    });
  }

  /**
   * A new secret. Nothing changes until a code of it is shown. Who has one already shows that, too: a stolen password
   * must not be enough to replace it.
   * @throws HubError `password.wrong`, `session.code-needed`, `session.code-wrong`, `session.delayed`
   */
  async offer(actor: SignedIn, { password, code }: TotpAsk): Promise<TotpOffer> {
    const found = await this.#prove(actor, password, 'totp.offer');
    await this.#showCode(actor, found, code);
    const now = Date.now();
    for (const [userId, { until }] of this.#offers) if (until <= now) this.#offers.delete(userId);
    const secret = newSecret();
    this.#offers.set(actor.user.id, { secret, until: now + OFFER_LIFE });
    return { secret, uri: totpUri(secret, actor.user.username) };
  }

  /** Sets the offered secret up. @returns the recovery codes @throws HubError `session.code-wrong` */
  async confirm(actor: SignedIn, code: string, sessionId: string): Promise<string[]> {
    const { user } = actor;
    const offer = this.#offers.get(user.id);
    const step = offer && offer.until > Date.now() ? stepOf(offer.secret, plainCode(code)) : null;
    if (offer === undefined || step === null) throw new HubError('session.code-wrong');
    const codes = newRecoveryCodes();
    await this.#change(actor, 'totp.confirm', sessionId, ({ secondFactors }) =>
      secondFactors.set(user.id, offer.secret, step, codes.map(plainCode)),
    );
    this.#offers.delete(user.id);
    this.#bus.publish('user.changed', { userId: user.id });
    return codes;
  }

  /** The user at the keyboard, and not only somebody before an open page. */
  async #prove({ user, address }: SignedIn, password: string, action: Trial['action']): Promise<StoredUser> {
    const found = await this.#guard.verify({ username: user.username, password, address, action });
    if (found === null) throw new HubError('password.wrong');
    return found;
  }

  async #showCode({ user, address }: SignedIn, found: StoredUser, code: string | undefined): Promise<void> {
    const secret = await this.#store.secondFactors.secret(user.id);
    if (secret === null) return;
    if (code === undefined) throw new HubError('session.code-needed');
    const shown = await this.#store.transaction(({ secondFactors }) => show(secondFactors, user.id, secret, code));
    if (shown !== 'wrong') return;
    const trial = { username: user.username, password: '', address, action: 'totp.offer' } as const;
    await this.#guard.fail(trial, found, 'wrong code', CODE_WEIGHT);
    throw new HubError('session.code-wrong');
  }

  async #change(
    { user, address }: SignedIn,
    action: string,
    sessionId: string,
    work: (repositories: Repositories) => Promise<void>,
  ): Promise<void> {
    const ended = await this.#store.transaction(async (repositories) => {
      // Ended while it was looked at: whoever asks is somebody else now, perhaps.
      if ((await repositories.sessions.user(sessionId))?.id !== user.id) throw new HubError('session.required');
      await work(repositories);
      const ended = await repositories.sessions.removeOf(user.id, sessionId);
      await repositories.auditEvents.add(eventOf(user, action, address, ended.length));
      return ended;
    });
    for (const other of ended) this.#bus.publish('session.ended', { sessionId: other });
  }
}

function eventOf(
  user: User,
  action: string,
  address: string,
  endedSessions: number,
): Parameters<Repositories['auditEvents']['add']>[0] {
  const target = { kind: 'user', id: user.id };
  return { user, action, target, outcome: 'done', detail: { endedSessions }, address, unitId: user.unitId };
}
