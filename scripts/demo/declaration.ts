import type { OrgUnit } from '../../server/contract/org.ts';
import type { PlaceType, Placement } from '../../server/contract/placement.ts';

/** Which kind of place a camera's name tells of, the first that fits. */
const KINDS: readonly [RegExp, PlaceType, string][] = [
  [/桥/, 'bridge', '防汛和交通安全'],
  [/河|渡|滩|溪口/, 'river', '防汛'],
  [/水库|坝/, 'reservoir', '防汛'],
  [/林|山|坡/, 'forest', '森林防火'],
  [/学校|小学/, 'school-gate', '校园周边安全'],
  [/路口|岔口|十字/, 'crossing', '交通安全'],
  [/广场|文化/, 'square', '公共场所安全'],
  [/村口|村委/, 'residential-entrance', '村庄公共安全'],
];

const CARRIERS = ['电信', '广电'] as const;
/** How far apart the cameras of a unit stand, degrees: some 200 m. */
const STEP = 0.002;

/**
 * A complete, invented declaration.
 * @param name of the camera: `{town}{village}{place}`
 * @param index tells cameras of one unit apart
 * @param unit that it belongs to
 */
export function declare(name: string, index: number, unit: Pick<OrgUnit, 'longitude' | 'latitude'>): Placement {
  const place = name.replace(/^.*?镇.*?村/, '') || name;
  const [, placeType, reason] = KINDS.find(([words]) => words.test(place)) ?? [null, 'road', '道路交通安全'];
  return {
    place,
    longitude: (unit.longitude ?? 108.31) + ((index % 7) - 3) * STEP,
    latitude: (unit.latitude ?? 33.31) + ((index % 5) - 2) * STEP,
    placeType,
    reason,
    fieldOfView: { heading: (index * 47) % 360, angle: 80, range: 80 },
    sign: true,
    filing: `演示备-${String(index + 1).padStart(4, '0')}`,
    filingDeadline: '',
    carrier: CARRIERS[index % CARRIERS.length] ?? CARRIERS[0],
    contractor: '演示运维公司',
    retentionDays: 30,
  };
}
