import { type Lease, MediaError, type Relays, type View, type Workers } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { ConsumerOptions, OpenTransports, Watch, WatchEnd, WatchStart } from '../../contract/watch.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import type { Store } from '../../store/store.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { type ChannelStates, relayKey, relayKeys } from './channel-states.ts';
import { type OpenWatch, Page } from './page.ts';
import { findStream, relaySource, type Stream } from './stream.ts';

/** Why a watch ended, for the record. */
type EndReason = WatchEnd | 'released' | 'left' | 'failed';

interface WatchParts {
  store: Store;
  workers: Workers;
  relays: Relays;
  ranges: CameraRanges;
  states: ChannelStates;
  bus: Bus;
  /** Told what could not be recorded or stopped after the fact. */
  onError: (error: unknown) => void;
}

/** From a tile to a camera and back: who watches what, written down before the picture flows and when it ends. */
export class WatchService {
  readonly #parts: WatchParts;
  readonly #pages = new Map<HubSocket, Page>();
  readonly #endings = new Set<Promise<void>>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
    parts.bus.subscribe('channel.ended', ({ channelIds, reason }) => this.#endChannels(channelIds, reason));
    parts.relays.on('close', (relay) => this.#endWhere((watch) => watch.lease.relay === relay, 'worker'));
  }

  /** The page's transports in all rooms. @throws HubError `media.invalid` */
  async open(socket: HubSocket, rtpCapabilities: Record<string, unknown>): Promise<OpenTransports['transports']> {
    const page = this.#pageOf(socket);
    const opened = this.#parts.workers.rooms.map(async (room) => {
      const peer = await room.peer(socket.id);
      page.addPeer(peer);
      // Opaque by contract: mediasoup itself validates them.
      const capabilities = rtpCapabilities as unknown as Parameters<typeof room.consumeSilence>[1];
      const silence = await room.consumeSilence(peer, capabilities).catch((cause: unknown) => {
        throw new HubError('media.invalid', {}, { cause });
      });
      return { transport: peer.transportOptions, silence: consumerOptions(silence) };
    });
    return Promise.all(opened);
  }

  /**
   * Everything starts paused.
   * @throws HubError `channel.unknown`, `watch.too-many`, `camera.*`, `media.invalid`, `request.cancelled`; MediaError
   */
  async start(socket: HubSocket, { channelId, width, rtpCapabilities }: WatchStart): Promise<Watch> {
    const actor = authorise(socket.actor, 'camera.watch', { kind: 'channel', id: channelId });
    const page = this.#pageOf(socket);
    const free = page.reserve();
    try {
      const { store, ranges, relays } = this.#parts;
      const stream = await findStream(store.cameras, channelId, width);
      const source = await relaySource(stream, ranges);
      const startedAt = Date.now();
      // Not written, not watched.
      await this.#record(actor, 'camera.watch', stream, { role: stream.profile.role });
      let lease: Lease | null = null;
      try {
        lease = await relays.acquire(relayKey(channelId, stream.profile.role), () => source);
        return await this.#open(socket, page, { id: newId(), stream, lease, startedAt }, rtpCapabilities);
      } catch (error) {
        lease?.release();
        await this.#recordEnd(actor, stream, startedAt, 'failed');
        throw error;
      }
    } finally {
      free();
    }
  }

  /** Lets the picture flow, and the sound if wanted. @throws HubError `watch.unknown` */
  async resume(socket: HubSocket, watchId: string, sound: boolean): Promise<void> {
    await this.#pageOf(socket).watch(watchId).view.resume(sound);
  }

  /** @throws HubError `watch.unknown` */
  async pause(socket: HubSocket, watchId: string): Promise<void> {
    await this.#pageOf(socket).watch(watchId).view.pause();
  }

  /** @throws HubError `watch.unknown` */
  release(socket: HubSocket, watchId: string): void {
    const page = this.#pageOf(socket);
    this.#end(socket, page, page.watch(watchId), 'released');
  }

  /** @throws HubError `transport.unknown`, `media.invalid` */
  async connect(socket: HubSocket, transportId: string, dtlsParameters: Record<string, unknown>): Promise<void> {
    const peer = this.#pageOf(socket).peer(transportId);
    // Opaque by contract: mediasoup itself validates them.
    const parameters = dtlsParameters as unknown as Parameters<typeof peer.connect>[0];
    await peer.connect(parameters).catch((cause: unknown) => {
      throw new HubError('media.invalid', {}, { cause });
    });
  }

  /** Resolves when the end of every watch is written. Call it after all sockets are closed. */
  async close(): Promise<void> {
    await Promise.all(this.#endings);
  }

  async #open(
    socket: HubSocket,
    page: Page,
    begun: Omit<OpenWatch, 'view'>,
    rtpCapabilities: Record<string, unknown>,
  ): Promise<Watch> {
    const { lease, stream, id } = begun;
    const { relay } = lease;
    const peer = await relay.room.peer(socket.id);
    page.addPeer(peer);
    // Opaque by contract: mediasoup itself validates them.
    const capabilities = rtpCapabilities as unknown as Parameters<typeof relay.view>[1];
    const view = await relay.view(peer, capabilities).catch((cause: unknown) => {
      if (relay.closing || peer.closed) throw new MediaError('process', 'the relay ended');
      throw new HubError('media.invalid', {}, { cause });
    });
    try {
      const now = await this.#parts.store.cameras.find(stream.camera.id);
      if (now?.updatedAt !== stream.camera.updatedAt && !sameStream(now, stream)) throw new HubError('channel.unknown');
      if (relay.closing) throw new MediaError('process', 'the relay ended');
      if (socket.closed) throw new HubError('request.cancelled');
    } catch (error) {
      view.close();
      if (socket.closed) page.closePeers();
      throw error;
    }
    page.watches.set(id, { ...begun, view });
    return {
      watchId: id,
      profile: stream.profile.role,
      transport: peer.transportOptions,
      video: consumerOptions(view.video),
      audio: view.audio && consumerOptions(view.audio),
      state: this.#parts.states.of(stream.channel.id),
    };
  }

  #pageOf(socket: HubSocket): Page {
    const known = this.#pages.get(socket);
    if (known !== undefined) return known;
    if (socket.closed) throw new HubError('request.cancelled');
    const page = new Page((transportId) => socket.notify('transport.closed', { transportId }));
    this.#pages.set(socket, page);
    socket.once('close', () => {
      this.#pages.delete(socket);
      for (const watch of [...page.watches.values()]) this.#end(socket, page, watch, 'left');
      page.closePeers();
    });
    return page;
  }

  #endChannels(channelIds: readonly string[], reason: 'camera-removed' | 'camera-changed'): void {
    this.#endWhere(({ stream }) => channelIds.includes(stream.channel.id), reason);
    for (const key of channelIds.flatMap(relayKeys)) this.#later(this.#parts.relays.stop(key));
  }

  #endWhere(isMeant: (watch: OpenWatch) => boolean, reason: WatchEnd): void {
    for (const [socket, page] of this.#pages) {
      for (const watch of [...page.watches.values()]) {
        if (isMeant(watch)) this.#end(socket, page, watch, reason);
      }
    }
  }

  #end(socket: HubSocket, page: Page, watch: OpenWatch, reason: EndReason): void {
    if (!page.watches.delete(watch.id)) return;
    watch.view.close();
    watch.lease.release();
    if (isTold(reason)) socket.notify('watch.ended', { watchId: watch.id, reason });
    this.#later(this.#recordEnd(socket.actor, watch.stream, watch.startedAt, reason));
  }

  #later(work: Promise<void>): void {
    const ending = work.catch(this.#parts.onError).finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }

  #recordEnd(actor: SignedIn, stream: Stream, startedAt: number, reason: EndReason): Promise<void> {
    return this.#record(actor, 'camera.watch-end', stream, { durationMs: Date.now() - startedAt, reason });
  }

  async #record(
    { user, address }: SignedIn,
    action: string,
    { camera, channel }: Stream,
    detail: Record<string, string | number>,
  ): Promise<void> {
    const target = { kind: 'channel', id: channel.id };
    const outcome = detail['reason'] === 'failed' ? 'failed' : 'done';
    await this.#parts.store.auditEvents.add({
      ...{ user, address, action, target, outcome },
      detail: { camera: camera.name, channel: channel.name, ...detail },
    });
  }
}

/** A page that asked for the end needs not be told. */
function isTold(reason: EndReason): reason is WatchEnd {
  return reason !== 'released' && reason !== 'left' && reason !== 'failed';
}

/** A renamed camera is still the same picture. */
function sameStream(now: Stream['camera'] | null, { channel, profile }: Stream): boolean {
  const same = now?.channels.find(({ id }) => id === channel.id)?.profiles.find(({ role }) => role === profile.role);
  return same?.streamUri === profile.streamUri;
}

function consumerOptions({ id, producerId, kind, rtpParameters }: View['video']): ConsumerOptions {
  return { id, producerId, kind, rtpParameters };
}
