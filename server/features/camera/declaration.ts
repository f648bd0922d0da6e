import { Value } from 'typebox/value';
import { type Declaration, PlaceType, type Placement, type PlacementGap } from '../../contract/placement.ts';
import { HubError } from '../../errors.ts';

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

/** @throws HubError `placement.forbidden`: no camera may stand there, whatever it is for */
export function toPlacement({ placeType, ...same }: Declaration): Placement {
  if (placeType === null || Value.Check(PlaceType, placeType)) return { ...same, placeType };
  throw new HubError('placement.forbidden');
}

/** What a declaration lacks. A filing counts as made when it has a number, or a day by which it has to be made. */
export function gapsOf(placement: Placement): PlacementGap[] {
  const { longitude, latitude, filing, filingDeadline } = placement;
  const isBlank = (text: string): boolean => text.trim() === '';
  const missing: Record<PlacementGap, boolean> = {
    place: isBlank(placement.place),
    coordinates: longitude === null || latitude === null,
    placeType: placement.placeType === null,
    reason: isBlank(placement.reason),
    fieldOfView: placement.fieldOfView === null,
    sign: !placement.sign,
    filing: isBlank(filing) && filingDeadline === '',
    carrier: isBlank(placement.carrier),
    contractor: isBlank(placement.contractor),
    retention: placement.retentionDays === null,
  };
  return (Object.keys(missing) as PlacementGap[]).filter((gap) => missing[gap]);
}
