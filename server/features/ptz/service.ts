import type { PtzDevice } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { PtzAct, PtzDone } from '../../contract/ptz.ts';
import { HubError } from '../../errors.ts';
import { authorise, rankOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { Store } from '../../store/store.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { PtzDevices } from './devices.ts';
import { Hands, HOLD } from './hands.ts';
import { after, allows } from './limits.ts';
import { type Going, Movement } from './movement.ts';
import { settle } from './settle.ts';
import { Tours } from './tours.ts';

interface PtzParts {
  store: Store;
  rights: Rights;
  ranges: CameraRanges;
  bus: Bus;
  onError: (error: unknown) => void;
}

type Act = PtzAct['act'];

/** One camera that somebody moves: what goes on, and whose page it hangs on. */
interface Moving {
  movement: Movement;
  socket: HubSocket;
  userId: string;
}

/** Turns cameras for those who see them, one hand at a time; every movement ends. */
export class PtzService {
  readonly devices: PtzDevices;
  readonly hands = new Hands();
  readonly tours: Tours;
  readonly #parts: PtzParts;
  readonly #moving = new Map<string, Moving>();
  readonly #pages = new WeakSet<HubSocket>();
  readonly #idle = new Map<string, NodeJS.Timeout>();

  constructor(parts: PtzParts) {
    this.#parts = parts;
    this.devices = new PtzDevices(parts.ranges);
    this.tours = new Tours(parts.onError);
    parts.bus.subscribe('channel.ended', ({ channelIds }) => {
      for (const channelId of channelIds) {
        this.tours.stop(channelId);
        void this.#stop(channelId);
      }
    });
  }

  /**
   * One act of a page. A stop is never refused to whom moves it.
   * @throws HubError `grant.*`, `channel.unknown`, `permission.denied`, `ptz.held`, `ptz.none`, `ptz.limit`; MediaError
   */
  async act(socket: HubSocket, { channelId, grantId, act }: PtzAct): Promise<PtzDone> {
    if (act.kind === 'stop') {
      if (this.#moving.get(channelId)?.userId === socket.actor.user.id) await this.#stop(channelId);
      return this.#done(channelId);
    }
    const target = { kind: 'channel', id: channelId };
    const leave = await recordRefusal(this.#parts.store, socket.actor, { action: 'ptz.act', target }, () =>
      this.leave(socket.actor, channelId, grantId),
    ).catch(async (error: unknown) => {
      // The leave has just ended, in the middle of a movement.
      if (this.#moving.get(channelId)?.userId === socket.actor.user.id) await this.#stop(channelId);
      throw error;
    });
    const device = await this.devices.of(leave.camera, leave.channel);
    await this.#take(socket.actor, leave, act);
    if (act.kind !== 'tour') this.tours.stop(channelId);
    await this.#do(socket, leave, device, act);
    this.#keep(channelId, leave.path);
    return this.#done(channelId);
  }

  /** Leave to see it and to move it, as of now. @throws HubError `grant.*`, `channel.unknown`, `permission.denied` */
  async leave(actor: SignedIn, channelId: string, grantId: string): Promise<Leave> {
    const user = await this.#parts.rights.user(actor.user.id);
    if (user === null) throw new HubError('session.required');
    const leave = await this.#parts.rights.watch(user, channelId, grantId);
    authorise({ ...actor, user }, 'ptz.control', { path: leave.path });
    return leave;
  }

  /** Stops all that moves; resolves when every device was told. */
  async close(): Promise<void> {
    this.tours.close();
    for (const timer of this.#idle.values()) clearTimeout(timer);
    await Promise.all([...this.#moving.keys()].map((channelId) => this.#stop(channelId)));
  }

  /** The camera comes into this hand; what another hand did with it ends. Not written, not taken. */
  async #take(actor: SignedIn, { camera, channel, path, grant }: Leave, act: Act): Promise<void> {
    const { user, address } = actor;
    const rank = rankOf(actor, 'ptz.control', { path });
    const { begun, from } = this.hands.take(channel.id, { userId: user.id, name: user.name || user.username, rank });
    if (!begun) return;
    try {
      await this.#parts.store.auditEvents.add({
        ...{ user, address, outcome: 'done', purpose: grant.purpose, unitId: camera.unitId },
        action: from === null ? 'ptz.take' : 'ptz.pre-empt',
        target: { kind: 'channel', id: channel.id },
        detail: { camera: camera.name, act: act.kind, grant: grant.id, ...(from !== null && { from: from.name }) },
      });
    } catch (error) {
      this.hands.release(channel.id, user.id);
      throw error;
    } finally {
      if (from !== null) await this.#stop(channel.id);
    }
    this.#tell(channel.id, path);
  }

  async #do(
    socket: HubSocket,
    { channel }: Leave,
    device: PtzDevice,
    act: Exclude<Act, { kind: 'stop' }>,
  ): Promise<void> {
    const limits = channel.ptz?.limits ?? null;
    switch (act.kind) {
      case 'move':
        return this.#go(socket, channel.id, device, limits, {
          kind: 'move',
          speed: { pan: act.pan, tilt: act.tilt, zoom: act.zoom },
        });
      case 'focus':
        return this.#go(socket, channel.id, device, limits, { kind: 'focus', speed: act.speed });
      case 'step': {
        const at = limits === null ? null : await device.position();
        if (limits !== null && (at === null || !allows(limits, after(at, act)))) throw new HubError('ptz.limit');
        return device.step(act);
      }
      case 'go':
        if (!allows(limits, act.position)) throw new HubError('ptz.limit');
        return device.go(act.position);
      case 'preset':
        return settle(device, limits, () => device.preset(act.token));
      case 'home':
        return settle(device, limits, () => device.home());
      case 'tour': {
        const tour = channel.ptz?.tours.find(({ id }) => id === act.tourId);
        if (act.tourId === null) this.tours.stop(channel.id);
        else if (tour === undefined) throw new HubError('ptz.tour-unknown');
        else this.tours.start(channel.id, tour, (token) => settle(device, limits, () => device.preset(token)));
      }
    }
  }

  async #go(
    socket: HubSocket,
    channelId: string,
    device: PtzDevice,
    limits: ConstructorParameters<typeof Movement>[1],
    going: Going,
  ): Promise<void> {
    if (socket.closed) throw new HubError('request.cancelled');
    this.#stopWithPage(socket);
    const known = this.#moving.get(channelId);
    if (known !== undefined && known.socket === socket && !known.movement.ending) return known.movement.go(going);
    if (known !== undefined) await this.#stop(channelId);
    const movement = new Movement(device, limits, () => {
      if (this.#moving.get(channelId)?.movement === movement) this.#moving.delete(channelId);
    });
    this.#moving.set(channelId, { movement, socket, userId: socket.actor.user.id });
    return movement.go(going);
  }

  #stopWithPage(socket: HubSocket): void {
    if (this.#pages.has(socket)) return;
    this.#pages.add(socket);
    socket.once('close', () => {
      for (const [channelId, moving] of this.#moving) if (moving.socket === socket) void this.#stop(channelId);
    });
  }

  async #stop(channelId: string): Promise<void> {
    await this.#moving.get(channelId)?.movement.stop();
  }

  #done(channelId: string): PtzDone {
    return { holder: this.hands.holder(channelId), at: Date.now() };
  }

  #tell(channelId: string, path: string[]): void {
    this.#parts.bus.publish('ptz.holder', { holder: this.hands.holder(channelId), path });
  }

  /** When nothing more comes from the hand, pages are told that it is free. */
  #keep(channelId: string, path: string[]): void {
    clearTimeout(this.#idle.get(channelId));
    const timer = setTimeout(() => {
      this.#idle.delete(channelId);
      this.#tell(channelId, path);
    }, HOLD + 10);
    this.#idle.set(channelId, timer.unref());
  }
}
