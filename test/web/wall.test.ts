import { describe, expect, test } from 'vitest';
import {
  clear,
  move,
  place,
  readWall,
  shownTiles,
  targetTile,
  writeWall,
  type Wall,
} from '../../web/pages/live/wall.ts';

const read = (query: string): Wall => readWall(new URLSearchParams(query));
const empty: Wall = { layout: 4, selected: 0, tiles: [null, null, null, null] };

describe('the wall in the address', () => {
  test('is read back as it was written', () => {
    const walls: Wall[] = [
      empty,
      { layout: 1, selected: 2, tiles: [null, null, 'c', null] },
      { layout: 4, selected: 3, tiles: ['a', null, 'c', 'd'] },
    ];
    for (const wall of walls) expect(read(writeWall(wall))).toEqual(wall);
  });

  test('is as short and plain as can be', () => {
    expect(writeWall(empty)).toBe('layout=4');
    expect(writeWall({ layout: 4, selected: 0, tiles: ['a', null, 'c', null] })).toBe('layout=4&tiles=a,,c');
  });

  test.each(['', 'layout=9', 'layout=4&tiles=', 'tiles=,,,', 'selected=7', 'selected=x', 'tiles=<script>'])(
    'makes sense of %j',
    (query) => expect(read(query)).toEqual(empty),
  );

  test('holds a channel once, and four at most', () => {
    expect(read('tiles=a,a,b,c,d').tiles).toEqual(['a', null, 'b', 'c']);
  });
});

describe('placing', () => {
  test('fills the selected tile, then the empty ones, then replaces the selected', () => {
    let wall: Wall = { ...empty, selected: 1 };
    for (const id of ['a', 'b', 'c', 'd']) wall = place(wall, id);
    expect(wall.tiles).toEqual(['b', 'a', 'c', 'd']);
    expect(wall.selected).toBe(3);
    expect(place(wall, 'e').tiles).toEqual(['b', 'a', 'c', 'e']);
  });

  test('replaces the one that is shown when one is shown', () => {
    const wall: Wall = { layout: 1, selected: 0, tiles: ['a', null, null, null] };
    expect(targetTile(wall)).toBe(0);
    expect(place(wall, 'b').tiles[0]).toBe('b');
  });

  test('selects a channel that is there already, and moves it when a tile is named', () => {
    const wall: Wall = { layout: 4, selected: 0, tiles: ['a', 'b', null, null] };
    expect(place(wall, 'b')).toEqual({ ...wall, selected: 1 });
    expect(place(wall, 'a', 1)).toEqual({ layout: 4, selected: 1, tiles: [null, 'a', null, null] });
  });

  test('clearing leaves the others where they are', () => {
    expect(clear({ ...empty, tiles: ['a', 'b', null, 'd'] }, 1).tiles).toEqual(['a', null, null, 'd']);
  });
});

describe('arrows', () => {
  test('go through the grid and stop at its edges', () => {
    const arrows = ['right', 'right', 'down', 'down', 'left', 'up'] as const;
    const path = arrows.reduce<Wall[]>((walls, arrow) => [...walls, move(walls.at(-1) ?? empty, arrow)], []);
    expect(path.map(({ selected }) => selected)).toEqual([1, 1, 3, 3, 2, 0]);
  });

  test('go round when one tile is shown, and show the selected one', () => {
    const wall = move({ ...empty, layout: 1 }, 'left');
    expect(shownTiles(wall)).toEqual([3]);
    expect(shownTiles(move(wall, 'right'))).toEqual([0]);
    expect(shownTiles(empty)).toEqual([0, 1, 2, 3]);
  });
});
