import { Value } from 'typebox/value';
import { MediaError } from '../../../media/index.ts';
import type { Camera, CameraCreate, CameraUpdate, Cause, TestPicture } from '../../contract/camera.ts';
import type { Placement } from '../../contract/placement.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import { candidatesFor } from './candidates.ts';
import { changeOf, findAt, hasOtherCredentials, toSource, Wanted } from './wanted.ts';

/** A camera after it was registered: `created`, or brought up to date (`changed`), or neither. */
interface Registered {
  camera: Camera;
  created: boolean;
  changed: boolean;
}

/** What the import needs of the cameras' own service. */
export interface Registrar {
  /** @param logins how many refused sign-ins the device may see */
  register(actor: SignedIn, create: CameraCreate, signal: AbortSignal, logins?: number): Promise<Registered>;
  update(actor: SignedIn, id: string, change: CameraUpdate, signal: AbortSignal): Promise<Camera>;
}

type Outcome = { cameraId: string; after?: string } & (
  { state: 'done' | 'unchanged' } | { state: 'failed'; cause: Cause }
);

/** Registers one camera of an import, or brings it up to date; done twice, the second time changes nothing. */
export class ImportRunner {
  readonly #store: Store;
  readonly #registrar: Registrar;
  readonly #blank: Placement;

  /** @param parts `blank`: what is known of where a new camera stands */
  constructor(parts: { store: Store; registrar: Registrar; blank: Placement }) {
    this.#store = parts.store;
    this.#blank = parts.blank;
    this.#registrar = parts.registrar;
  }

  /** One item of a job. @throws HubError, MediaError as register() */
  async run(actor: SignedIn, input: unknown, signal: AbortSignal): Promise<Outcome> {
    const wanted = Value.Parse(Wanted, input);
    const known = await findAt(this.#store.cameras, wanted.device);
    const change = known && changeOf(known, wanted);
    if (known !== null && !hasOtherCredentials(known, wanted) && known.testPicture?.cause === null) {
      if (change === null) return { state: 'unchanged', cameraId: known.id, after: toText(known.testPicture) };
      const camera = await this.#registrar.update(actor, known.id, change, signal);
      return { state: 'done', cameraId: camera.id, after: toText(camera.testPicture) };
    }
    return this.#register(actor, wanted, known, signal);
  }

  async #register(actor: SignedIn, wanted: Wanted, known: StoredCamera | null, signal: AbortSignal): Promise<Outcome> {
    const tries = candidatesFor(wanted, known, await this.#store.credentialSets.list());
    const unitId = wanted.unitId ?? known?.unitId;
    const placement = { ...(known?.placement ?? this.#blank), ...wanted.placement };
    const create = { name: wanted.name, ...(unitId !== undefined && { unitId }), placement };
    for (const [index, credentials] of tries.entries()) {
      try {
        const source = toSource(wanted.device, credentials);
        const found = await this.#registrar.register(actor, { ...create, source }, signal, tries.length > 1 ? 1 : 2);
        return toOutcome(found);
      } catch (error) {
        const isRefused = error instanceof MediaError && error.reason === 'credentials';
        if (!isRefused || index === tries.length - 1) throw error;
      }
    }
    throw new MediaError('credentials');
  }
}

/** Registered it is either way; one that shows nothing is no success. */
function toOutcome({ camera, created, changed }: Registered): Outcome {
  const { id: cameraId, testPicture } = camera;
  const after = toText(testPicture);
  const cause = testPicture?.cause ?? null;
  if (cause !== null) return { state: 'failed', cause, cameraId, after };
  return { state: created || changed ? 'done' : 'unchanged', cameraId, after };
}

/** What its test picture showed, for the list of results: size and mean brightness of 255. */
function toText(picture: TestPicture | null): string {
  return picture === null ? '' : `${picture.width}x${picture.height} ${picture.brightness}/255`;
}
