import { EventEmitter } from 'node:events';
import {
  candidateFromIce,
  Candidate,
  ProtectionProfileAes128CmHmacSha1_80,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type RtcpPacket,
  type RtpHeader,
  type RtpPacket,
} from 'werift';
import { CountingDtls, type OnCounted } from './attendee-counter.ts';

/** What the hub tells of a transport, as far as an end needs it. */
export interface EndOptions {
  iceParameters: unknown;
  iceCandidates: readonly unknown[];
  dtlsParameters: unknown;
}

/** For the hub's `connect`. */
export interface EndDtls {
  role: 'client';
  fingerprints: { algorithm: 'sha-256'; value: string }[];
}

/** The far end of a WebRtcTransport: ICE, DTLS and SRTP by werift, and no SDP. */
export class AttendeeEnd extends EventEmitter<{ rtp: [RtpPacket]; rtcp: [RtcpPacket] }> {
  readonly #ice: RTCIceTransport;
  readonly #dtls: RTCDtlsTransport;

  /**
   * Connected when it resolves. `connect` takes our side to the hub. With `onCounted` packets are counted there, and
   * decrypted only where {@link read} says so; nothing is emitted.
   */
  static async open(
    options: EndOptions,
    connect: (dtls: EndDtls) => Promise<unknown>,
    onCounted?: OnCounted,
  ): Promise<AttendeeEnd> {
    const { fingerprints } = options.dtlsParameters as { fingerprints: { algorithm: string; value: string }[] };
    await RTCDtlsTransport.SetupCertificate();
    const gatherer = new RTCIceGatherer({ useIpv6: false, additionalHostAddresses: ['127.0.0.1'] });
    const ice = new RTCIceTransport(gatherer);
    ice.connection.iceControlling = true;
    ice.setRemoteParams(iceOf(options.iceParameters));
    await ice.gather();
    for (const candidate of options.iceCandidates)
      await ice.addRemoteCandidate(candidateFromIce(candidateOf(candidate)));
    await ice.addRemoteCandidate();
    const Dtls = onCounted === undefined ? RTCDtlsTransport : CountingDtls;
    const dtls = new Dtls({}, ice, undefined, [ProtectionProfileAes128CmHmacSha1_80]);
    if (dtls instanceof CountingDtls && onCounted !== undefined) dtls.onCounted = onCounted;
    dtls.role = 'client';
    const theirs = fingerprints.map(({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value));
    dtls.setRemoteParams(new RTCDtlsParameters(theirs, 'server'));
    const end = new AttendeeEnd(ice, dtls);
    const ours = dtls.localParameters.fingerprints.map(({ value }) => ({ algorithm: 'sha-256' as const, value }));
    await Promise.all([connect({ role: 'client', fingerprints: ours }), ice.start().then(() => dtls.start())]);
    return end;
  }

  private constructor(ice: RTCIceTransport, dtls: RTCDtlsTransport) {
    super();
    this.#ice = ice;
    this.#dtls = dtls;
    this.setMaxListeners(0);
    dtls.onRtp.subscribe((packet) => this.emit('rtp', packet));
    dtls.onRtcp.subscribe((packet) => this.emit('rtcp', packet));
  }

  /** Of an end that counts: whether packets of this stream are decrypted. */
  read(ssrc: number, wanted: boolean): void {
    if (!(this.#dtls instanceof CountingDtls)) throw new TypeError('this end reads everything');
    if (wanted) this.#dtls.read.add(ssrc);
    else this.#dtls.read.delete(ssrc);
  }

  /** Sends one RTP packet; lost ones are lost. */
  send(header: RtpHeader, payload: Buffer): void {
    void this.#dtls.sendRtp(payload, header);
  }

  sendRtcp(packet: RtcpPacket): void {
    void this.#dtls.sendRtcp([packet]);
  }

  /** A change of network: a new round of ICE with what the hub has answered. */
  async restartIce(iceParameters: unknown, iceCandidates: readonly unknown[]): Promise<void> {
    this.#ice.setRemoteParams(iceOf(iceParameters));
    await this.#ice.gather();
    for (const candidate of iceCandidates) await this.#ice.addRemoteCandidate(candidateFromIce(candidateOf(candidate)));
    await this.#ice.start();
  }

  async close(): Promise<void> {
    this.removeAllListeners();
    await this.#dtls.stop();
    await this.#ice.stop();
  }
}

function iceOf(parameters: unknown): RTCIceParameters {
  const { usernameFragment, password } = parameters as { usernameFragment: string; password: string };
  return new RTCIceParameters({ iceLite: true, usernameFragment, password });
}

function candidateOf(candidate: unknown): Candidate {
  const { foundation, protocol, priority, address, port, type, tcpType } = candidate as {
    foundation: string;
    protocol: string;
    priority: number;
    address: string;
    port: number;
    type: string;
    tcpType?: string;
  };
  return new Candidate(foundation, 1, protocol, priority, address, port, type, undefined, undefined, tcpType);
}
