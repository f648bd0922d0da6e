import { expect, test } from 'vitest';
import { inTreeOrder } from '../../server/tree-order.ts';

test('units go in the order of the tree: by code, and partners after them', () => {
  const unit = (id: string, parentId: string | null, civilCode: string) => ({ id, parentId, civilCode, name: id });
  const units = [
    unit('police', 'county', ''),
    unit('town-b', 'county', '610923101'),
    unit('village-a2', 'town-a', '610923100202'),
    unit('county', null, '610923'),
    unit('town-a', 'county', '610923100'),
    unit('village-a1', 'town-a', '610923100201'),
  ];
  expect(inTreeOrder(units).map(({ id }) => id)).toEqual([
    'county',
    'town-a',
    'village-a1',
    'village-a2',
    'town-b',
    'police',
  ]);
});
