import { expect, onTestFinished, test } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import { Keeper } from '../../../server/features/meeting/keeper.ts';
import { Invitations } from '../../../server/invitations.ts';
import { newId } from '../../../server/id.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';
import { addTwoTowns } from '../two-towns.ts';
import { HOUR, NOBODY } from './meeting-rig.ts';

/** Long after the real time, which the keeper looks at when it begins. */
const NOW = 4_000_000_000_000;

/** A keeper that is told what time it is, and hears of nothing but what it is asked. */
async function keep() {
  const store = await openStore();
  const towns = await addTwoTowns(store);
  const ownerId = await addUser(store, 'owner', ['town-official'], towns.town);
  const guestly = await addUser(store, 'invited', ['village-official'], towns.village);
  const bus = new LocalBus();
  const told: { topic: string; message: unknown }[] = [];
  for (const topic of ['meeting.closed', 'meeting.changed'] as const) {
    bus.subscribe(topic, (message) => void told.push({ topic, message }));
  }
  const errors: unknown[] = [];
  const keeper = new Keeper({ store, bus, invitations: new Invitations(store) }, (error) => errors.push(error));
  onTestFinished(() => keeper.close());
  const add = async (changes: Partial<StoredMeeting>): Promise<StoredMeeting> => {
    const meeting: StoredMeeting = {
      ...{ id: newId(), kind: 'scheduled', title: '例会', agenda: '', lobby: false, state: 'planned' },
      ...{ startsAt: NOW, endsAt: NOW + HOUR, unitId: towns.town, ownerId, ownerName: '', seriesId: null },
      ...{ passcodeHash: null, openedAt: null, endedAt: null, invited: { ...NOBODY, userIds: [guestly] } },
      ...changes,
    };
    await store.meetings.save(meeting);
    return meeting;
  };
  const userIds = [ownerId, guestly].sort();
  return { store, bus, keeper, add, told, errors, userIds };
}

test('one that nobody came to is ended when its time is over, and one that is open is left alone', async () => {
  const { store, keeper, add, told, userIds } = await keep();
  const missed = await add({});
  const open = await add({ state: 'open', openedAt: NOW });
  await keeper.look(NOW + HOUR);
  expect((await store.meetings.find(missed.id))?.state).toBe('planned');
  await keeper.look(NOW + HOUR + 1);
  expect(await store.meetings.find(missed.id)).toMatchObject({ state: 'ended', openedAt: null, endedAt: NOW + HOUR });
  expect((await store.meetings.find(open.id))?.state).toBe('open');
  expect(told).toEqual([
    { topic: 'meeting.changed', message: { userIds } },
    { topic: 'meeting.closed', message: { meetingId: missed.id, reason: 'ended' } },
  ]);
  expect((await store.auditEvents.list(1))[0]).toMatchObject({ action: 'meeting.miss', target: { id: missed.id } });
});

test('guests whose meeting ended while nobody listened are sent away by the next round', async () => {
  const { store, keeper, add, errors } = await keep();
  const over = await add({ state: 'open' });
  const open = await add({ state: 'open' });
  const guest = { name: '来宾', phone: '', unitId: over.unitId, expiresAt: null, passwordHash: '' };
  await store.users.add({ ...guest, username: 'guest-1', guestOf: over.id });
  await store.users.add({ ...guest, username: 'guest-2', guestOf: open.id });
  await store.guests.addLink('token', over.id, '');
  await store.meetings.save({ ...over, state: 'ended', endedAt: NOW });
  await keeper.look(NOW);
  expect([await store.guests.count(over.id), await store.guests.count(open.id)]).toEqual([0, 1]);
  expect(await store.guests.leftBehind()).toEqual([]);
  expect(errors).toEqual([]);
});

test('what fails is told, and the next round goes on', async () => {
  const { store, bus, keeper, add, told, errors } = await keep();
  const { id } = await add({});
  const broken = new Error('a listener that throws');
  const end = bus.subscribe('meeting.changed', () => {
    throw broken;
  });
  await keeper.look(NOW + 2 * HOUR);
  end();
  expect(errors).toEqual([broken]);
  const next = await add({});
  await keeper.look(NOW + 2 * HOUR);
  expect((await store.meetings.find(id))?.state).toBe('ended');
  expect(told.at(-1)).toEqual({ topic: 'meeting.closed', message: { meetingId: next.id, reason: 'ended' } });
});

test('when it is closed it does nothing any more', async () => {
  const { store, bus, keeper, add } = await keep();
  const { id } = await add({});
  await keeper.close();
  await keeper.close();
  bus.publish('meeting.closed', { meetingId: id, reason: 'ended' });
  await keeper.look(NOW + 2 * HOUR);
  expect((await store.meetings.find(id))?.state).toBe('planned');
});
