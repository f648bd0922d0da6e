import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { User } from '../../../server/contract/session.ts';
import { REMINDER, Reminders } from '../../../server/features/call/reminders.ts';
import { Invitations } from '../../../server/invitations.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';
import { addMeeting, NOBODY, userOf } from './meeting-side-rig.ts';

const MINUTE = 60_000;
let store: Store;
let owner: User;
let invitee: User;
let bus: LocalBus;
let told: string[];
let reminders: Reminders;

beforeEach(async () => {
  store = await openStore();
  owner = await userOf(store, await addUser(store, 'owner', ['commander']));
  invitee = await userOf(store, await addUser(store, 'invited', ['duty-officer']));
  [bus, told] = [new LocalBus(), []];
  bus.subscribe('meeting.soon', ({ title, userIds }) => {
    told.push(`${title}: ${userIds.length}`);
  });
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  await reminders.close();
  vi.useRealTimers();
});

function begin(): Reminders {
  const onError = (error: unknown): void => expect.fail(String(error));
  return new Reminders({ store, bus, invitations: new Invitations(store), onError });
}

/** Plans one that begins in so many minutes. */
function plan(title: string, minutes: number, state: 'planned' | 'cancelled' = 'planned') {
  const startsAt = Date.now() + minutes * MINUTE;
  const invited = { ...NOBODY, userIds: [invitee.id] };
  return addMeeting(store, owner, { title, startsAt, endsAt: startsAt + 60 * MINUTE, invited, state, openedAt: null });
}

/** Time goes on; what fell due is done. */
async function pass(minutes: number): Promise<void> {
  vi.advanceTimersByTime(minutes * MINUTE);
  await reminders.look();
}

test('five minutes before it begins, once; whom it concerns, and nobody of one that is cancelled', async () => {
  expect(REMINDER).toBe(5 * MINUTE);
  await plan('早会', 20);
  await plan('取消了的', 20, 'cancelled');
  await plan('明天', 24 * 60);
  reminders = begin();
  await reminders.look();
  await pass(14.9);
  expect(told).toEqual([]);
  // The timer alone does it: nobody looks.
  vi.advanceTimersByTime(0.1 * MINUTE);
  await expect.poll(() => told).toEqual(['早会: 2']);
  for (let minute = 0; minute < 6; minute++) await pass(1);
  expect(told).toEqual(['早会: 2']);
  for (let hour = 0; hour < 23; hour++) await pass(60);
  await pass(34);
  expect(told).toEqual(['早会: 2', '明天: 2']);
});

test('one that is planned or moved meanwhile is thought of; what is late is left out, after a restart too', async () => {
  reminders = begin();
  await reminders.look();
  await plan('太晚', 4);
  const moved = await plan('改期', 10);
  bus.publish('meeting.changed', { userIds: [] });
  await reminders.look();
  await pass(1);
  expect(told).toEqual([]);
  await store.meetings.save({ ...moved, startsAt: moved.startsAt + 30 * MINUTE, endsAt: moved.endsAt + 30 * MINUTE });
  bus.publish('meeting.changed', { userIds: [] });
  await pass(10);
  expect(told).toEqual([]);
  await pass(24);
  await pass(1);
  expect(told).toEqual(['改期: 2']);

  await reminders.close();
  reminders = begin();
  await reminders.look();
  await pass(4);
  expect(told).toEqual(['改期: 2']);
});

test('closed, it waits for nothing', async () => {
  reminders = begin();
  await reminders.look();
  expect(vi.getTimerCount()).toBe(1);
  await reminders.close();
  await reminders.close();
  bus.publish('meeting.changed', { userIds: [] });
  await reminders.look();
  expect(vi.getTimerCount()).toBe(0);
});
