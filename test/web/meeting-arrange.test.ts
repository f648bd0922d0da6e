import { describe, expect, test } from 'vitest';
import { arrange, bySites, chooseLarge, columnsFor, panesOf } from '../../web/media/meeting/arrange.ts';
import { brought, roomOf, sending, someone } from './meeting-people.ts';

const many = Array.from({ length: 60 }, (_, index) => someone(`p${index}`));
const panes = panesOf(roomOf(many));
const stage = { page: 0, most: 25, aspect: 16 / 9, large: null };

describe('what there is to see', () => {
  test('screens, then cameras of the county, then people', () => {
    const room = roomOf([someone('a'), sending('b', { screen: 'on' })], { cameras: [brought('c')] });
    expect(panesOf(room).map(({ key }) => key)).toEqual(['screen:b', 'camera:c', 'person:a', 'person:b']);
  });

  test('people by the tree, the screen of a site before who sits beside it', () => {
    const people = [
      someone('guest', { unitId: '?' }),
      someone('b', { unitId: 'B' }),
      someone('beside', { unitId: 'A' }),
      someone('venue', { unitId: 'A', standing: 'venue' }),
    ];
    const room = roomOf(people, { cameras: [brought('c')] });
    const order = (unitId: string): number => (unitId === '?' ? 999 : 'AB'.indexOf(unitId));
    const sorted = bySites(panesOf(room), people, order);
    expect(sorted.map(({ id }) => id)).toEqual(['venue', 'beside', 'b', 'guest', 'c']);
  });
});

describe('who is shown large', () => {
  const a = sending('a', { screen: 'on' });
  const people = [a, someone('b'), someone('c'), someone('me')];
  const base = roomOf(people, { cameras: [brought('cam')] });
  const asked = { panes: panesOf(base), pinned: null, speaker: null, me: 'me', now: 0 };
  const { settings } = base;

  test('a screen comes before who speaks', () => {
    expect(chooseLarge({ ...asked, room: base, speaker: 'b' })).toBe('screen:a');
  });

  test('my own pin comes before a screen', () => {
    expect(chooseLarge({ ...asked, room: base, pinned: 'person:c' })).toBe('person:c');
  });

  test('a spotlight wins over pin, roll call and cycle, and may be a camera', () => {
    const rollCall = {
      entries: [{ kind: 'site' as const, id: 's', name: 's', participantId: 'b', mark: null }],
      at: 0,
    };
    const called = { ...base, rollCall };
    expect(chooseLarge({ ...asked, room: called, pinned: 'person:c' })).toBe('person:b');
    const lit = { ...called, settings: { ...settings, spotlight: 'cam', cycle: 10 } };
    expect(chooseLarge({ ...asked, room: lit, pinned: 'person:c' })).toBe('camera:cam');
  });

  test('a spotlight on who has left, and a pin on a closed screen, count for nothing', () => {
    const room = roomOf([someone('b'), someone('me')], { settings: { ...settings, spotlight: 'gone' } });
    expect(chooseLarge({ ...asked, panes: panesOf(room), room, pinned: 'screen:b' })).toBe('person:b');
  });

  test('a cycle shows one after the other, the same to all, and never me', () => {
    const room = roomOf(people.slice(1), { settings: { ...settings, cycle: 10 } });
    const of = (now: number) => chooseLarge({ ...asked, panes: panesOf(room), room, now });
    expect([of(0), of(9_999), of(10_000), of(20_000)]).toEqual(['person:b', 'person:b', 'person:c', 'person:b']);
  });

  test('alone, it is I', () => {
    const room = roomOf([someone('me')]);
    expect(chooseLarge({ ...asked, panes: panesOf(room), room })).toBe('person:me');
    expect(chooseLarge({ ...asked, panes: [], room })).toBeNull();
  });
});

describe('layouts', () => {
  test('a grid has pages of 25, and a page that is gone is the last one', () => {
    const first = arrange({ ...stage, layout: 'grid', panes });
    expect([first.large, first.small.length, first.columns, first.pages]).toEqual([null, 25, 5, 3]);
    const last = arrange({ ...stage, layout: 'grid', panes, page: 9 });
    expect([last.page, last.small.length, last.small[0]?.id]).toEqual([2, 10, 'p50']);
  });

  test('the speaker has everybody else in the strip', () => {
    const placed = arrange({ ...stage, layout: 'speaker', panes, large: 'person:p7' });
    expect(placed.large?.id).toBe('p7');
    expect(placed.small).toHaveLength(59);
  });

  test('one and many: the small ones fill the two sides of the large one', () => {
    const few = arrange({ ...stage, layout: 'one-and-many', panes: panes.slice(0, 6) });
    expect([few.columns, few.small.length, few.pages]).toEqual([3, 5, 1]);
    const more = arrange({ ...stage, layout: 'one-and-many', panes });
    expect([more.columns, more.small.length, more.pages]).toEqual([6, 11, 6]);
  });

  test('an empty room is drawn, too', () => {
    expect(arrange({ ...stage, layout: 'sites', panes: [] })).toEqual({
      large: null,
      small: [],
      columns: 1,
      page: 0,
      pages: 1,
    });
  });

  test('columns follow the shape of the stage', () => {
    expect([1, 2, 4, 9, 16].map((count) => columnsFor(count, 16 / 9))).toEqual([1, 2, 2, 3, 4]);
    expect([2, 8].map((count) => columnsFor(count, 390 / 700))).toEqual([1, 2]);
  });
});
