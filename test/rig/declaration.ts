import type { Placement } from '../../server/contract/placement.ts';

/** A complete declaration: a camera with it may be seen by everybody who has leave to. */
export const DECLARED: Placement = {
  place: '桥头',
  longitude: 108.314,
  latitude: 33.312,
  placeType: 'bridge',
  reason: '防汛',
  fieldOfView: { heading: 90, angle: 80, range: 60 },
  sign: true,
  filing: '宁公视备2026-001',
  filingDeadline: '',
  carrier: '电信',
  contractor: '县广电网络',
  retentionDays: 30,
};
