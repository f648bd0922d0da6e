import { toCell } from '../../csv.ts';
import { scopeOf, type SignedIn } from '../../permissions.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import type { TableFormat } from '../../table/read.ts';
import { writeTable } from '../../table/write.ts';
import { type Column, columnNames, COLUMNS } from './columns.ts';
import { UnitFinder } from './unit-finder.ts';
import { PLACE_WORDS, SIGN_WORDS } from './words.ts';

type Line = Partial<Record<Column, string>>;

/** The cameras of the actor's area as a file that the import takes and finds nothing new in; never with a password. */
export async function exportCameras(store: Store, actor: SignedIn, format: TableFormat): Promise<Uint8Array> {
  const lines = await store.transaction(async ({ cameras, orgUnits, auditEvents }) => {
    const units = new UnitFinder(await orgUnits.list());
    const own = await orgUnits.below(scopeOf(actor, 'camera.register'));
    const lines = (await cameras.list(own)).map((camera) => toLine(camera, units));
    const { user, address } = actor;
    const detail = { format, rows: lines.length };
    await auditEvents.add({ user, address, action: 'camera.export', target: null, outcome: 'done', detail });
    return lines;
  });
  return writeTable(toRows(lines), format);
}

/** An empty file with all columns, and one example. */
export function cameraTemplate(format: TableFormat): Promise<Uint8Array> {
  return writeTable(toRows([EXAMPLE]), format);
}

const EXAMPLE: Line = {
  name: '示例镇桥头01',
  unit: '示例镇',
  address: '10.1.2.3',
  port: '80',
  credentialSet: '电信默认',
  place: '桥头',
  longitude: '108.3141',
  latitude: '33.3120',
  placeType: PLACE_WORDS.bridge[0],
  reason: '防汛',
  heading: '90',
  angle: '80',
  range: '60',
  sign: SIGN_WORDS.true[0],
  filing: '',
  filingDeadline: '2026-12-31',
  carrier: '电信',
  contractor: '示例公司',
  retentionDays: '30',
};

function toRows(lines: readonly Line[]): string[][] {
  const heading = columnNames.map((column): string => COLUMNS[column][0]);
  return [heading, ...lines.map((line) => columnNames.map((column) => toCell(line[column] ?? '')))];
}

function toLine(camera: StoredCamera, units: UnitFinder): Line {
  const { placement, kind } = camera;
  const { placeType, fieldOfView } = placement;
  const url = camera.channels[0]?.profiles[0]?.streamUri ?? '';
  return {
    name: camera.name,
    unit: units.nameOf(camera.unitId),
    ...(kind === 'onvif' ? { address: camera.address, port: String(camera.port) } : { rtspUrl: url }),
    username: camera.credentials?.username ?? '',
    place: placement.place,
    longitude: toText(placement.longitude),
    latitude: toText(placement.latitude),
    placeType: placeType === null ? '' : PLACE_WORDS[placeType][0],
    reason: placement.reason,
    heading: toText(fieldOfView?.heading),
    angle: toText(fieldOfView?.angle),
    range: toText(fieldOfView?.range),
    sign: SIGN_WORDS[placement.sign ? 'true' : 'false'][0],
    filing: placement.filing,
    filingDeadline: placement.filingDeadline,
    carrier: placement.carrier,
    contractor: placement.contractor,
    retentionDays: toText(placement.retentionDays),
    gbId: camera.channels.map(({ gbId }) => gbId).join(' '),
  };
}

function toText(number: number | null | undefined): string {
  return String(number ?? '');
}
