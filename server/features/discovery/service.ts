import { networkInterfaces } from 'node:os';
import { discover, type FoundDevice, parseTargets } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { DiscoveredDevice, DiscoveryStart, NetworkInterface } from '../../contract/discovery.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import type { CameraAddress } from '../../store/cameras.ts';
import type { Store } from '../../store/store.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';

interface Sweep {
  id: string;
  stop: AbortController;
  ended: Promise<void>;
}

/** Sweeps for devices: results go to the page that asked, nothing is stored but that somebody did. */
export class DiscoveryService {
  readonly #store: Store;
  readonly #ranges: CameraRanges;
  readonly #onError: (error: unknown) => void;
  /** One per page. */
  readonly #sweeps = new Map<HubSocket, Sweep>();

  constructor(parts: { store: Store; ranges: CameraRanges; onError: (error: unknown) => void }) {
    this.#store = parts.store;
    this.#ranges = parts.ranges;
    this.#onError = parts.onError;
  }

  /** Where multicast can be sent: loopback only where cameras may be there. */
  interfaces(): NetworkInterface[] {
    return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
      (addresses ?? [])
        .filter(({ family, internal, address }) => family === 'IPv4' && (!internal || this.#ranges.contains(address)))
        .map(({ address }) => ({ name, address })),
    );
  }

  /** @throws HubError `discovery.busy`, `discovery.targets`, `discovery.interface`, `camera.range` */
  async start(
    socket: HubSocket,
    { targets, interfaces }: DiscoveryStart,
  ): Promise<{ discoveryId: string; total: number }> {
    const addresses = this.#targets(targets);
    const local = new Set(this.interfaces().map(({ address }) => address));
    const unknown = interfaces.find((address) => !local.has(address));
    if (unknown !== undefined) throw new HubError('discovery.interface', { address: unknown });
    if (this.#sweeps.has(socket)) throw new HubError('discovery.busy');
    if (socket.closed) throw new HubError('request.cancelled');

    const sweep: Sweep = { id: newId(), stop: new AbortController(), ended: Promise.resolve() };
    this.#sweeps.set(socket, sweep);
    const stop = (): void => sweep.stop.abort();
    socket.once('close', stop);
    try {
      const detail = { targets: targets.join(' '), interfaces: interfaces.join(' ') };
      const { user, address }: SignedIn = socket.actor;
      const action = 'camera.discover';
      await this.#store.auditEvents.add({ user, address, action, target: null, outcome: 'done', detail });
    } catch (error) {
      this.#sweeps.delete(socket);
      socket.off('close', stop);
      throw error;
    }
    sweep.ended = this.#run(socket, sweep, addresses, interfaces)
      .catch(this.#onError)
      .finally(() => {
        this.#sweeps.delete(socket);
        socket.off('close', stop);
      });
    return { discoveryId: sweep.id, total: addresses.length };
  }

  /** @throws HubError `discovery.unknown`, also for a sweep of another page */
  async stop(socket: HubSocket, discoveryId: string): Promise<void> {
    const sweep = this.#sweeps.get(socket);
    if (sweep?.id !== discoveryId) throw new HubError('discovery.unknown');
    sweep.stop.abort();
    await sweep.ended;
  }

  /** Ends all sweeps; resolves when no socket of them is left. */
  async close(): Promise<void> {
    const sweeps = [...this.#sweeps.values()];
    for (const { stop } of sweeps) stop.abort();
    await Promise.all(sweeps.map(({ ended }) => ended));
  }

  #targets(texts: string[]): string[] {
    let addresses: string[];
    try {
      addresses = parseTargets(texts);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new HubError('discovery.targets', { target: error.message });
    }
    if (!addresses.every((address) => this.#ranges.contains(address))) throw new HubError('camera.range');
    return addresses;
  }

  async #run(socket: HubSocket, { id, stop }: Sweep, targets: string[], interfaces: string[]): Promise<void> {
    let progress = { discoveryId: id, done: 0, total: targets.length, found: 0 };
    try {
      const known = await this.#store.cameras.addresses();
      for await (const event of discover({ targets, interfaces, signal: stop.signal })) {
        if (event.type === 'progress') {
          progress = { ...progress, done: event.done, total: event.total };
          socket.notify('discovery.progress', progress);
        } else {
          progress.found++;
          socket.notify('discovery.found', { discoveryId: id, device: this.#toView(event.device, known) });
        }
      }
    } finally {
      socket.notify('discovery.ended', progress);
    }
  }

  #toView({ xaddr: _, ...device }: FoundDevice, known: readonly CameraAddress[]): DiscoveredDevice {
    const cause = this.#ranges.contains(device.address) ? device.cause : 'range';
    return { ...device, cause, status: statusOf(device, known) };
  }
}

/** Hardware first: a device keeps it when its address changes. */
export function statusOf(device: CameraAddress, known: readonly CameraAddress[]): DiscoveredDevice['status'] {
  const isHere = (camera: CameraAddress): boolean => camera.address === device.address && camera.port === device.port;
  const same = known.filter(({ hardwareId }) => hardwareId !== '' && hardwareId === device.hardwareId);
  if (same.length > 0) return same.some(isHere) ? 'known' : 'moved';
  return known.some(isHere) ? 'known' : 'new';
}
