import { PtzDevice } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import { HubError } from '../../errors.ts';
import type { StoredCamera, StoredChannel } from '../../store/camera-record.ts';

/** What is known of a device (its login, its services) is asked for anew after this, ms. */
const FRESH = 5 * 60_000;
const MOST = 500;

interface Known {
  device: Promise<PtzDevice>;
  /** What it was connected with: a changed camera is another device. */
  updatedAt: number;
  until: number;
}

/** Devices that can be moved, connected when first wanted. */
export class PtzDevices {
  readonly #ranges: CameraRanges;
  readonly #known = new Map<string, Known>();

  constructor(ranges: CameraRanges) {
    this.#ranges = ranges;
  }

  /** @throws HubError `ptz.none` where it cannot be moved; `camera.range`, `camera.address`; MediaError */
  async of(camera: StoredCamera, channel: StoredChannel, now = Date.now()): Promise<PtzDevice> {
    const known = this.#known.get(channel.id);
    if (known !== undefined && known.updatedAt === camera.updatedAt && known.until > now) return known.device;
    const device = this.#connect(camera, channel);
    this.#known.delete(channel.id);
    this.#known.set(channel.id, { device, updatedAt: camera.updatedAt, until: now + FRESH });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    try {
      return await device;
    } catch (error) {
      this.#known.delete(channel.id);
      throw error;
    }
  }

  async #connect(camera: StoredCamera, channel: StoredChannel): Promise<PtzDevice> {
    const profileToken = channel.profiles.find(({ role }) => role === 'main')?.token ?? '';
    if (channel.ptz === null || profileToken === '') throw new HubError('ptz.none');
    const address = await this.#ranges.resolve(camera.address);
    const credentials = camera.credentials ?? { username: '', password: '' };
    const device = await PtzDevice.connect({ address, port: camera.port, credentials, profileToken });
    if (device === null) throw new HubError('ptz.none');
    return device;
  }
}
