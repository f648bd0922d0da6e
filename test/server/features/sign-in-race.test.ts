import { expect, onTestFinished, test } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import { AccountService } from '../../../server/features/session/account.ts';
import { Guard, type Trial } from '../../../server/features/session/guard.ts';
import { SessionService } from '../../../server/features/session/service.ts';
import { sha256 } from '../../../server/keys.ts';
import type { StoredUser } from '../../../server/store/users.ts';
import { addUser, PASSWORD } from '../people.ts';
import { openStore } from '../rig.ts';

const address = '127.0.0.1';

/** Something happens between the look at the password and what comes of it. */
class SlowGuard extends Guard {
  meanwhile: () => Promise<void> = () => Promise.resolve();

  override async verify(trial: Trial): Promise<StoredUser | null> {
    const found = await super.verify(trial);
    await this.meanwhile();
    return found;
  }
}

async function stage() {
  const store = await openStore();
  const id = await addUser(store, 'officer', ['duty-officer']);
  const user = await store.users.find(id);
  if (user === null) throw new Error('nobody was added');
  const guard = new SlowGuard(store, (error) => {
    throw error;
  });
  onTestFinished(() => guard.close());
  const bus = new LocalBus();
  const session = { idHash: sha256('cookie'), address, browser: '' };
  const reset = async (): Promise<void> => {
    await store.users.setPassword(id, '');
    await store.sessions.removeOf(id);
  };
  const trial = { username: 'officer', password: PASSWORD };
  return { store, bus, user, guard, session, reset, trial };
}

test('a sign-in that waited while the account was reset is refused, and on record', async () => {
  const { store, guard, reset, trial, ...parts } = await stage();
  const sessions = new SessionService({ store, guard, ...parts });
  guard.meanwhile = reset;
  await expect(sessions.signIn(trial, address)).rejects.toMatchObject({ code: 'session.refused' });
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({
    action: 'session.sign-in',
    outcome: 'refused',
    detail: { reason: 'password changed' },
  });
});

test('no session is made, or comes back, for who was reset or disabled after the sign-in', async () => {
  const { store, guard, reset, trial, session, user, ...parts } = await stage();
  const sessions = new SessionService({ store, guard, ...parts });
  const found = await sessions.signIn(trial, address);
  await sessions.begin(found, session);
  expect(await store.sessions.user(session.idHash)).toMatchObject({ id: user.id });
  await reset();
  // What the reply writes at its end does not make it anew.
  await store.sessions.save({ ...session, userId: user.id, csrfSecret: 'late' });
  expect(await store.sessions.user(session.idHash)).toBeNull();
  await expect(sessions.begin(found, session)).rejects.toMatchObject({ code: 'session.refused' });
  await store.users.setPassword(user.id, found.passwordHash);
  await store.users.update(user.id, { disabled: true });
  await expect(sessions.begin(found, session)).rejects.toMatchObject({ code: 'session.refused' });
});

test('a reply of nobody that comes late does not sign out who has signed in', async () => {
  const { store, guard, trial, session, user, ...parts } = await stage();
  const sessions = new SessionService({ store, guard, ...parts });
  await store.sessions.save({ ...session, userId: null, csrfSecret: 'early' });
  await sessions.begin(await sessions.signIn(trial, address), session);
  await store.sessions.save({ ...session, userId: null, csrfSecret: 'late' });
  expect(await store.sessions.user(session.idHash)).toMatchObject({ id: user.id });
});

test('a change of password or second factor that waited while its session ended changes nothing', async () => {
  const { store, guard, reset, trial, session, user, ...parts } = await stage();
  const accounts = new AccountService({ ...parts, store, guard });
  await new SessionService({ store, guard, ...parts }).begin(
    { user, passwordHash: await store.users.passwordHash(user.id) },
    session,
  );
  guard.meanwhile = reset;
  const change = { current: trial.password, next: 'another long passphrase' };
  await expect(accounts.changePassword({ user, address }, change, session.idHash)).rejects.toMatchObject({
    code: 'session.required',
  });
  expect(await store.users.passwordHash(user.id)).toBe('');
});
