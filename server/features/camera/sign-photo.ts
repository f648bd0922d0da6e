import type { Bus } from '../../cluster/ports.ts';
import type { Camera } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Rights } from '../../rights.ts';
import type { Store } from '../../store/store.ts';
import { by, toCameraAttempt } from './audit.ts';
import { permit } from './place.ts';
import { toView } from './view.ts';

/** Bytes: what a telephone's picture has after the page has made it smaller, and some. */
const MAX_BYTES = 2_000_000;
/** How a JPEG begins (ISO 10918-1, B.1.1.3: SOI, and the next marker) and ends (EOI). */
const FIRST = Buffer.from([0xff, 0xd8, 0xff]);
const LAST = Buffer.from([0xff, 0xd9]);

interface SignPhotoParts {
  store: Store;
  rights: Rights;
  bus: Bus;
}

/** The photo that shows that a sign is there. */
export class SignPhotoService {
  readonly #parts: SignPhotoParts;

  constructor(parts: SignPhotoParts) {
    this.#parts = parts;
  }

  /** For who may know of the camera. @throws HubError `camera.unknown`, `sign.no-photo` */
  async read(actor: SignedIn, id: string): Promise<Buffer> {
    const { store, rights } = this.#parts;
    const camera = await store.cameras.find(id);
    // Who may not know of it is not told that it is there.
    if (camera === null || !(await rights.sight(actor)).includes(camera)) throw new HubError('camera.unknown');
    const jpeg = await store.signPhotos.find(id);
    if (jpeg === null) throw new HubError('sign.no-photo');
    return jpeg;
  }

  /** @param base64 a JPEG; empty: it is taken away. @throws HubError `camera.unknown`, `permission.denied`, `sign.photo` */
  async set(actor: SignedIn, id: string, base64: string): Promise<Camera> {
    const { store, bus } = this.#parts;
    const known = await store.cameras.find(id);
    if (known === null) throw new HubError('camera.unknown');
    const action = 'camera.sign-photo';
    const { camera, path } = await recordRefusal(store, actor, toCameraAttempt(action, known), async () => {
      await permit(actor, store.orgUnits, known.unitId);
      const jpeg = base64 === '' ? null : toJpeg(base64);
      return store.transaction(async ({ cameras, orgUnits, signPhotos, auditEvents }) => {
        const found = await cameras.find(id);
        if (found === null) throw new HubError('camera.unknown');
        const path = await permit(actor, orgUnits, found.unitId);
        const now = Date.now();
        const camera = { ...found, signPhotoAt: jpeg && now, updatedAt: now };
        await cameras.save(camera);
        if (jpeg === null) await signPhotos.remove(id);
        else await signPhotos.set(id, jpeg);
        const detail = { name: camera.name, bytes: jpeg?.length ?? 0 };
        await auditEvents.add({ ...by(actor, action, camera), detail });
        return { camera, path };
      });
    });
    bus.publish('camera.changed', { cameraId: id, path });
    return toView(camera);
  }
}

function toJpeg(base64: string): Buffer {
  const jpeg = Buffer.from(base64, 'base64');
  const isJpeg = jpeg.subarray(0, 3).equals(FIRST) && jpeg.subarray(-2).equals(LAST);
  if (!isJpeg || jpeg.length > MAX_BYTES) throw new HubError('sign.photo');
  return jpeg;
}
