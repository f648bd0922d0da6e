import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Screen, type Tour, TourContent, type Wall } from '../contract/wall.ts';
import { rowParser } from './row.ts';
import { TourRow, WallRow } from './schema.ts';

const Named = { owner_name: Type.String() };
const parseWall = rowParser('walls', Type.Object({ ...WallRow.properties, ...Named }));
const parseTour = rowParser('tours', Type.Object({ ...TourRow.properties, ...Named }));
const Screens = Type.Array(Screen);

export function toWall(found: unknown): Wall {
  const row = parseWall(found);
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    unitId: row.unit_id,
    screens: Value.Parse(Screens, JSON.parse(row.screens)),
    updatedAt: row.updated_at,
  };
}

export function toTour(found: unknown): Tour {
  const row = parseTour(found);
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    unitId: row.unit_id,
    dwell: row.dwell,
    content: Value.Parse(TourContent, JSON.parse(row.content)),
    updatedAt: row.updated_at,
  };
}
