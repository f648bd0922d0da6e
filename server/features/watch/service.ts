import { MediaError, type Relays, type RelaySource, type Workers } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Ticket, TicketIssue } from '../../contract/grant.ts';
import type { ConsumerOptions, OpenTransports, Watch, WatchEnd, WatchPace, WatchStart } from '../../contract/watch.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { AuditBacklog } from '../../store/audit-backlog.ts';
import type { Store } from '../../store/store.ts';
import type { Tickets } from '../../tickets.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';
import { type ChannelStates, relayKey, relayKeys } from './channel-states.ts';
import { type OpenWatch, Page } from './page.ts';
import { alarm, Permit } from './permit.ts';
import type { Posters } from './posters.ts';
import { type EndReason, type Look, WatchRecord, wishOf } from './record.ts';
import { relaySource, sameStream, streamFor } from './stream.ts';
import { connectTransport, consumerOptions, openTransports } from './transports.ts';

interface WatchParts {
  store: Store;
  backlog: AuditBacklog;
  rights: Rights;
  tickets: Tickets;
  workers: Workers;
  relays: Relays;
  ranges: CameraRanges;
  states: ChannelStates;
  posters: Posters;
  bus: Bus;
  /** Told what could not be recorded or stopped after the fact. */
  onError: (error: unknown) => void;
}

/**
 * From a tile to a camera and back: who watches what, written down before the picture flows and when it ends; and no
 * picture outlives the leave to see it.
 */
