import type { Grant } from '../../server/contract/grant.ts';
import type { OrgUnit } from '../../server/contract/org.ts';

/** A grant that holds from 0 to 1000, at the county, unless told otherwise. */
export function grant(part: Partial<Grant>): Grant {
  return {
    id: 'g',
    userId: 'u',
    name: '王',
    purpose: 'incident',
    unitId: 'county',
    reason: '',
    source: 'own',
    state: 'active',
    startsAt: 0,
    endsAt: 1_000,
    requestedAt: 0,
    decidedBy: '',
    decidedAt: null,
    decisionNote: '',
    review: null,
    ...part,
  };
}

/** A unit named as its id. */
export function unit(id: string, parentId: string | null, part: Partial<OrgUnit> = {}): OrgUnit {
  return {
    id,
    parentId,
    name: id,
    kind: 'town',
    civilCode: '',
    contactName: '',
    contactPhone: '',
    longitude: null,
    latitude: null,
    state: 'joined',
    mergedInto: null,
    createdAt: 0,
    updatedAt: 0,
    ...part,
  };
}
