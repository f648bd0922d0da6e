import { readdirSync, readFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { ChatMessage, Poll } from '../../../server/contract/meeting-side.ts';
import type { Standing } from '../../../server/contract/meeting-room.ts';
import type { User } from '../../../server/contract/session.ts';
import { FileFolder } from '../../../server/file/file-folder.ts';
import { MeetingSide } from '../../../server/features/meeting-side/side.ts';
import { Invitations } from '../../../server/invitations.ts';
import { newId } from '../../../server/id.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { openStore, temporaryFolder } from '../rig.ts';
import { addGuest, addMeeting, codeOf, endMeeting, NOBODY, SomeRooms, userOf } from './meeting-side-rig.ts';

let folder: string;
let store: Store;
let bus: LocalBus;
let rooms: SomeRooms;
let side: MeetingSide;
let chair: User;
let member: User;
let invited: User;
let stranger: User;
let meeting: StoredMeeting;
let chatted: ChatMessage[];
let polled: Poll[];
let papers: string[];

beforeEach(async () => {
  folder = temporaryFolder();
  store = await openStore(folder);
  const add = async (name: string) => userOf(store, await addUser(store, name, ['town-official']));
  [chair, member, invited, stranger] = [
    await add('chair'),
    await add('member'),
    await add('invited'),
    await add('far'),
  ];
  [bus, rooms, chatted, polled, papers] = [new LocalBus(), new SomeRooms(), [], [], []];
  bus.subscribe('meeting.chatted', ({ message }) => chatted.push(message));
  bus.subscribe('meeting.polled', ({ poll }) => polled.push(poll));
  bus.subscribe('meeting.papers', ({ meetingId }) => papers.push(meetingId));
  side = await open();
  meeting = await begin();
});

async function open(): Promise<MeetingSide> {
  const onError = (error: unknown): void => expect.fail(String(error));
  const parts = { store, bus, rooms, invitations: new Invitations(store), dataFolder: folder, onError };
  const made = await MeetingSide.create(parts);
  onTestFinished(() => made.close());
  return made;
}

/** One with its chair and a member in it; somebody else is invited. */
async function begin(given: Partial<StoredMeeting> = {}): Promise<StoredMeeting> {
  const people = { ...NOBODY, userIds: [member.id, invited.id] };
  const made = await addMeeting(store, chair, { invited: people, ...given });
  rooms.enter(made.id, chair.id, 'chair');
  rooms.enter(made.id, member.id, 'member');
  return made;
}

const by = (user: User): SignedIn => ({ user, address: '127.0.0.9' });
const none = new AbortController().signal;
const upload = (user: User, id: string, text = 'some text', name = 'a.txt') =>
  side.files.add(by(user), id, name, Readable.from([Buffer.from(text)]), none);
const say = (id: string, text: string, user = member) =>
  side.chat.write(by(user), id, { id: newId(), name: user.name }, text);
const question = { question: '同意吗？', secret: false, options: ['同意', '反对'] };
/** What of a folder is left, with all below it. */
const inFolder = (): string[] => readdirSync(join(folder, 'meeting-files'), { recursive: true }).map(String).sort();

test('what is written stays as it was written, and is told to the room; what is no text is refused', async () => {
  const texts = ['<b>粗</b><script>alert(1)</script>', '😀👨‍👩‍👧', 'مرحبا שלום', '𠀀'.repeat(2000), 'two\nlines'];
  for (const text of texts) await say(meeting.id, text);
  expect((await say(meeting.id, 'a\r\nb\tc')).text).toBe('a\nb c');
  const read = await side.chat.read(by(invited), meeting.id);
  expect(read.map(({ text }) => text)).toEqual([...texts, 'a\nb c']);
  expect(chatted).toEqual(read);
  for (const text of ['\0', 'a\x1b[2Jb', 'a\u0085b', 'a\u202eb', 'a\u2066b', '\ud83d', ' \n ']) {
    expect(await codeOf(say(meeting.id, text)), JSON.stringify(text)).toBe('request.invalid');
  }
  expect(chatted).toHaveLength(read.length);
  await endMeeting(store, meeting);
  expect(await codeOf(say(meeting.id, 'late'))).toBe('meeting.ended');
});

test('who may: in the room all of it, else reading for whoever was entitled to come; guests only in the room, without a vote', async () => {
  const guest = await addGuest(store, meeting);
  const venue = await userOf(store, await addUser(store, 'venue', ['village-official']));
  const { id: pollId } = await side.polls.add(by(chair), meeting.id, question);
  const { id: fileId } = await upload(chair, meeting.id);
  const acts: Record<string, (user: User) => Promise<unknown>> = {
    chat: (user) => side.chat.read(by(user), meeting.id),
    files: (user) => side.files.list(by(user), meeting.id),
    file: (user) => side.files.read(by(user), meeting.id, fileId).then(({ content }) => content.destroy()),
    minutes: (user) => side.minutes.read(by(user), meeting.id),
    polls: (user) => side.polls.list(by(user), meeting.id),
    addFile: (user) => upload(user, meeting.id),
    writeMinutes: (user) => side.minutes.write(by(user), meeting.id, { text: '', decisions: [], revision: 99 }),
    vote: (user) => side.polls.vote(by(user), meeting.id, pollId, 9),
    addPoll: (user) => side.polls.add(by(user), meeting.id, { ...question, options: ['a', 'a'] }),
    closePoll: (user) => side.polls.close(by(user), meeting.id, newId()),
  };
  const tried = async (user: User, standing: Standing | null): Promise<string> => {
    if (standing === null) rooms.leave(meeting.id, user.id);
    else rooms.enter(meeting.id, user.id, standing);
    const codes = await Promise.all(Object.values(acts).map((act) => codeOf(act(user))));
    return [...new Set(codes.slice(0, 5)), '|', ...codes.slice(5)].join(' ');
  };
  // What is wrong in itself is only found out by who may.
  const mayVote = 'meeting.minutes-conflict request.invalid';
  expect(await tried(chair, 'chair')).toBe(`done | done ${mayVote} request.invalid meeting.poll-unknown`);
  expect(await tried(member, 'co-chair')).toBe(`done | done ${mayVote} request.invalid meeting.poll-unknown`);
  expect(await tried(member, 'member')).toBe(`done | done ${mayVote} room.chair room.chair`);
  expect(await tried(venue, 'venue')).toBe('done | done permission.denied request.invalid room.chair room.chair');
  expect(await tried(guest, 'guest')).toBe(
    'done | permission.denied permission.denied permission.denied room.chair room.chair',
  );
  expect(await tried(guest, null)).toBe('room.none | room.none room.none room.none room.none room.none');
  expect(await tried(invited, null)).toBe('done | room.none room.none room.none room.none room.none');
  expect(await tried(chair, null)).toBe('done | room.none meeting.minutes-conflict room.none room.none room.none');
  const no = 'meeting.not-invited';
  expect(await tried(stranger, null)).toBe(`${no} | ${no} ${no} ${no} ${no} ${no}`);
  const refused = (await store.auditEvents.list(50)).filter(({ outcome }) => outcome === 'refused');
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ action: 'meeting.look', user: { username: 'far' } });
  expect(await codeOf(side.chat.read(by(chair), newId()))).toBe('meeting.unknown');
});

