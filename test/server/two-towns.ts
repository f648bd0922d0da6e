import { join } from 'node:path';
import { newId } from '../../server/id.ts';
import type { OrgUnit, UnitKind } from '../../server/contract/org.ts';
import { Keys } from '../../server/keys.ts';
import { Store } from '../../server/store/store.ts';

/** Two sibling towns of a county, each with a village; ids. */
export interface TwoTowns {
  county: string;
  town: string;
  village: string;
  otherTown: string;
  otherVillage: string;
}

/** The store of a hub that runs, as a second connection to its file. Close it. */
export function storeOf(folder: string): Promise<Store> {
  return Store.open(join(folder, 'hub.sqlite'), Keys.load(folder));
}

export async function addTwoTowns({ orgUnits }: Store): Promise<TwoTowns> {
  const county = (await orgUnits.root()).id;
  const add = async (parentId: string, name: string, kind: UnitKind): Promise<string> => {
    const unit = makeUnit(parentId, name, kind);
    await orgUnits.add(unit);
    return unit.id;
  };
  const town = await add(county, '东镇', 'town');
  const otherTown = await add(county, '西镇', 'town');
  return {
    county,
    town,
    village: await add(town, '东村', 'village'),
    otherTown,
    otherVillage: await add(otherTown, '西村', 'village'),
  };
}

export function makeUnit(parentId: string, name: string, kind: UnitKind): OrgUnit {
  const nobody = { contactName: '', contactPhone: '', longitude: null, latitude: null };
  const state = { state: 'joined', mergedInto: null, createdAt: 0, updatedAt: 0 } as const;
  return { id: newId(), parentId, name, kind, civilCode: '', ...nobody, ...state };
}
