import type { PublicCamera } from '../../contract/placement.ts';
import { HubError } from '../../errors.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import type { Store } from '../../store/store.ts';

/** What anybody may know of a camera: who runs it, why, for how long, whom to ask. No picture, no address, no state. */
export class SignService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws HubError `sign.unknown` */
  async read(code: string): Promise<PublicCamera> {
    const camera = await this.#store.cameras.findBySignCode(code);
    if (camera === null) throw new HubError('sign.unknown');
    const { place, placeType, reason, filing, retentionDays } = camera.placement;
    const runner = await runnerOf(this.#store.orgUnits, camera.unitId);
    return { name: camera.name, place, placeType, reason, filing, retentionDays, ...runner };
  }
}

/** The unit by its whole name, and the number of the nearest office that has one. */
async function runnerOf(orgUnits: OrgUnits, unitId: string): Promise<Pick<PublicCamera, 'unit' | 'contactPhone'>> {
  const names: string[] = [];
  let contactPhone = '';
  for (const id of await orgUnits.path(unitId)) {
    const unit = await orgUnits.find(id);
    if (unit === null) continue;
    names.push(unit.name);
    contactPhone = unit.contactPhone || contactPhone;
  }
  return { unit: names.join(' '), contactPhone };
}
