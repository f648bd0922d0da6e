import { expect, test } from 'vitest';
import { changeRoom, isChair, mergeParticipants } from '../../web/media/meeting/room-view.ts';
import { brought, roomOf, someone } from './meeting-people.ts';

const [a, b, c] = [someone('a'), someone('b'), someone('c')];

test('whoever changes stays in place, whoever is new comes last, whoever left is gone', () => {
  const raised = { ...a, handAt: 5 };
  expect(mergeParticipants([a, b], { changed: [c, raised], left: ['b'] })).toEqual([raised, c]);
});

test('those of whom nothing was said are the same objects: their tiles are not drawn anew', () => {
  const merged = mergeParticipants([a, b], { changed: [{ ...a, name: 'A' }], left: [] });
  expect(merged[1]).toBe(b);
});

test('whoever is told as left and changed at once is in the room', () => {
  expect(mergeParticipants([a], { changed: [a], left: ['a'] })).toEqual([a]);
});

test('each notification changes its own part and no other', () => {
  const room = roomOf([a, b]);
  const cameras = [brought('cam')];
  expect(changeRoom(room, { name: 'room.cameras', data: { cameras } })).toEqual({ ...room, cameras });
  expect(changeRoom(room, { name: 'room.speakers', data: { speakers: ['b'] } })).toEqual({ ...room, speakers: ['b'] });
  const settings = { ...room.settings, locked: true };
  expect(changeRoom(room, { name: 'room.settings', data: settings })).toEqual({ ...room, settings });
  const rollCall = { entries: [], at: null };
  const called = changeRoom(room, { name: 'room.rollCall', data: { rollCall } });
  expect(called).toEqual({ ...room, rollCall });
  expect(changeRoom(called, { name: 'room.rollCall', data: { rollCall: null } })).toEqual(room);
});

test('a chair and a co-chair lead, others do not', () => {
  const standings = ['chair', 'co-chair', 'member', 'venue', 'guest'] as const;
  expect(standings.map((standing) => isChair({ standing }))).toEqual([true, true, false, false, false]);
  expect(isChair(undefined)).toBe(false);
});
