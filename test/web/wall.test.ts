import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutNames } from '../../web/pages/live/layout/layouts.ts';
import {
  clear,
  fill,
  lay,
  move,
  newWall,
  place,
  readWall,
  sameScreen,
  shownTiles,
  swap,
  targetTile,
  writeWall,
  type WallState,
} from '../../web/pages/live/wall.ts';
import { customLayout } from './layouts.ts';

const read = (query: string): WallState => readWall(new URLSearchParams(query));
const empty = newWall();
const wallOf = (tiles: (string | null)[], part: Partial<WallState> = {}): WallState => ({
  ...newWall({ layout: '4', tiles }),
  ...part,
});

const id = fc.stringMatching(/^[\w-]{1,36}$/);
const someId = fc.option(id);
const anyWall = fc
  .record({
    layout: fc.oneof(fc.constantFrom(...layoutNames), customLayout),
    tiles: fc.uniqueArray(id, { maxLength: 30 }),
    holes: fc.array(fc.nat(35), { maxLength: 6 }),
    maximised: fc.boolean(),
    wallId: someId,
    tourId: someId,
    window: fc.nat(7),
    meetingId: someId,
  })
  .map(({ layout, tiles, holes, ...of }) => {
    const rest = { ...of, meetingId: of.window ? null : of.meetingId };
    const spread: (string | null)[] = [...tiles];
    for (const at of holes) spread.splice(at, 0, null);
    return { ...newWall({ layout, tiles: spread }), ...rest };
  });

describe('the wall in the address', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyWall, (wall) => {
        expect(read(writeWall(wall))).toEqual(wall);
      }),
    );
  });

  test('keeps the meeting that stands beside it, in its first window', () => {
    expect(writeWall(lay(read('layout=9&tiles=a&meeting=m'), '4'))).toBe('layout=4&tiles=a&meeting=m');
    expect(writeWall(read('wall=w&meeting=m'), { layout: '4', tiles: [] })).toBe('wall=w&meeting=m');
    expect(read('layout=4&screen=2&meeting=m').meetingId).toBeNull();
  });

  test('is as short and plain as can be', () => {
    expect(writeWall(empty)).toBe('layout=4');
    expect(writeWall(wallOf(['a', null, 'c', null]))).toBe('layout=4&tiles=a,,c');
    expect(writeWall(lay(empty, '1+5'))).toBe('layout=1+5');
    const half = { x: 0, y: 0, w: 6, h: 8 };
    const own = { columns: 12, rows: 8, cells: [half, { ...half, x: 6 }] };
    expect(writeWall(lay(empty, own))).toBe('layout=c:12x8:0.0.6.8,6.0.6.8');
  });

  test.each([
    '',
    'layout=5',
    'layout=4&tiles=',
    'tiles=,,,',
    'selected=7',
    'selected=x',
    'tiles=<script>',
    'screen=99',
    'layout=c:2x2:0.0.3.1',
    'layout=c:2x2:0.0.2.1,0.0.1.1',
    'layout=c:13x2:0.0.1.1',
    'layout=c:2x2:0.0.0.1',
    'layout=c:2x2:0.0.1.1,',
    'wall=<b>',
  ])('makes sense of %j', (query) => expect(read(query)).toEqual(empty));

  test('makes sense of anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (layout, tiles, selected) => {
        const wall = readWall(new URLSearchParams({ layout, tiles, selected }));
        expect(read(writeWall(wall))).toEqual(wall);
      }),
    );
  });

  test('holds a channel once, and as many as the largest layout at most', () => {
    expect(read('tiles=a,a,b,c,d').screen.tiles).toEqual(['a', null, 'b', 'c', 'd']);
    const many = Array.from({ length: 50 }, (_, index) => `c${index}`);
    expect(read(`layout=36&tiles=${many.join(',')}`).screen.tiles).toEqual(many.slice(0, 36));
  });

  test('names a saved wall alone as long as it is shown as it was saved', () => {
    const saved = { layout: '9', tiles: ['a', 'b'] } as const;
    const screen = { layout: saved.layout, tiles: [...saved.tiles] };
    const wall = readWall(new URLSearchParams('wall=w'), screen);
    expect(wall.screen).toEqual(screen);
    expect(writeWall(wall, screen)).toBe('wall=w');
    expect(writeWall(place(wall, 'c'), screen)).toBe('layout=9&tiles=a,b,c&selected=2&wall=w');
    expect(writeWall(clear(wall, 1), screen)).toBe('layout=9&tiles=a&wall=w');
    expect(sameScreen(screen, { layout: '9', tiles: ['a', 'b', null] })).toBe(true);
  });
});

