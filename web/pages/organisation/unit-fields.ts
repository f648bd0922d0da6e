import type { OrgUnit, OrgUnitCreate, UnitKind } from '../../../server/contract/org.ts';

/** The same as in the contract: test/web/rules.test.ts holds the two together. */
export const civilCodePattern = /^([0-9]{6}|[0-9]{9}|[0-9]{12})?$/;

/** On-boarding states that one may choose; `retired` is an act of its own. */
export const states = ['planned', 'joining', 'joined'] as const;

/** The form of a unit. */
export interface UnitFields extends Omit<OrgUnitCreate, 'parentId' | 'longitude' | 'latitude'> {
  state: (typeof states)[number];
  longitude?: number | null;
  latitude?: number | null;
}

/** What usually is below a unit of a kind. */
const below: Record<UnitKind, UnitKind> = {
  county: 'town',
  town: 'village',
  village: 'village',
  community: 'community',
  'command-centre': 'police-station',
  'police-station': 'police-station',
};

/** What the form begins with: the unit's own, or what is likely of a new one below `parent`. */
export function fieldsOf(unit: OrgUnit | undefined, parent: OrgUnit): UnitFields {
  if (!unit) {
    return { name: '', kind: below[parent.kind], civilCode: '', contactName: '', contactPhone: '', state: 'planned' };
  }
  const { name, kind, civilCode, contactName, contactPhone, longitude, latitude, state } = unit;
  const open = state === 'retired' ? 'joined' : state;
  return { name, kind, civilCode, contactName, contactPhone, longitude, latitude, state: open };
}

/** As the hub wants it. */
export function bodyOf({ name, contactName, contactPhone, longitude, latitude, ...others }: UnitFields) {
  return {
    ...others,
    name: name.trim(),
    contactName: contactName.trim(),
    contactPhone: contactPhone.trim(),
    longitude: longitude ?? null,
    latitude: latitude ?? null,
  };
}
