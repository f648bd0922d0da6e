import type { Placement, PlacementGap } from '../../contract/placement.ts';

/** What is known of where a new camera stands. */
export const NO_PLACEMENT: Placement = {
  place: '',
  longitude: null,
  latitude: null,
  placeType: null,
  reason: '',
  fieldOfView: null,
  sign: false,
  filing: '',
  filingDeadline: '',
  carrier: '',
  contractor: '',
  retentionDays: null,
};

/** What a declaration lacks. A filing counts as made when it has a number, or a day by which it has to be made. */
export function gapsOf(placement: Placement): PlacementGap[] {
  const { longitude, latitude, filing, filingDeadline } = placement;
  const missing: Record<PlacementGap, boolean> = {
    place: placement.place === '',
    coordinates: longitude === null || latitude === null,
    placeType: placement.placeType === null,
    reason: placement.reason === '',
    fieldOfView: placement.fieldOfView === null,
    sign: !placement.sign,
    filing: filing === '' && filingDeadline === '',
    carrier: placement.carrier === '',
    contractor: placement.contractor === '',
    retention: placement.retentionDays === null,
  };
  return (Object.keys(missing) as PlacementGap[]).filter((gap) => missing[gap]);
}
