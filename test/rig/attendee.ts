import type { types } from 'mediasoup';
import type { Member } from '../../media/meeting/member.ts';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import type { AttendeeEnd } from './attendee-end.ts';
import { AttendeeMedia, type AttendeeWay } from './attendee-media.ts';
import { withoutBandwidthFeedback } from './offer.ts';

/** Somebody in a meeting without a browser, and without a server between: drives Member itself. */
export class Attendee extends AttendeeMedia {
  readonly member: Member;

  /** `tellsBandwidth`: the hub estimates the link, and fits pictures to it. */
  static async join(room: MeetingRoom, id: string, tellsBandwidth = false): Promise<Attendee> {
    const member = await room.join(id);
    const capabilities = capabilitiesOf(room, tellsBandwidth);
    const way: AttendeeWay = {
      connect: (transportId, dtls) => member.connect(transportId, dtls),
      produce: (source, rtpParameters) => member.produce(source, rtpParameters as unknown as types.RtpParameters),
      consume: (fromId, source, width) => member.consume(fromId, source, width, capabilities),
      show: (consumerId, width) => member.show(consumerId, width),
    };
    return new Attendee(member, way, await AttendeeMedia.connect(way, member));
  }

  private constructor(member: Member, way: AttendeeWay, ends: [AttendeeEnd, AttendeeEnd]) {
    super(way, ends);
    this.member = member;
  }

  override async close(): Promise<void> {
    this.member.close();
    await super.close();
  }
}

/** What a page that can do all would say it can; of feedback on bandwidth, none or the simple one (REMB). */
export function capabilitiesOf(room: MeetingRoom, tellsBandwidth = false): types.RtpCapabilities {
  // mediasoup has filled in what it lets others leave out.
  const all = room.rtpCapabilities as types.RtpCapabilities;
  if (!tellsBandwidth) return withoutBandwidthFeedback({ ...all });
  // mediasoup takes the other feedback where it can.
  return {
    ...all,
    headerExtensions: all.headerExtensions?.filter(({ uri }) => !uri.includes('transport-wide-cc')) ?? [],
  };
}