test('minutes: nobody overwrites what they have not read; the record tells how much, not what', async () => {
  const unitId = chair.unitId;
  const decisions = [{ text: '整改路灯', unitId, due: null }];
  expect(await side.minutes.read(by(invited), meeting.id)).toMatchObject({ text: '', revision: 0, at: null });
  const first = await side.minutes.write(by(member), meeting.id, { text: '一、防汛', decisions, revision: 0 });
  expect(first).toMatchObject({ text: '一、防汛', decisions, revision: 1, byName: 'member' });
  const late = { text: '别的', decisions: [], revision: 0 };
  expect(await codeOf(side.minutes.write(by(chair), meeting.id, late))).toBe('meeting.minutes-conflict');
  expect(await side.minutes.read(by(invited), meeting.id)).toEqual(first);
  const racing = await Promise.all(
    ['甲', '乙'].map((text) => codeOf(side.minutes.write(by(chair), meeting.id, { ...late, text, revision: 1 }))),
  );
  expect(racing.sort()).toEqual(['done', 'meeting.minutes-conflict']);
  expect(papers).toEqual([meeting.id, meeting.id]);
  const nowhere = { text: '', decisions: [{ text: 'x', unitId: newId(), due: null }], revision: 2 };
  expect(await codeOf(side.minutes.write(by(chair), meeting.id, nowhere))).toBe('org.unknown');
  const lines = (await store.auditEvents.list(10)).filter(({ action }) => action === 'meeting.write-minutes');
  expect(lines.map(({ detail }) => detail)).toEqual([
    { characters: 1, decisions: 0, revision: 2 },
    { characters: 4, decisions: 1, revision: 1 },
  ]);
  // Whoever made it brings them to their end afterwards.
  await endMeeting(store, meeting);
  rooms.leave(meeting.id, chair.id);
  expect((await side.minutes.write(by(chair), meeting.id, { ...late, revision: 2 })).revision).toBe(3);
});

