import type { types } from 'mediasoup';
import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift';

/** A WebRTC peer that receives one audio consumer of a WebRtcTransport, as a browser would. */
export class TestPeer {
  readonly #connection: RTCPeerConnection;

  /** @param host the local address that packets come and go by */
  constructor(host: string, codec: { mimeType: string; clockRate: number; payloadType: number; channels: number }) {
    this.#connection = new RTCPeerConnection({
      codecs: { audio: [new RTCRtpCodecParameters(codec)] },
      iceServers: [],
      iceAdditionalHostAddresses: [host],
      iceUseIpv6: false,
    });
  }

  /** ICE and DTLS with the transport. `onPayload` then gets what the consumer's RTP packets hold, decrypted. */
  async receive(
    transport: types.WebRtcTransport,
    consumer: types.Consumer,
    onPayload: (payload: Buffer) => void,
  ): Promise<void> {
    this.#connection.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ payload }) => onPayload(payload));
    });
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: offer(transport, consumer) });
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    const fingerprints = this.#connection.dtlsTransports.flatMap((dtls) => dtls.localParameters.fingerprints);
    await transport.connect({
      dtlsParameters: {
        role: 'client',
        fingerprints: fingerprints.map(({ value }) => ({ algorithm: 'sha-256', value })),
      },
    });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

/** What mediasoup-client would hand to a browser: the transport and its one consumer as an SDP offer. */
function offer(transport: types.WebRtcTransport, consumer: types.Consumer): string {
  const { iceParameters: ice, iceCandidates, dtlsParameters } = transport;
  const { codecs, encodings, rtcp } = consumer.rtpParameters;
  const [codec] = codecs;
  const ssrc = encodings?.[0]?.ssrc;
  if (!codec || ssrc === undefined) throw new Error('the consumer has no codec or no SSRC');
  return [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${codec.payloadType}`,
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=sendonly',
    'a=rtcp-mux',
    `a=rtpmap:${codec.payloadType} ${codec.mimeType.replace('audio/', '')}/${codec.clockRate}`,
    `a=ssrc:${ssrc} cname:${rtcp?.cname ?? 'self-test'}`,
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    ...iceCandidates.map(
      ({ foundation, protocol, priority, address, port }) =>
        `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ host`,
    ),
    'a=end-of-candidates',
    ...dtlsParameters.fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    'a=setup:actpass',
    '',
  ].join('\r\n');
}
