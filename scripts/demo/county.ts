import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '../../server/app.ts';
import type { OrgUnit } from '../../server/contract/org.ts';
import { demoActor } from './people.ts';

/** The demo county: real towns, invented villages and people. */
export const COUNTY_FILE = join(import.meta.dirname, 'ningshan.csv');

/** Imports the county by the way of any other, the first time. @returns all units, parents before their children */
export async function importCounty({ units, imports }: Services): Promise<OrgUnit[]> {
  const before = (await units.list()).units;
  const [root] = before;
  if (root === undefined) throw new Error('the tree has no root');
  if (before.length > 1) return before;
  const content = readFileSync(COUNTY_FILE).toString('base64');
  const actor = demoActor('system-administrator', root.id);
  const result = await imports.import(actor, { format: 'csv', content, apply: true }, new AbortController().signal);
  if (!result.applied) throw new Error(JSON.stringify(result.errors));
  return (await units.list()).units;
}

/** The unit whose town and own name a camera's name begins with; else the county. */
export function unitOf(cameraName: string, units: readonly OrgUnit[]): OrgUnit {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const fits = ({ parentId, name }: OrgUnit): boolean =>
    cameraName.startsWith(`${names.get(parentId ?? '') ?? ''}${name}`) && parentId !== null;
  const found = units.find(fits) ?? units[0];
  if (found === undefined) throw new Error('the tree has no root');
  return found;
}