test('a named poll: one vote each, until it is closed; all see who voted for what', async () => {
  const { id } = await side.polls.add(by(chair), meeting.id, question);
  expect((await side.polls.vote(by(member), meeting.id, id, 1)).voted).toBe(true);
  expect(await codeOf(side.polls.vote(by(member), meeting.id, id, 0))).toBe('meeting.poll-voted');
  const racing = [0, 1, 0].map((option) => codeOf(side.polls.vote(by(chair), meeting.id, id, option)));
  expect((await Promise.all(racing)).sort()).toEqual(['done', 'meeting.poll-voted', 'meeting.poll-voted']);
  const closed = await side.polls.close(by(chair), meeting.id, id);
  expect(closed.options.map(({ votes }) => votes).reduce((a, b) => a + b)).toBe(2);
  expect(closed.options[1]?.names).toContain('member');
  expect(await codeOf(side.polls.close(by(chair), meeting.id, id))).toBe('meeting.poll-closed');
  rooms.enter(meeting.id, invited.id, 'member');
  expect(await codeOf(side.polls.vote(by(invited), meeting.id, id, 0))).toBe('meeting.poll-closed');
  expect(polled.map(({ voted, open: isOpen }) => [voted, isOpen])).toEqual([
    [false, true],
    [false, true],
    [false, true],
    [false, false],
  ]);
  const other = await begin();
  expect(await codeOf(side.polls.vote(by(member), other.id, id, 0))).toBe('meeting.poll-unknown');
});

test('a secret poll: no answer, notice, line of the record or row of the database says who voted for what', async () => {
  const voters: User[] = [];
  for (let index = 0; index < 24; index++) {
    const user = await userOf(store, await addUser(store, `voter-${index}`, ['village-official']));
    rooms.enter(meeting.id, user.id, 'member');
    voters.push(user);
  }
  const { id } = await side.polls.add(by(chair), meeting.id, { ...question, secret: true });
  // The first half is for, the second against: an order in time would tell all of it.
  for (const [index, user] of voters.entries()) {
    const mine = await side.polls.vote(by(user), meeting.id, id, index < 12 ? 0 : 1);
    expect(mine).toMatchObject({
      voted: true,
      options: [
        { votes: 0, names: [] },
        { votes: 0, names: [] },
      ],
    });
  }
  expect(polled.every(({ options }) => options.every(({ votes, names }) => votes === 0 && names.length === 0))).toBe(
    true,
  );
  expect(await codeOf(side.polls.vote(by(voters[0] ?? chair), meeting.id, id, 1))).toBe('meeting.poll-voted');
  const closed = await side.polls.close(by(chair), meeting.id, id);
  expect(closed.options).toEqual([
    { text: '同意', votes: 12, names: [] },
    { text: '反对', votes: 12, names: [] },
  ]);
  const lines = (await store.auditEvents.list(100)).filter(({ action }) => action === 'meeting.vote');
  expect(lines).toHaveLength(24);
  for (const { detail } of lines) expect(detail).toEqual({ poll: id, secret: true });

  await store.close();
  const file = new DatabaseSync(join(folder, 'hub.sqlite'), { readOnly: true });
  const votes = file.prepare('select * from meeting_votes').all();
  expect(votes.map((vote) => [vote['voter_id'], vote['voter_name']])).toEqual(votes.map(() => [null, null]));
  for (const table of ['meeting_votes', 'meeting_voters']) {
    expect(() => file.prepare(`select rowid from ${table}`).all()).toThrow('no such column');
  }
  // Their order on the disk is not that in which they came.
  const order = votes.map((vote) => vote['option']).join('');
  expect(order).not.toBe('0'.repeat(12) + '1'.repeat(12));
  const stored = file.prepare('select user_id from meeting_voters').all();
  expect(stored.map((row) => row['user_id']).sort()).toEqual(voters.map((user) => user.id).sort());
  file.close();
});

