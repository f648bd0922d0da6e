import type { RoomJoined } from '../../server/contract/meeting-room.ts';
import type { RequestData, RequestName, RequestReply } from '../../server/contract/ws.ts';
import type { AttendeeEnd } from './attendee-end.ts';
import { AttendeeMedia, type AttendeeWay } from './attendee-media.ts';
import { withoutBandwidthFeedback } from './offer.ts';

type Joined = Extract<RoomJoined, { state: 'in' }>;
/** A page's socket: throws an Error with the hub's code where it refuses, as `Viewer.request` does. */
export type Request = <N extends RequestName>(request: N, data: RequestData<N>) => Promise<RequestReply<N>>;

/** Somebody in a meeting as a page is, by the hub's protocol, without a browser. The socket stays the caller's. */
export class AttendeePage extends AttendeeMedia {
  readonly joined: Joined;
  /** From the wish to come in to both ends connected, ms. */
  readonly joinMs: number;
  readonly #request: Request;

  /** Throws an Error with the hub's code where it refuses, and one of the lobby. */
  static async join(request: Request, meetingId: string, passcode?: string): Promise<AttendeePage> {
    const begun = performance.now();
    const joined = await request('room.join', { meetingId, ...(passcode === undefined ? {} : { passcode }) });
    if (joined.state !== 'in') throw new Error('in the lobby');
    const rtpCapabilities = withoutBandwidthFeedback(joined.rtpCapabilities);
    const way: AttendeeWay = {
      connect: (transportId, dtlsParameters) =>
        request('room.connect', { transportId, dtlsParameters: { ...dtlsParameters } }),
      produce: (source, rtpParameters) => request('room.produce', { source, rtpParameters }),
      consume: async (participantId, source, width) => {
        const { consumer } = await request('room.consume', { participantId, source, width, rtpCapabilities });
        return consumer;
      },
      show: (consumerId, width) => request('room.show', { consumerId, width }),
    };
    const ends = await AttendeeMedia.connect(way, joined);
    return new AttendeePage(request, joined, performance.now() - begun, way, ends);
  }

  private constructor(
    request: Request,
    joined: Joined,
    joinMs: number,
    way: AttendeeWay,
    ends: [AttendeeEnd, AttendeeEnd],
  ) {
    super(way, ends);
    this.#request = request;
    this.joined = joined;
    this.joinMs = joinMs;
  }

  /** Says goodbye; {@link close} alone is a page that is gone. */
  async leave(): Promise<void> {
    await this.#request('room.leave', {});
    await this.close();
  }
}
