import type { ImportFinding } from '../../contract/camera-import.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { StoredCredentialSet } from '../../store/credential-sets.ts';
import { COLUMNS, type Column } from './columns.ts';
import type { Naming } from './naming.ts';
import { problems } from './problems.ts';
import type { CameraRow, CameraRows } from './rows.ts';
import type { UnitFinder } from './unit-finder.ts';
import { changeOf, hasOtherCredentials, keyOf, keyOfCamera, type Wanted } from './wanted.ts';

/** What is there before, and what the actor may do. */
export interface Ground {
  cameras: readonly StoredCamera[];
  sets: readonly StoredCredentialSet[];
  units: UnitFinder;
  naming: Naming;
  /** Whether a unit lies in the actor's area. */
  mayRegister: (unitId: string) => boolean;
  /** Where a new camera goes that no unit is given for; null: that cannot be said. */
  homeId: string | null;
  /** Whether the hub may contact it; true for a name. */
  isInRange: (host: string) => boolean;
}

/** One camera of the file. */
export interface PlannedItem {
  row: number;
  label: string;
  cameraId: string | null;
  outcome: 'created' | 'updated' | 'unchanged';
  wanted: Wanted;
}

export interface Plan {
  items: PlannedItem[];
  findings: ImportFinding[];
}

/** Compares a file with what is registered. Contacts nobody, changes nothing. */
export function planImport({ rows, findings }: CameraRows, ground: Ground): Plan {
  return new Planner(ground, [...findings]).plan(rows);
}

class Planner {
  readonly #ground: Ground;
  readonly #findings: ImportFinding[];
  readonly #known: ReadonlyMap<string, StoredCamera>;
  readonly #setByName: ReadonlyMap<string, StoredCredentialSet>;
  /** The row that speaks of a device. */
  readonly #speakers = new Map<string, number>();

  constructor(ground: Ground, findings: ImportFinding[]) {
    this.#ground = ground;
    this.#findings = findings;
    this.#known = new Map(ground.cameras.map((camera) => [keyOfCamera(camera), camera]));
    this.#setByName = new Map(ground.sets.map((set) => [set.name, set]));
  }

  plan(rows: readonly CameraRow[]): Plan {
    const items = rows.map((row) => this.#planRow(row));
    return { items, findings: this.#findings.sort((a, b) => a.row - b.row) };
  }

  #planRow(row: CameraRow): PlannedItem {
    const key = keyOf(row.device);
    const camera = this.#known.get(key) ?? null;
    this.#checkDevice(row, key);
    if (camera !== null && !this.#ground.mayRegister(camera.unitId)) this.#fail(row, '', problems.outside);
    this.#checkGbIds(row, camera);
    const unitId = this.#unitOf(row, camera);
    const wanted: Wanted = {
      device: row.device,
      credentials: this.#credentialsOf(row, camera),
      username: row.username,
      name: row.name || (camera === null ? this.#nameFor(row, unitId) : ''),
      unitId,
      placement: row.placement,
    };
    const label = `${row.row} ${wanted.name || camera?.name || key}`;
    return { row: row.row, label, cameraId: camera?.id ?? null, outcome: outcomeOf(camera, wanted), wanted };
  }

  #checkDevice(row: CameraRow, key: string): void {
    const column = row.device.kind === 'onvif' ? 'address' : 'rtspUrl';
    const other = this.#speakers.get(key);
    if (other === undefined) this.#speakers.set(key, row.row);
    else this.#fail(row, column, problems.sameRow(other));
    const host = row.device.kind === 'onvif' ? row.device.address : new URL(row.device.url).hostname;
    if (!this.#ground.isInRange(host)) this.#fail(row, column, problems.range);
  }

  #checkGbIds({ row, gbIds }: CameraRow, camera: StoredCamera | null): void {
    const own = new Set(camera?.channels.map(({ gbId }) => gbId));
    if (gbIds.every((id) => own.has(id))) return;
    this.#findings.push({ row, column: COLUMNS.gbId[0], level: 'warning', message: problems.otherGbId });
  }

  #unitOf(row: CameraRow, camera: StoredCamera | null): string | null {
    const { units, mayRegister, homeId } = this.#ground;
    if (row.unit === '') {
      if (camera === null && homeId === null) this.#fail(row, 'unit', problems.noUnit);
      return camera === null ? homeId : null;
    }
    const unit = units.find(row.unit);
    if (unit === 'unknown') this.#fail(row, 'unit', problems.unknownUnit(row.unit));
    else if (unit === 'ambiguous') this.#fail(row, 'unit', problems.ambiguousUnit(row.unit));
    else if (!mayRegister(unit.id)) this.#fail(row, 'unit', problems.outside);
    else return unit.id;
    return null;
  }

  /** Null: what is known of it, or the sets in their order. */
  #credentialsOf(row: CameraRow, camera: StoredCamera | null): Wanted['credentials'] {
    const { username, password, credentialSet } = row;
    if (credentialSet !== '') {
      const set = this.#setByName.get(credentialSet);
      if (set === undefined) this.#fail(row, 'credentialSet', problems.unknownSet(credentialSet));
      else if (username !== '' || password !== '') this.#fail(row, 'credentialSet', problems.setAndUser);
      return set === undefined ? null : { username: set.username, password: set.password };
    }
    if (password !== '') return { username, password };
    const isKnown = camera !== null && (username === '' || username === camera.credentials?.username);
    if (isKnown) return null;
    const hasSet = this.#ground.sets.some((set) => username === '' || set.username === username);
    if (username !== '' && !hasSet) this.#fail(row, 'password', problems.noPassword);
    const holdsUrl = row.device.kind === 'rtsp' && new URL(row.device.url).username !== '';
    if (username === '' && !hasSet && !holdsUrl) {
      const column = COLUMNS.password[0];
      this.#findings.push({ row: row.row, column, level: 'warning', message: problems.noCredentials });
    }
    return null;
  }

  #nameFor({ placement }: CameraRow, unitId: string | null): string {
    const { naming, units } = this.#ground;
    const { place = '', carrier = '' } = placement;
    return naming.next({ units: unitId === null ? [] : units.above(unitId), place, carrier });
  }

  #fail({ row }: CameraRow, column: Column | '', message: ImportFinding['message']): void {
    this.#findings.push({ row, column: column && COLUMNS[column][0], level: 'error', message });
  }
}

function outcomeOf(camera: StoredCamera | null, wanted: Wanted): PlannedItem['outcome'] {
  if (camera === null) return 'created';
  return changeOf(camera, wanted) === null && !hasOtherCredentials(camera, wanted) ? 'unchanged' : 'updated';
}
