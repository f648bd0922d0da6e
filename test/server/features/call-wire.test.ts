import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { expect, test } from 'vitest';
import { API } from '../../../server/contract/http.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf } from '../two-towns.ts';
import { NOBODY } from './meeting-side-rig.ts';

const shared = shareHub();

/** Adds a file of text to a meeting. @returns the status */
async function upload({ url, cookie, csrfToken }: Client, meetingId: string): Promise<number | undefined> {
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const sent = send(`${url}${API}/meetings/${meetingId}/files?name=a.txt`, { method: 'POST', headers });
  sent.end('text');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

test('a whole hub: a call rings, is answered and begins; what is written in it reaches the room; given up, it is off', async () => {
  const store = await storeOf(shared.folder);
  const towns = await addTwoTowns(store);
  await addUser(store, 'caller', ['duty-officer'], towns.county);
  await addUser(store, 'called', ['village-official'], towns.village);
  await store.close();
  const [caller, called] = [await Client.signIn(shared.url, 'caller'), await Client.signIn(shared.url, 'called')];
  const [page, desk] = [await caller.open(), await called.open()];
  const invited = { ...NOBODY, unitIds: [towns.village] };

  const { body: made } = await caller.call('meeting.call', { title: '', invited });
  expect((await desk.heard('meeting.ring')).meetingId).toBe(made.id);
  // A page that is opened while it rings hears it, too.
  expect((await (await called.open()).heard('meeting.ring')).callerName).toBe('caller');
  expect((await page.ask('room.join', { meetingId: made.id })).data).toMatchObject({ state: 'in' });
  const answer = { meetingId: made.id, accept: true, reason: '' };
  expect((await called.call('meeting.answer', answer)).status).toBe(200);
  await desk.heard('meeting.ringEnded');
  await page.heard('meeting.called', ({ called: [one] }) => one?.state === 'accepted');

  expect((await desk.ask('room.join', { meetingId: made.id })).data).toMatchObject({ state: 'in' });
  expect((await desk.ask('room.chat', { text: '<b>hi' })).ok).toBe(true);
  expect((await page.heard('room.chatted')).text).toBe('<b>hi');
  expect((await called.call('meeting.chat', undefined, made.id)).body.messages).toHaveLength(1);
  expect(await upload(called, made.id)).toBe(200);
  await page.heard('room.papers');
  const poll = { question: '同意吗？', secret: true, options: ['同意', '反对'] };
  expect((await called.call('meeting.addPoll', poll, made.id)).error?.code).toBe('room.chair');
  const { body: asked } = await caller.call('meeting.addPoll', poll, made.id);
  expect((await desk.heard('room.poll')).id).toBe(asked.id);

  const { body: second } = await caller.call('meeting.call', { title: '', invited });
  await desk.heard('meeting.ring', ({ meetingId }) => meetingId === second.id);
  await page.ask('room.join', { meetingId: second.id });
  await page.ask('room.leave', {});
  await desk.heard('meeting.ringEnded', ({ meetingId }) => meetingId === second.id);
  expect(shared.log()).not.toContain('unexpected');
});
