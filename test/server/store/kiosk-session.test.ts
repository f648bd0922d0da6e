import { expect, test } from 'vitest';
import { SCREEN_IDLE, SESSION_ABSOLUTE, SESSION_IDLE } from '../../../server/store/sessions.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';

const DAY = 24 * 3_600_000;

test('a session with an end of its own lives until then, over a night without power, and no longer', async () => {
  const store = await openStore();
  const { sessions } = store;
  const userId = await addUser(store, 'someone', []);
  const facts = { userId, csrfSecret: '', address: '', browser: '' };
  const screen = { ...facts, idHash: 'screen', endsAt: 7 * DAY };
  await sessions.begin({ ...facts, idHash: 'person' }, 0);
  await sessions.begin(screen, 0);
  expect(await sessions.use('person', SESSION_IDLE)).toBeNull();
  expect(await sessions.use('screen', SESSION_IDLE)).not.toBeNull();
  let now = 0;
  while (now + SCREEN_IDLE < 7 * DAY) expect(await sessions.use('screen', (now += SCREEN_IDLE - 1))).not.toBeNull();
  expect(now).toBeGreaterThan(SESSION_ABSOLUTE);
  // What the reply of a request writes leaves the end as it is.
  await sessions.save({ ...screen, csrfSecret: 'new' }, now);
  await sessions.removeEnded(7 * DAY - 1);
  expect(await sessions.list(userId, 7 * DAY - 1)).toMatchObject([{ idHash: 'screen', csrfSecret: 'new' }]);
  expect(await sessions.use('screen', 7 * DAY)).toBeNull();
  await sessions.begin({ ...screen, idHash: 'dark' }, 0);
  expect(await sessions.use('dark', SCREEN_IDLE)).toBeNull();
  await sessions.removeEnded(7 * DAY);
  expect(await sessions.list(userId, 7 * DAY - 1)).toEqual([]);
});
