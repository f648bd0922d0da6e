import type { Bus } from '../../cluster/ports.ts';
import type { Ptz, PtzLimits, PtzPreset, PtzRecord, PtzTour } from '../../contract/ptz.ts';
import { HubError } from '../../errors.ts';
import { type Action, authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredCamera, StoredChannel } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import { allows } from './limits.ts';
import type { PtzService } from './service.ts';

interface Found {
  camera: StoredCamera;
  channel: StoredChannel;
  path: string[];
}

/** What is kept with a camera that can be turned: presets (in the device), limits and tours (in the hub). */
export class PtzSettings {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #service: PtzService;

  constructor(parts: { store: Store; bus: Bus; service: PtzService }) {
    this.#store = parts.store;
    this.#bus = parts.bus;
    this.#service = parts.service;
  }

  /** @throws HubError `channel.unknown`, `permission.denied`; MediaError where the device does not tell its presets */
  async read(actor: SignedIn, channelId: string): Promise<Ptz> {
    return this.#view(await this.#find(actor, channelId, 'ptz.control'));
  }

  /** The place where it stands now. @throws as {@link PtzService.leave}; `ptz.limit` where nobody may look there */
  async savePreset(
    actor: SignedIn,
    channelId: string,
    { grantId, token, name }: { grantId: string; token: string; name: string },
  ): Promise<PtzPreset> {
    const { camera, channel, grant } = await this.#service.leave(actor, channelId, grantId);
    const device = await this.#service.devices.of(camera, channel);
    const limits = channel.ptz?.limits ?? null;
    const at = limits === null ? null : await device.position();
    if (limits !== null && (at === null || !allows(limits, at))) throw new HubError('ptz.limit');
    await this.#record(actor, { camera, channel }, 'ptz.preset-save', { preset: name, grant: grant.id });
    return { token: await device.savePreset(name, token === '' ? undefined : token), name };
  }

  async removePreset(actor: SignedIn, channelId: string, token: string): Promise<void> {
    const found = await this.#find(actor, channelId, 'ptz.control');
    const device = await this.#service.devices.of(found.camera, found.channel);
    await this.#record(actor, found, 'ptz.preset-remove', { preset: token });
    await device.removePreset(token);
  }

  /** @throws HubError `request.invalid` where a lower bound lies above the upper one */
  setLimits(actor: SignedIn, channelId: string, limits: PtzLimits): Promise<Ptz> {
    if (limits !== null && (limits.panMin > limits.panMax || limits.tiltMin > limits.tiltMax)) {
      throw new HubError('request.invalid', { zh: '范围的下限大于上限', en: 'a lower bound lies above the upper one' });
    }
    return this.#change(actor, channelId, 'mask.write', 'ptz.limits', (ptz) => ({ ...ptz, limits }));
  }

  setTours(actor: SignedIn, channelId: string, tours: PtzTour[]): Promise<Ptz> {
    return this.#change(actor, channelId, 'ptz.control', 'ptz.tours', (ptz) => ({ ...ptz, tours }));
  }

  async #change(
    actor: SignedIn,
    channelId: string,
    right: Action,
    action: string,
    change: (ptz: PtzRecord) => PtzRecord,
  ): Promise<Ptz> {
    const target = { kind: 'channel', id: channelId };
    const { path } = await recordRefusal(this.#store, actor, { action, target }, () =>
      this.#find(actor, channelId, right),
    );
    this.#service.tours.stop(channelId);
    const found = await this.#store.transaction(async ({ cameras, auditEvents }) => {
      const camera = await cameras.findByChannel(channelId);
      const channel = camera?.channels.find(({ id }) => id === channelId);
      if (!camera || !channel) throw new HubError('channel.unknown');
      if (channel.ptz === null) throw new HubError('ptz.none');
      channel.ptz = change(channel.ptz);
      await cameras.savePtz(channelId, channel.ptz);
      const { user, address } = actor;
      const detail = { camera: camera.name, limited: channel.ptz.limits !== null, tours: channel.ptz.tours.length };
      await auditEvents.add({ user, address, action, target, outcome: 'done', unitId: camera.unitId, detail });
      return { camera, channel, path };
    });
    this.#bus.publish('camera.changed', { cameraId: found.camera.id, path });
    return this.#view(found);
  }

  async #view({ camera, channel }: Pick<Found, 'camera' | 'channel'>): Promise<Ptz> {
    const { hands, tours, devices } = this.#service;
    const common = { touring: tours.running(channel.id), holder: hands.holder(channel.id) };
    if (channel.ptz === null) return { capabilities: null, presets: [], tours: [], limits: null, ...common };
    const { capabilities, limits, tours: kept } = channel.ptz;
    const presets = capabilities.presets ? await (await devices.of(camera, channel)).presets() : [];
    return { capabilities, presets, tours: kept, limits, ...common };
  }

  async #find(actor: SignedIn, channelId: string, right: Action): Promise<Found> {
    const camera = await this.#store.cameras.findByChannel(channelId);
    const channel = camera?.channels.find(({ id }) => id === channelId);
    if (!camera || !channel) throw new HubError('channel.unknown');
    const path = await this.#store.orgUnits.path(camera.unitId);
    authorise(actor, right, { path });
    return { camera, channel, path };
  }

  async #record(
    { user, address }: SignedIn,
    { camera, channel }: Pick<Found, 'camera' | 'channel'>,
    action: string,
    detail: Record<string, string>,
  ): Promise<void> {
    const target = { kind: 'channel', id: channel.id };
    const facts = { camera: camera.name, ...detail };
    await this.#store.auditEvents.add({
      user,
      address,
      action,
      target,
      outcome: 'done',
      unitId: camera.unitId,
      detail: facts,
    });
  }
}
