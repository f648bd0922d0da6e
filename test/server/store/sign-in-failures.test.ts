import { beforeEach, expect, test } from 'vitest';
import type { SignInFailures } from '../../../server/store/sign-in-failures.ts';
import { openStore } from '../rig.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-01T08:00:00Z');
let failures: SignInFailures;

beforeEach(async () => {
  failures = (await openStore()).signInFailures;
});

/** How long the next attempt must wait, ms. */
async function delay(username: string, address: string, { isKnown = false, now = NOW } = {}): Promise<number> {
  const { nextAt } = await failures.look({ username, address }, isKnown, now);
  return Math.max(0, nextAt - now);
}

async function fail(count: number, attempt: (index: number) => [name: string, address: string]): Promise<void> {
  for (let index = 0; index < count; index++) {
    const [username, address] = attempt(index);
    await failures.add({ username, address }, 1, NOW);
  }
}

test('one name from one address: the delay doubles, locks out in the end, and is forgotten after a success', async () => {
  const delays: number[] = [];
  for (let failure = 1; failure <= 16; failure++) {
    await fail(1, () => ['Admin', '10.0.0.1']);
    delays.push((await delay('admin', '10.0.0.1')) / 1000);
  }
  expect(delays).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  expect(await delay('admin', '10.0.0.2')).toBe(0);
  await failures.clear({ username: 'ADMIN', address: '10.0.0.1' });
  expect(await delay('admin', '10.0.0.1')).toBe(0);
});

test('many names from one address: the address waits, others do not, and a success does not reset it', async () => {
  await fail(42, (index) => [`name-${index}`, '10.0.0.1']);
  expect(await delay('another', '10.0.0.1')).toBe(15 * MINUTE);
  expect(await delay('another', '10.0.0.2')).toBe(0);
  await failures.clear({ username: 'name-1', address: '10.0.0.1' });
  expect(await delay('another', '10.0.0.1')).toBe(15 * MINUTE);
  // From where the user has signed in before, guessing at others is no obstacle.
  expect(await delay('another', '10.0.0.1', { isKnown: true })).toBe(0);
  expect(await delay('another', '10.0.0.1', { now: NOW + 76 * MINUTE })).toBe(0);
});

test('one name from very many addresses: new addresses take turns, known ones do not wait', async () => {
  await fail(1000, (index) => ['admin', `10.1.${Math.floor(index / 250)}.${index % 250}`]);
  expect(await delay('admin', '10.9.9.9')).toBe(0);
  await failures.add({ username: 'admin', address: '10.2.0.1' }, 1, NOW);
  expect(await delay('admin', '10.9.9.9')).toBe(MINUTE);
  expect(await delay('another', '10.9.9.9')).toBe(0);
  expect(await delay('admin', '10.9.9.9', { isKnown: true })).toBe(0);
});

test('a wrong code after the right password is worth more, but not to the address', async () => {
  for (let index = 0; index < 51; index++) {
    await failures.add({ username: 'admin', address: `10.1.0.${index}` }, 20, NOW);
  }
  expect(await delay('admin', '10.9.9.9')).toBe(MINUTE);
  expect(await delay('admin', '10.1.0.1', { isKnown: true })).toBe(0);
});

test('a clock that was set back locks nobody out', async () => {
  const wrong = NOW + 365 * 86_400_000;
  for (let failure = 1; failure <= 20; failure++) {
    await failures.add({ username: 'admin', address: '10.0.0.1' }, 1, wrong);
  }
  expect(await delay('admin', '10.0.0.1', { now: wrong })).toBe(15 * MINUTE);
  expect(await delay('admin', '10.0.0.1')).toBe(0);
});

test('what is a day old is thrown away', async () => {
  await fail(10, () => ['admin', '10.0.0.1']);
  await failures.removeOld(NOW + 25 * 60 * MINUTE);
  await fail(1, () => ['admin', '10.0.0.1']);
  expect(await delay('admin', '10.0.0.1')).toBe(0);
});
