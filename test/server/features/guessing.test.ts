import { expect, test } from 'vitest';
import type { AuditEvent } from '../../../server/contract/record.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { Client, openStore, PASSWORD, startHub, temporaryFolder } from '../rig.ts';

const TRIES = 10_000;
/** Attackers that go for one account, and those that try a name after the other; each at an address of its own. */
const FOR_ONE = 8;
const FOR_MANY = 2;
const PARALLEL = 50;
const HONEST = 10;

type Answers = Map<string, number>;

async function attack(url: string, from: string, count: number, nameOf: (index: number) => string): Promise<Answers> {
  const answers: Answers = new Map();
  const client = new Client(url, from);
  await client.start();
  let index = 0;
  const work = async (): Promise<void> => {
    while (index < count) {
      const reply = await client.call('session.signIn', { username: nameOf(index++), password: 'Summer2026, I guess' });
      const code = reply.error?.code ?? 'let in';
      answers.set(code, (answers.get(code) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return answers;
}

/** All of the record, page by page would be the same. */
async function refusals(store: Store): Promise<AuditEvent[]> {
  const events = await store.auditEvents.list(20_000);
  return events.filter(({ action, outcome }) => action === 'session.sign-in' && outcome === 'refused');
}

/** How many refusals a line stands for. */
function attemptsOf({ detail }: AuditEvent): number {
  return typeof detail['attempts'] === 'number' ? detail['attempts'] : 1;
}

test('10,000 guesses are slowed and recorded to the last one; honest users sign in meanwhile', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  for (const name of ['target', 'honest']) await addUser(store, name, ['village-official']);
  await store.close();
  const { hub, url } = await startHub({ HUB_DATA: folder, HUB_LOG: 'error' });

  const each = TRIES / (FOR_ONE + FOR_MANY);
  const attackers = Array.from({ length: FOR_ONE + FOR_MANY }, (_, attacker) =>
    attack(url, `127.9.0.${attacker + 1}`, each, (index) => (attacker < FOR_ONE ? 'target' : `guess-${index}`)),
  );
  const honest = Array.from({ length: HONEST }, async (_, user) => {
    const client = new Client(url, `127.9.1.${user + 1}`);
    await client.start();
    // The account under attack as well as another.
    const username = user % 2 === 0 ? 'honest' : 'target';
    return (await client.call('session.signIn', { username, password: PASSWORD })).status;
  });
  expect(await Promise.all(honest)).toEqual(Array.from({ length: HONEST }, () => 200));
  const answers: Answers = new Map();
  for (const found of await Promise.all(attackers)) {
    for (const [code, count] of found) answers.set(code, (answers.get(code) ?? 0) + count);
  }
  await hub.close();

  const lookedAt = answers.get('session.refused') ?? 0;
  expect([...answers.keys()].sort()).toEqual(['request.too-many', 'session.delayed', 'session.refused']);
  // 30 a minute and address at most, and for one name far less: of a hundred guesses not five are looked at.
  expect(lookedAt).toBeLessThan(TRIES / 20);

  const events = await refusals(await openStore(folder));
  expect(events.map(attemptsOf).reduce((sum, attempts) => sum + attempts, 0)).toBe(TRIES);
  const one = events.filter(({ detail }) => ['wrong password', 'unknown user'].includes(String(detail['reason'])));
  expect(one).toHaveLength(lookedAt);
  // Not a line for each: guessing must not fill the disk.
  expect(events.length).toBeLessThan(TRIES / 10);
  expect(JSON.stringify(events)).not.toContain('guess-');
}, 240_000);

test('an unknown name is answered, delayed and recorded as a known one, but not named', async () => {
  const { hub, url, folder } = await startHub();
  const client = new Client(url);
  await client.start();
  const attempt = async (username: string, password = 'not the password') => {
    const reply = await client.call('session.signIn', { username, password });
    return [reply.status, reply.error?.code];
  };
  for (const username of ['admin', 'nobody']) {
    for (let failure = 1; failure <= 5; failure++) {
      expect(await attempt(username)).toEqual([401, 'session.refused']);
    }
    expect(await attempt(username, PASSWORD)).toEqual([429, 'session.delayed']);
  }
  await hub.close();
  const events = await refusals(await openStore(folder));
  expect(events).toHaveLength(12);
  expect(events.filter(({ user }) => user?.username === 'admin')).toHaveLength(6);
  expect(events.filter(({ user }) => user === null)).toHaveLength(6);
  expect(JSON.stringify(events)).not.toContain('nobody');
});

test('a guesser does not lock the user out elsewhere, nor is let in by the right password while delayed', async () => {
  const { url } = await startHub();
  const guesser = new Client(url, '127.9.0.1');
  await guesser.start();
  for (let failure = 1; failure <= 6; failure++) {
    await guesser.call('session.signIn', { username: 'admin', password: 'not the password' });
  }
  const late = await guesser.call('session.signIn', { username: 'admin', password: PASSWORD });
  expect([late.status, late.error?.code]).toEqual([429, 'session.delayed']);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  await Client.signIn(url, 'admin', { from: '127.9.0.2' });
});

test('the current password cannot be guessed from an open page either', async () => {
  const { url } = await startHub();
  const client = await Client.signIn(url);
  const codes: (string | undefined)[] = [];
  for (let failure = 1; failure <= 6; failure++) {
    codes.push((await client.call('totp.offer', { password: 'not the password' })).error?.code);
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'password.wrong'), 'session.delayed']);
});
