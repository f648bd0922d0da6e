import type { ImportFinding } from '../../contract/camera-import.ts';
import type { FieldOfView, Placement } from '../../contract/placement.ts';
import { isGbId } from '../../gb-id.ts';
import { codeOf } from '../../table/words.ts';
import { Cells } from './cells.ts';
import { findColumns } from './columns.ts';
import { problems } from './problems.ts';
import { FORBIDDEN_WORDS, PLACE_WORDS, SIGN_WORDS } from './words.ts';

/** Where a device is; no credentials in it. */
export type Place = { kind: 'onvif'; address: string; port: number } | { kind: 'rtsp'; url: string };

/** What a row says. What it does not say is empty, or not there. */
export interface CameraRow {
  /** As a spreadsheet counts. */
  row: number;
  device: Place;
  name: string;
  username: string;
  password: string;
  /** Name of a credential set. */
  credentialSet: string;
  /** Name, path or division code of a unit. */
  unit: string;
  placement: Partial<Placement>;
  gbIds: string[];
}

export interface CameraRows {
  rows: CameraRow[];
  /** Rows that are not empty, without the heading. */
  count: number;
  findings: ImportFinding[];
}

const ONVIF_PORT = 80;
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9.:-]*[a-z0-9])?$/i;

/** Rows whose device cannot be told are left out; all others are there, with findings or without. */
export function readRows([heading, ...body]: readonly (readonly string[])[]): CameraRows {
  if (heading === undefined || heading.every((cell) => cell.trim() === '')) {
    return { rows: [], count: 0, findings: [{ row: 0, column: '', level: 'error', message: problems.noHeading }] };
  }
  const { places, findings } = findColumns(heading);
  const read: CameraRows = { rows: [], count: 0, findings };
  if (findings.length > 0) return read;
  for (const [index, texts] of body.entries()) {
    if (texts.every((cell) => cell.trim() === '')) continue;
    read.count++;
    const cells = new Cells(index + 2, texts, places, findings);
    if (texts.slice(heading.length).some((cell) => cell.trim() !== '')) cells.fail('', problems.tooManyCells);
    const device = readPlace(cells);
    const rest = readRest(cells);
    if (device !== null) read.rows.push({ row: index + 2, device, ...rest });
  }
  return read;
}

function readPlace(cells: Cells): Place | null {
  const address = cells.text('address', 253);
  const url = cells.text('rtspUrl', 1024);
  if (address !== '' && url !== '') cells.fail('rtspUrl', problems.twoAddresses);
  else if (url !== '') {
    const parsed = /^rtsp:\/\//i.test(url) ? URL.parse(url) : null;
    if (parsed !== null && parsed.hostname !== '') return { kind: 'rtsp', url };
    cells.fail('rtspUrl', problems.url);
  } else if (address !== '') {
    const port = cells.number('port', 1, 65_535, true) ?? ONVIF_PORT;
    if (HOST.test(address)) return { kind: 'onvif', address: address.toLowerCase(), port };
    cells.fail('address', problems.address);
  } else cells.fail('address', problems.noAddress);
  return null;
}

function readRest(cells: Cells): Omit<CameraRow, 'row' | 'device'> {
  const gbIds = cells
    .raw('gbId')
    .split(/[\s,;]+/)
    .filter((id) => id !== '');
  if (!gbIds.every(isGbId)) cells.fail('gbId', problems.gbId);
  return {
    name: cells.text('name', 100),
    username: cells.text('username', 64),
    password: cells.text('password', 128),
    credentialSet: cells.text('credentialSet', 60),
    unit: cells.text('unit', 500),
    placement: readPlacement(cells),
    gbIds,
  };
}

function readPlacement(cells: Cells): Partial<Placement> {
  const placement: Partial<Placement> = {};
  const texts = { place: 120, reason: 200, filing: 60, carrier: 40, contractor: 60 } as const;
  for (const column of ['place', 'reason', 'filing', 'carrier', 'contractor'] as const) {
    if (cells.has(column)) placement[column] = cells.text(column, texts[column]);
  }
  if (cells.has('longitude') && cells.has('latitude')) {
    placement.longitude = cells.number('longitude', -180, 180);
    placement.latitude = cells.number('latitude', -90, 90);
    if ((placement.longitude === null) !== (placement.latitude === null)) cells.fail('longitude', problems.coordinates);
  }
  if (cells.has('placeType')) placement.placeType = readPlaceType(cells);
  if (cells.has('heading')) placement.fieldOfView = readFieldOfView(cells);
  if (cells.has('sign')) placement.sign = readSign(cells);
  if (cells.has('filingDeadline')) placement.filingDeadline = cells.day('filingDeadline');
  if (cells.has('retentionDays')) placement.retentionDays = cells.number('retentionDays', 0, 365, true);
  return placement;
}

function readPlaceType(cells: Cells): Placement['placeType'] {
  const text = cells.raw('placeType');
  if (text === '') return null;
  const found = codeOf(PLACE_WORDS, text);
  if (found !== undefined) return found;
  const isForbidden = codeOf(FORBIDDEN_WORDS, text) !== undefined;
  cells.fail('placeType', isForbidden ? problems.forbiddenPlace(text) : problems.placeType(text));
  return null;
}

function readFieldOfView(cells: Cells): FieldOfView | null {
  const heading = cells.number('heading', 0, 360);
  const angle = cells.number('angle', 1, 360);
  const range = cells.number('range', 1, 5000);
  if (heading !== null && angle !== null && range !== null) return { heading, angle, range };
  const isEmpty = (['heading', 'angle', 'range'] as const).every((column) => cells.raw(column) === '');
  if (!isEmpty) cells.fail('heading', problems.fieldOfView);
  return null;
}

function readSign(cells: Cells): boolean {
  const found = codeOf(SIGN_WORDS, cells.raw('sign'));
  if (found === undefined) cells.fail('sign', problems.sign);
  return found === 'true';
}