describe('placing', () => {
  test('fills the selected tile, then the empty ones, then replaces the selected', () => {
    let wall: WallState = { ...empty, selected: 1 };
    for (const id of ['a', 'b', 'c', 'd']) wall = place(wall, id);
    expect(wall.screen.tiles).toEqual(['b', 'a', 'c', 'd']);
    expect(wall.selected).toBe(3);
    expect(place(wall, 'e').screen.tiles).toEqual(['b', 'a', 'c', 'e']);
  });

  test('replaces the one that is shown when one is shown', () => {
    const wall = lay(wallOf(['a']), '1');
    expect(targetTile(wall)).toBe(0);
    expect(place(wall, 'b').screen.tiles[0]).toBe('b');
    expect(targetTile(wallOf(['a'], { maximised: true }))).toBe(0);
  });

  test('selects a channel that is there already, and lets it change places when a tile is named', () => {
    const wall = wallOf(['a', 'b']);
    expect(place(wall, 'b')).toEqual({ ...wall, selected: 1 });
    expect(place(wall, 'a', 1)).toEqual(wallOf(['b', 'a'], { selected: 1 }));
    expect(place(wall, 'a', 3)).toEqual(wallOf([null, 'b', null, 'a'], { selected: 3 }));
  });

  test('brings in a channel that had no room', () => {
    const wall = lay(wallOf(['a', 'b', 'c', 'd', 'e'], { selected: 2 }), '4');
    expect(place(wall, 'e').screen.tiles).toEqual(['a', 'b', 'e', 'd']);
  });

  test('clearing leaves the others where they are', () => {
    expect(clear(wallOf(['a', 'b', null, 'd']), 1).screen.tiles).toEqual(['a', null, null, 'd']);
  });

  test('changing places loses nothing, and twice is not at all', () => {
    fc.assert(
      fc.property(anyWall, fc.nat(35), fc.nat(35), (wall, from, to) => {
        const once = swap(wall, from, to);
        expect(sameScreen(swap(once, from, to).screen, wall.screen)).toBe(true);
        expect(once.selected).toBe(to);
      }),
    );
  });

  test('filling takes a layout that has room', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `c${index}`);
    expect(fill(empty, ids.slice(0, 3)).screen).toEqual({ layout: '4', tiles: ids.slice(0, 3) });
    expect(fill(empty, ids.slice(0, 5)).screen.layout).toBe('6');
    expect(fill(empty, [...ids, 'c0']).screen).toEqual({ layout: '36', tiles: ids.slice(0, 36) });
  });
});

describe('layouts', () => {
  test('keep what has no room, and select what is shown', () => {
    const wall = lay(wallOf(['a', 'b', 'c', 'd'], { selected: 3, maximised: true }), '6');
    expect(wall).toMatchObject({ selected: 3, maximised: false });
    const six = { ...wall, selected: 5 };
    expect(lay(six, '4').selected).toBe(0);
    expect(lay(lay(six, '1'), '9').screen.tiles).toEqual(['a', 'b', 'c', 'd']);
    expect(shownTiles(lay(six, '1'))).toEqual([5]);
  });
});

describe('arrows', () => {
  test('go through the grid and stop at its edges', () => {
    const arrows = ['right', 'right', 'down', 'down', 'left', 'up'] as const;
    const path = arrows.reduce<WallState[]>((walls, arrow) => [...walls, move(walls.at(-1) ?? empty, arrow)], []);
    expect(path.map(({ selected }) => selected)).toEqual([1, 1, 3, 3, 2, 0]);
  });

  test('go round through what is there when one tile is shown', () => {
    const wall = move(lay(wallOf(['a', 'b', null, 'd']), '1'), 'left');
    expect(shownTiles(wall)).toEqual([3]);
    expect(shownTiles(move(wall, 'right'))).toEqual([0]);
    expect(shownTiles(move(wall, 'left'))).toEqual([1]);
    expect(shownTiles(empty)).toEqual([0, 1, 2, 3]);
  });
});
