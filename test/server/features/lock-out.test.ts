import { expect, onTestFinished, test } from 'vitest';
import { Guard } from '../../../server/features/session/guard.ts';
import { addUser, PASSWORD } from '../people.ts';
import { Client, openStore, startHub } from '../rig.ts';

const [OWN, NEIGHBOUR] = ['2001:db8::1', '2001:db8::2'];

async function stage() {
  const store = await openStore();
  const id = await addUser(store, 'officer', ['duty-officer']);
  const guard = new Guard(store, (error) => {
    throw error;
  });
  onTestFinished(() => guard.close());
  const attempt = async (password: string, address: string, device?: string): Promise<string> => {
    const trial = {
      username: 'officer',
      password,
      address,
      action: 'session.sign-in',
      ...(device && { device }),
    } as const;
    const outcome = guard.verify(trial).then((found) => (found === null ? 'refused' : 'let in'));
    return outcome.catch((error: unknown) => String((error as { code?: string }).code));
  };
  const guess = async (address: string, device?: string): Promise<string> => {
    let outcome = '';
    for (let tries = 0; tries < 7; tries++) outcome = await attempt('not the password', address, device);
    return outcome;
  };
  return { store, id, attempt, guess };
}

test('who guesses in the same IPv6 network does not lock out whom the address is known of', async () => {
  const { store, id, attempt, guess } = await stage();
  await store.signInAddresses.add(id, OWN);
  expect(await guess(NEIGHBOUR)).toBe('session.delayed');
  expect(await attempt(PASSWORD, OWN)).toBe('let in');
  // In the other direction, too: each is counted by itself.
  expect(await guess(OWN)).toBe('session.delayed');
});

test('who guesses from the same address does not lock out the browser that was signed in with', async () => {
  const { store, id, attempt, guess } = await stage();
  await store.signInAddresses.add(id, OWN);
  await store.signInAddresses.addDevice(id, 'token', null);
  expect(await guess(OWN)).toBe('session.delayed');
  expect(await attempt(PASSWORD, OWN, 'another token')).toBe('session.delayed');
  expect(await attempt(PASSWORD, OWN, 'token')).toBe('let in');
  // It is no way around the count, and another one takes its place.
  expect(await guess(OWN, 'token')).toBe('session.delayed');
  await store.signInAddresses.addDevice(id, 'next', 'token');
  expect(await store.signInAddresses.hasDevice(id, 'token')).toBe(false);
  expect(await store.signInAddresses.hasDevice(id, 'next')).toBe(true);
});

test('a browser is given a token that scripts cannot read, another one each time; only the hub’s own is taken', async () => {
  const { url } = await startHub();
  const signIn = async (cookie: string) => {
    const client = new Client(url);
    await client.start();
    client.cookie += cookie;
    const { headers, status } = await client.call('session.signIn', { username: 'admin', password: PASSWORD });
    return { status, device: /hub-device=([^;]+)([^,]*)/.exec(headers.get('set-cookie') ?? '') };
  };
  const first = await signIn('');
  expect(first.device?.[2]).toMatch(/HttpOnly.*SameSite=Strict/);
  const second = await signIn(`; hub-device=${first.device?.[1] ?? ''}`);
  expect(second.device?.[1]).not.toBe(first.device?.[1]);

  // Others use up what the address may ask for; the browser has its own, and one that made its token up has not.
  const crowd = new Client(url);
  await crowd.start();
  for (let count = 0; count < 30; count++) {
    await crowd.call('session.signIn', { username: 'nobody', password: 'x' });
  }
  expect((await signIn('')).status).toBe(429);
  expect((await signIn('; hub-device=made-up.signature')).status).toBe(429);
  expect((await signIn(`; hub-device=${second.device?.[1] ?? ''}`)).status).toBe(200);
});

test('reading the session of nobody over and over is bounded', async () => {
  const { url } = await startHub();
  const statuses = new Map<number, number>();
  const read = async (): Promise<void> => {
    const { status } = await new Client(url, '127.9.0.3').call('session.read');
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  await Promise.all(Array.from({ length: 310 }, read));
  expect(statuses.get(429)).toBeGreaterThanOrEqual(10);
});