test('a private meeting: others are told that there is none; when it is over nothing is left, in the file neither', async () => {
  const secret = await begin({ kind: 'private' });
  expect(await codeOf(side.chat.read(by(stranger), secret.id))).toBe('meeting.unknown');
  await say(secret.id, '只在这里说的话');
  await upload(member, secret.id, '调解协议草稿', '协议.txt');
  await side.minutes.write(by(member), secret.id, { text: '双方同意的内容', decisions: [], revision: 0 });
  const poll = await side.polls.add(by(chair), secret.id, { ...question, question: '是否接受调解' });
  const silent = await begin({ kind: 'private' });
  await side.polls.vote(by(member), secret.id, poll.id, 0);
  await upload(member, meeting.id, 'stays', 'b.txt');
  expect(inFolder()).toHaveLength(4);

  const lines = (await store.auditEvents.list(50)).filter(({ target }) => target?.id === secret.id);
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line).toMatchObject({ user: null, address: '' });
    expect(JSON.stringify(line)).not.toMatch(/member|chair|协议|调解/);
  }

  for (const one of [secret, silent]) {
    await endMeeting(store, one);
    bus.publish('meeting.closed', { meetingId: one.id, reason: 'ended' });
    await side.removal.settled();
  }
  expect(await store.meetingMessages.list(secret.id, 10)).toEqual([]);
  expect(await store.meetingFiles.list(secret.id)).toEqual([]);
  expect((await store.meetingMinutes.find(secret.id)).revision).toBe(0);
  expect(await store.meetingPolls.list(secret.id, null)).toEqual([]);
  expect(inFolder().some((path) => path.includes(secret.id))).toBe(false);
  expect(await store.meetingFiles.list(meeting.id)).toHaveLength(1);
  expect(await codeOf(upload(member, secret.id))).toBe('meeting.ended');

  // The database runs on, and with it its journal.
  const files = readdirSync(folder).filter((name) => name.startsWith('hub.sqlite'));
  expect(files).toContain('hub.sqlite-wal');
  const bytes = Buffer.concat(files.map((name) => readFileSync(join(folder, name))));
  // An invitation as it lies in the file.
  const inFile = ({ id }: StoredMeeting): string => `${id}person${member.id}`;
  expect(bytes.includes(inFile(meeting))).toBe(true);
  for (const text of ['只在这里说的话', '协议.txt', '双方同意的内容', '是否接受调解', inFile(secret), inFile(silent)]) {
    expect(bytes.includes(Buffer.from(text)), text).toBe(false);
  }
});

test('what a hub that was cut off has left behind is gone after the next start', async () => {
  const secret = await begin({ kind: 'private' });
  await say(secret.id, '只在这里说的话');
  await upload(member, secret.id);
  const { id } = await upload(member, meeting.id);
  await side.close();
  await endMeeting(store, secret);
  const left = await FileFolder.create(join(folder, 'meeting-files'));
  await left.take(Readable.from([Buffer.from('x')]), none, (arrived) => left.keep(arrived, meeting.id, newId()));
  side = await open();
  expect(inFolder()).toEqual([meeting.id, join(meeting.id, id)]);
  expect(await store.meetingMessages.list(secret.id, 10)).toEqual([]);
});

test('a private meeting that ends while the hub starts leaves nothing either', async () => {
  const secret = await begin({ kind: 'private' });
  await say(secret.id, '只在这里说的话');
  await side.close();
  const { meetingRemains } = store;
  const list = meetingRemains.list.bind(meetingRemains);
  vi.spyOn(meetingRemains, 'list').mockImplementationOnce(async () => {
    const found = await list();
    await endMeeting(store, secret);
    bus.publish('meeting.closed', { meetingId: secret.id, reason: 'ended' });
    return found;
  });
  side = await open();
  await side.removal.settled();
  expect(await store.meetingMessages.list(secret.id, 10)).toEqual([]);
});

test('a disk that is full is said to be, and nothing stays on it', async () => {
  const files = await FileFolder.create(join(folder, 'meeting-files'));
  const full = await openFile('/dev/full', 'w');
  onTestFinished(() => full.close());
  const taken = files.take(Readable.from([Buffer.from('x')]), none, () => full.writeFile('x'));
  expect(await codeOf(taken)).toBe('store.full');
  expect(inFolder()).toEqual([]);
});

test('before files fill the disk they are refused: what is left is for the record', async () => {
  const MB = 1024 * 1024;
  let free = 600 * MB;
  const files = await FileFolder.create(join(folder, 'meeting-files'), () => Promise.resolve(free));
  const take = () => codeOf(files.take(Readable.from([Buffer.from('x')]), none, () => Promise.resolve('kept')));
  expect(await take()).toBe('done');
  free = 550 * MB;
  expect(await take()).toBe('store.full');
  expect(inFolder()).toEqual([]);
});

test('the files of a meeting are bounded in number and in sum, and those of another one are not theirs', async () => {
  const MB = 1024 * 1024;
  const full = await begin();
  const add = (meetingId: string, bytes: number) =>
    store.meetingFiles.add(meetingId, chair.id, {
      id: newId(),
      name: 'a',
      type: 'text/plain',
      bytes,
      byName: '',
      at: 0,
    });
  for (let made = 0; made < 199; made++) await add(meeting.id, 1);
  await add(full.id, 500 * MB - 3);
  expect(await codeOf(upload(member, meeting.id))).toBe('done');
  expect(await codeOf(upload(member, meeting.id))).toBe('meeting.files-full');
  expect(await codeOf(upload(member, full.id, 'text'))).toBe('meeting.files-full');
  expect(await codeOf(upload(member, full.id, 'abc'))).toBe('done');
  expect(await store.meetingFiles.sum(full.id)).toEqual({ count: 2, bytes: 500 * MB });
  expect(await codeOf(upload(member, full.id, 'a'))).toBe('meeting.files-full');
  expect(inFolder().filter((name) => name.includes('/'))).toHaveLength(2);
});
