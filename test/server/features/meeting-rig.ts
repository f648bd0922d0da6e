import { afterAll, beforeAll } from 'vitest';
import type { Meeting, MeetingCreate } from '../../../server/contract/meeting.ts';
import { newId } from '../../../server/id.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { Client, shareHub, type TestHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const NOBODY = { unitIds: [], siteIds: [], userIds: [] };

/** Two towns with people: `holder` plans in the town, `villager` belongs below it, `stranger` to the other town. */
export interface MeetingRig {
  shared: TestHub;
  store: Store;
  towns: TwoTowns;
  ids: Record<'holder' | 'villager' | 'stranger', string>;
  holder: Client;
  villager: Client;
  stranger: Client;
  /** A meeting in an hour, of one hour, to which the town and the villager are invited. */
  facts(changes?: Partial<MeetingCreate>): MeetingCreate;
  plan(changes?: Partial<MeetingCreate>): Promise<Meeting>;
}

/** One hub, with its people, for all tests of a file. */
export function shareMeetings(): MeetingRig {
  const rig = { shared: shareHub() } as MeetingRig;
  beforeAll(async () => {
    const { url, folder } = rig.shared;
    const store = await storeOf(folder);
    const towns = await addTwoTowns(store);
    const ids = {
      holder: await addUser(store, 'holder', ['town-official'], towns.town),
      villager: await addUser(store, 'villager', ['village-official'], towns.village),
      stranger: await addUser(store, 'stranger', ['town-official'], towns.otherTown),
    };
    const facts = (changes: Partial<MeetingCreate> = {}): MeetingCreate => {
      const startsAt = Date.now() + HOUR;
      return {
        ...{ kind: 'scheduled', title: '防汛会商', agenda: '', lobby: false, passcode: null, recurrence: null },
        ...{ startsAt, endsAt: (changes.startsAt ?? startsAt) + HOUR, unitId: towns.town },
        invited: { unitIds: [towns.town], siteIds: [], userIds: [ids.villager] },
        ...changes,
      };
    };
    Object.assign(rig, {
      ...{ store, towns, ids, facts },
      holder: await Client.signIn(url, 'holder', { from: '127.0.8.1' }),
      villager: await Client.signIn(url, 'villager', { from: '127.0.8.2' }),
      stranger: await Client.signIn(url, 'stranger', { from: '127.0.8.3' }),
      plan: async (changes?: Partial<MeetingCreate>) => {
        const reply = await rig.holder.call('meeting.create', facts(changes));
        if (reply.status !== 200) throw new Error(`not planned: ${reply.text}`);
        return reply.body;
      },
    });
  });
  afterAll(() => rig.store.close());
  return rig;
}

/** A site with a screen in it, which is signed in. */
export async function addScreen({ store, shared }: MeetingRig, unitId: string, name = '会议室') {
  const siteId = newId();
  await store.sites.add({ id: siteId, unitId, name: `${name} ${siteId.slice(-4)}`, kind: 'monitoring-room' });
  const id = newId();
  const token = newId();
  const facts = { name: `${name}屏幕`, phone: '', unitId, expiresAt: Date.now() + DAY, passwordHash: '' };
  const userId = await store.users.add({ ...facts, username: `screen-${id.slice(-8)}`, isScreen: true });
  await store.users.addRole(userId, 'site-screen', unitId, Date.now() + DAY);
  const times = { startsAt: Date.now(), endsAt: Date.now() + DAY };
  const leave = { purpose: 'duty-patrol', source: 'approval', reason: '', shiftId: null, pending: false } as const;
  const grant = await store.grants.add({ ...leave, ...times, userId, unitId });
  await store.kiosks.add({ id, userId, siteId, grantId: grant.id, createdBy: '' }, token);
  const client = new Client(shared.url);
  await client.start();
  await client.call('kiosk.signIn', { token });
  return { siteId, userId, client };
}

/** The browser of a guest who used a link. */
export async function guestIn({ shared }: MeetingRig, token: string, name = '群众代表') {
  const client = new Client(shared.url, '127.0.8.9');
  await client.start();
  const reply = await client.call('meeting.guestSignIn', { token, name });
  if (reply.status === 200) {
    client.user = reply.body.session.user;
    client.csrfToken = reply.body.session.csrfToken;
  }
  return { client, code: reply.error?.code, meetingId: reply.body.meetingId };
}
