import { once } from 'node:events';
import { observer, type types, workerBin } from 'mediasoup';
import { MeetingRoom, type MeetingRoomOptions } from '../../../media/meeting/meeting-room.ts';
import { Workers } from '../../../media/workers.ts';
import { Attendee } from '../../rig/attendee.ts';

/** Everything that may take a while on a busy machine gets so long, ms. */
export const PATIENCE = { timeout: 20_000, interval: 20 };

/** Whatever can go on has, as far as the next answer of a worker. */
export async function goneOn(): Promise<void> {
  await new Promise<void>((done) => {
    process.nextTick(done);
  });
}

/** A pool of workers with meetings and who attends them; mediasoup's own workers, to be asked what they hold. */
export class MeetingRig {
  readonly workers: Workers;
  /** mediasoup's own, as they were made. */
  readonly made: types.Worker[];
  readonly #transports: Map<string, types.Transport>;
  readonly #consumers: Map<string, types.Consumer>;
  readonly #rooms: MeetingRoom[] = [];
  readonly #attendees: Attendee[] = [];

  static async create(count: number): Promise<MeetingRig> {
    const made: types.Worker[] = [];
    const transports = new Map<string, types.Transport>();
    const consumers = new Map<string, types.Consumer>();
    observer.on('newworker', (worker) => {
      made.push(worker);
      worker.observer.on('newrouter', (router) =>
        router.observer.on('newtransport', (transport) => {
          transports.set(transport.id, transport);
          transport.observer.on('newconsumer', (consumer) => consumers.set(consumer.id, consumer));
        }),
      );
    });
    const workers = await Workers.create({ count, binary: workerBin, listenHost: '127.0.0.1', firstPort: 0 });
    return new MeetingRig(workers, made, transports, consumers);
  }

  private constructor(
    workers: Workers,
    made: types.Worker[],
    transports: Map<string, types.Transport>,
    consumers: Map<string, types.Consumer>,
  ) {
    this.workers = workers;
    this.made = made;
    this.#transports = transports;
    this.#consumers = consumers;
  }

  async room(options?: MeetingRoomOptions): Promise<MeetingRoom> {
    const room = await MeetingRoom.create(this.workers, options);
    this.#rooms.push(room);
    return room;
  }

  async join(room: MeetingRoom, id: string, tellsBandwidth = false): Promise<Attendee> {
    const attendee = await Attendee.join(room, id, tellsBandwidth);
    this.#attendees.push(attendee);
    return attendee;
  }

  /** Routers of the living workers, and everything else that they can be asked by id, by their own word. */
  async held(): Promise<{ routers: number; handlers: number }> {
    const dumps = await Promise.all(this.made.filter(({ closed }) => !closed).map((worker) => worker.dump()));
    const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
    return {
      routers: sum(dumps.map(({ routerIds }) => routerIds.length)),
      handlers: sum(
        dumps.map(({ channelMessageHandlers: { channelRequestHandlers } }) => channelRequestHandlers.length),
      ),
    };
  }

  /** The hub's estimate of an attendee's link is no more than this from now on, bit/s. */
  async narrow(attendee: Attendee, bitrate: number): Promise<void> {
    await this.#transports.get(attendee.member.receive.id)?.setMaxOutgoingBitrate(bitrate);
  }

  /** Whether the hub itself does not send what a consumer is of. */
  isPaused(consumerId: string): boolean {
    return this.#consumers.get(consumerId)?.paused ?? true;
  }

  /** The consumers that carry sources to other branches. */
  get pipes(): types.Consumer[] {
    return [...this.#consumers.values()].filter(({ type, closed }) => type === 'pipe' && !closed);
  }

  /** Resolves when the next producer of an attendee is there, and whatever was waiting for it has gone on. */
  async produced(attendee: Attendee): Promise<void> {
    const transport = this.#transports.get(attendee.member.send.id);
    if (transport === undefined) throw new RangeError('no such transport');
    await once(transport.observer, 'newproducer');
    await goneOn();
  }

  async close(): Promise<void> {
    await Promise.all(this.#attendees.map((attendee) => attendee.close()));
    for (const room of this.#rooms) room.close();
    await this.workers.close();
    observer.removeAllListeners('newworker');
  }
}
