import { expect, test } from 'vitest';
import type { ChairAct, Source, Standing } from '../../../server/contract/meeting-room.ts';
import type { HubError } from '../../../server/errors.ts';
import {
  mutedAfterFloor,
  permitAct,
  permitCamera,
  permitChair,
  permitChat,
  permitSource,
  permitTarget,
  permitUnmute,
  type Rules,
  rulesOf,
} from '../../../server/features/room/rules.ts';

const standings: readonly Standing[] = ['chair', 'co-chair', 'member', 'venue', 'guest'];
const sources: readonly Source[] = ['microphone', 'camera', 'screen', 'screen-sound'];
const free: Rules = { kind: 'scheduled', ...rulesOf('scheduled') };
const strict: Rules = { ...free, mayUnmute: false, mayShare: false, mayChat: false };
const lecture: Rules = { kind: 'lecture', ...rulesOf('lecture') };

/** The code with which it is refused; empty: it may be. */
function code(work: () => void): string {
  try {
    work();
    return '';
  } catch (error) {
    return (error as HubError).code;
  }
}

/** For each standing what becomes of each source. */
function table(rules: Rules, hasFloor = false): Record<string, string[]> {
  const row = (standing: Standing): string[] =>
    sources.map((source) => code(() => permitSource({ standing, hasFloor }, source, rules)));
  return Object.fromEntries(standings.map((standing) => [standing, row(standing)]));
}

const all = ['', '', '', ''];

test('who may send what in an ordinary meeting', () => {
  const guest = ['', '', 'room.guest', 'room.guest'];
  expect(table(free)).toEqual({ chair: all, 'co-chair': all, member: all, venue: all, guest });
});

test('who may send what where the chair has forbidden it', () => {
  const quiet = ['room.muted', '', 'room.share', 'room.share'];
  const guest = ['room.muted', 'room.muted', 'room.guest', 'room.guest'];
  expect(table(strict)).toEqual({ chair: all, 'co-chair': all, member: quiet, venue: quiet, guest });
});

test('in a lecture chairs send, and who is called to speak; with the floor everybody may', () => {
  const none = sources.map(() => 'room.floor');
  expect(table(lecture)).toEqual({ chair: all, 'co-chair': all, member: none, venue: none, guest: none });
  const called = Object.fromEntries(standings.map((standing) => [standing, all]));
  expect(table(lecture, true)).toEqual(called);
  expect(table(strict, true)).toEqual(called);
});

test('a microphone is unmuted by its owner where that is allowed; a picture by a chair alone', () => {
  const unmute = (standing: Standing, source: Source, rules = free): string =>
    code(() => permitUnmute({ standing, hasFloor: false }, source, rules));
  expect(unmute('member', 'microphone')).toBe('');
  expect(unmute('member', 'microphone', strict)).toBe('room.muted');
  expect(unmute('member', 'camera')).toBe('room.muted');
  expect(unmute('venue', 'screen')).toBe('room.muted');
  expect(unmute('co-chair', 'camera', strict)).toBe('');
});

test('when the time to speak is over, what may not flow without it is muted', () => {
  expect(mutedAfterFloor('member', free)).toEqual([]);
  expect(mutedAfterFloor('guest', free)).toEqual(['screen', 'screen-sound']);
  expect(mutedAfterFloor('member', strict)).toEqual(['microphone', 'screen', 'screen-sound']);
  expect(mutedAfterFloor('member', lecture)).toEqual(sources);
  expect(mutedAfterFloor('chair', lecture)).toEqual([]);
});

test('every act is a chair’s; three are the chair’s own while it is here', () => {
  const acts: ChairAct['act'][] = [
    ...(['admit', 'turn-away', 'mute', 'unmute', 'mute-all', 'set', 'call', 'call-next', 'end-floor'] as const),
    ...(['lower-hand', 'roll-call', 'roll-mark', 'extend', 'remove', 'ring-absent'] as const),
    ...(['hand-over', 'co-chair', 'end'] as const),
  ];
  const own = acts.slice(-3);
  for (const act of acts) {
    for (const standing of ['member', 'venue', 'guest'] as const) {
      expect(code(() => permitAct(act, standing, false))).toBe('room.chair');
    }
    expect(code(() => permitAct(act, 'chair', true))).toBe('');
    expect(code(() => permitAct(act, 'co-chair', false))).toBe('');
    expect(code(() => permitAct(act, 'co-chair', true))).toBe(own.includes(act) ? 'room.chair' : '');
  }
});

test('nobody removes or mutes the chair but the chair itself mutes', () => {
  expect(code(() => permitTarget('mute', 'co-chair', 'chair'))).toBe('room.chair-target');
  expect(code(() => permitTarget('mute', 'chair', 'chair'))).toBe('');
  expect(code(() => permitTarget('remove', 'chair', 'chair'))).toBe('room.chair-target');
  expect(code(() => permitTarget('remove', 'co-chair', 'co-chair'))).toBe('');
  expect(code(() => permitTarget('call', 'co-chair', 'chair'))).toBe('');
});

test('neither a guest nor a screen takes the chair', () => {
  expect(standings.filter((standing) => code(() => permitChair(standing)) === 'room.standing')).toEqual([
    'venue',
    'guest',
  ]);
});

test('messages and cameras go by the settings, and no camera comes into a private meeting', () => {
  const who = (standing: Standing) => ({ standing, hasFloor: false });
  expect(code(() => permitChat(who('guest'), free))).toBe('');
  expect(code(() => permitChat(who('member'), strict))).toBe('room.chat');
  expect(code(() => permitChat(who('co-chair'), strict))).toBe('');
  const camera = (standing: Standing, rules: Rules): string => code(() => permitCamera(who(standing), rules));
  expect(camera('member', free)).toBe('');
  expect(camera('member', strict)).toBe('room.share');
  expect(camera('member', lecture)).toBe('room.floor');
  expect(camera('guest', free)).toBe('room.guest');
  expect(camera('chair', { ...free, kind: 'private' })).toBe('meeting.private');
});