export class WatchService {
  readonly #parts: WatchParts;
  readonly #record: WatchRecord;
  readonly #permit: Permit;
  readonly #pages = new Map<HubSocket, Page>();
  readonly #endings = new Set<Promise<void>>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#record = new WatchRecord(parts.store, parts.backlog);
    this.#permit = new Permit(parts.rights, parts.tickets, this.#record);
    const ofUser = ({ userId }: { userId: string }): void => this.#judgeWhere(({ actor }) => actor.user.id === userId);
    parts.bus.subscribe('grant.changed', ofUser);
    parts.bus.subscribe('user.changed', ofUser);
    parts.bus.subscribe('place.changed', () => this.#judgeWhere(() => true));
    parts.bus.subscribe('channel.ended', ({ channelIds, reason }) => this.#endChannels(channelIds, reason));
    parts.relays.on('close', (relay) => this.#endWhere((watch) => watch.lease.relay === relay, 'worker'));
  }

  /** The page's transports in all rooms. @throws HubError `media.invalid` */
  open(socket: HubSocket, rtpCapabilities: Record<string, unknown>): Promise<OpenTransports['transports']> {
    return openTransports(this.#pageOf(socket), socket.id, this.#parts.workers.rooms, rtpCapabilities);
  }

  /** A key to one picture. @throws HubError `channel.unknown`, `grant.ended`, `grant.scope` */
  ticket(socket: HubSocket, wish: TicketIssue): Promise<Ticket> {
    return this.#permit.issue(socket.actor, wish);
  }

  /**
   * Everything starts paused.
   * @throws HubError `ticket.invalid`, `grant.*`, `channel.unknown`, `watch.too-many`, `camera.*`, `media.invalid`,
   * `request.cancelled`; MediaError
   */
  async start(socket: HubSocket, { ticket, width, rtpCapabilities }: WatchStart): Promise<Watch> {
    const { actor } = socket;
    const page = this.#pageOf(socket);
    const free = page.reserve();
    try {
      const leave = await this.#permit.redeem(actor, ticket);
      const stream = streamFor(leave, width);
      const source = await relaySource(stream, this.#parts.ranges);
      const look = { actor, leave, stream, startedAt: Date.now() };
      // Not written, not watched.
      await this.#record.begun(look);
      const watch = await this.#open(socket, page, look, () => source, rtpCapabilities).catch(
        async (error: unknown) => {
          await this.#record.ended(look, 'failed');
          throw error;
        },
      );
      await this.#confirm(socket, page, watch);
      return this.#told(watch);
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

  /**
   * A new consumer, paused, in the place of the one before: of all pictures or of keyframes alone. It is still the same
   * watch, on record already.
   * @throws HubError `watch.unknown`, also where it ended meanwhile; `media.invalid`; MediaError
   */
  async pace(socket: HubSocket, { watchId, pace }: WatchPace): Promise<ConsumerOptions> {
    const { view, lease, peer } = this.#pageOf(socket).watch(watchId);
    const consumer = await view.setPace(pace).catch((cause: unknown) => {
      if (lease.relay.closing || peer.closed) throw new MediaError('process', 'the relay ended');
      throw new HubError('media.invalid', {}, { cause });
    });
    if (consumer === null) throw new HubError('watch.unknown');
    return consumerOptions(consumer);
  }

  /** @throws HubError `watch.unknown` */
  release(socket: HubSocket, watchId: string): void {
    const page = this.#pageOf(socket);
    this.#end(socket, page, page.watch(watchId), 'released');
  }

  /** @throws HubError `transport.unknown`, `media.invalid` */
  connect(socket: HubSocket, transportId: string, dtlsParameters: Record<string, unknown>): Promise<void> {
    return connectTransport(this.#pageOf(socket).peer(transportId), dtlsParameters);
  }

  /**
   * The last picture of a channel, JPEG, for the session that watches it at this moment.
   * @throws HubError `poster.none`, also for a watch of another session, and where the leave is over
   */
  async poster(sessionId: string, watchId: string): Promise<Buffer> {
    const find = (): OpenWatch | undefined => {
      const own = [...this.#pages].filter(([socket]) => socket.sessionId === sessionId && !socket.closed);
      return own.map(([, page]) => page.watches.get(watchId)).find((watch) => watch !== undefined);
    };
    const watch = find();
    // What has just been taken away, and not been ended yet, counts.
    const leave = watch && (await this.#permit.again(watch.actor, wishOf(watch)).catch(nullIfRefused));
    const jpeg = leave && (await this.#parts.posters.jpeg(leave.camera, leave.channel));
    if (!jpeg || find() === undefined) throw new HubError('poster.none');
    return jpeg;
  }

  /** Resolves when the end of every watch is written. Call it after all sockets are closed. */
  async close(): Promise<void> {
    await Promise.all(this.#endings);
  }

  async #open(
    socket: HubSocket,
    page: Page,
    look: Look,
    source: () => RelaySource,
    rtpCapabilities: Record<string, unknown>,
  ): Promise<OpenWatch> {
    const lease = await this.#parts.relays.acquire(relayKey(look.stream.channel.id, look.stream.profile.role), source);
    try {
      const { relay } = lease;
      this.#parts.posters.note(relay, look.stream);
      const peer = await relay.room.peer(socket.id);
      page.addPeer(peer);
      // Opaque by contract: mediasoup itself validates them.
      const capabilities = rtpCapabilities as unknown as Parameters<typeof relay.view>[1];
      const view = await relay.view(peer, capabilities).catch((cause: unknown) => {
        if (relay.closing || peer.closed) throw new MediaError('process', 'the relay ended');
        throw new HubError('media.invalid', {}, { cause });
      });
      return { ...look, id: newId(), lease, peer, view };
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  /**
   * Puts the watch where all that ends watches finds it, and only then looks once more: what changed before is seen
   * here, and what changes later ends it from there.
   */
  async #confirm(socket: HubSocket, page: Page, watch: OpenWatch): Promise<void> {
    page.watches.set(watch.id, watch);
    try {
      if (socket.closed) throw new HubError('request.cancelled');
      if (watch.lease.relay.closing) throw new MediaError('process', 'the relay ended');
      const leave = await this.#permit.again(watch.actor, wishOf(watch));
      if (!sameStream(leave.camera, watch.stream)) {
        // Begun with what was true a moment ago: nobody else may join it.
        this.#later(this.#parts.relays.stop(watch.lease.relay.key));
        throw new HubError('channel.unknown');
      }
      // Who asks again is told the true reason.
      if (!page.watches.has(watch.id)) throw new MediaError('process', 'it ended while it began');
      this.#setAlarm(socket, page, watch, leave);
    } catch (error) {
      this.#end(socket, page, watch, 'failed');
      if (socket.closed) page.closePeers();
      throw error;
    }
  }

  #told({ id, stream, peer, view }: OpenWatch): Watch {
    const { camera, channel, profile } = stream;
    return {
      watchId: id,
      profile: profile.role,
      transport: peer.transportOptions,
      video: consumerOptions(view.video),
      audio: view.audio && consumerOptions(view.audio),
      state: this.#parts.states.of(channel.id),
      posterAt: this.#parts.posters.at(camera, channel),
    };
  }

  /** Ends those that are not permitted any more; all others go on undisturbed. */
  #judgeWhere(isMeant: (watch: OpenWatch) => boolean): void {
    for (const [socket, page] of this.#pages) {
      for (const watch of page.watches.values()) {
        if (isMeant(watch)) this.#later(this.#judge(socket, page, watch));
      }
    }
  }

  async #judge(socket: HubSocket, page: Page, watch: OpenWatch): Promise<void> {
    try {
      this.#setAlarm(socket, page, watch, await this.#permit.again(watch.actor, wishOf(watch)));
    } catch (error) {
      // Where nobody can tell whether it is permitted, it is not.
      this.#end(socket, page, watch, 'grant');
      if (!(error instanceof HubError)) throw error;
    }
  }

  #setAlarm(socket: HubSocket, page: Page, watch: OpenWatch, leave: Leave): void {
    clearTimeout(watch.alarm);
    if (!page.watches.has(watch.id)) return;
    watch.alarm = alarm(leave, () => this.#later(this.#judge(socket, page, watch)));
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
    // First: what the end of the last watch would leave behind is not to be kept.
    this.#parts.posters.drop(channelIds);
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
    clearTimeout(watch.alarm);
    watch.view.close();
    watch.lease.release();
    if (isTold(reason)) socket.notify('watch.ended', { watchId: watch.id, reason });
    this.#later(this.#record.ended(watch, reason));
  }

  #later(work: Promise<void>): void {
    const ending = work.catch(this.#parts.onError).finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}

/** A page that asked for the end needs not be told. */
function isTold(reason: EndReason): reason is WatchEnd {
  return reason !== 'released' && reason !== 'left' && reason !== 'failed';
}

/** @throws all that is no refusal */
function nullIfRefused(error: unknown): null {
  if (error instanceof HubError) return null;
  throw error;
}
