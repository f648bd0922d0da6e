import type { ConsumerOptions, TransportOptions } from '../../server/contract/watch.ts';

interface Codec {
  mimeType: string;
  clockRate: number;
  payloadType: number;
}

/** Of mediasoup's parameters, which the contract leaves opaque, the codec and the SSRC of their only stream. */
export function streamOf({ rtpParameters }: ConsumerOptions): { codec: Codec; ssrc: number } {
  const { codecs, encodings } = rtpParameters as { codecs: Codec[]; encodings: { ssrc: number }[] };
  const [codec] = codecs;
  const [encoding] = encodings;
  if (codec === undefined || encoding === undefined) throw new Error('a consumer without a stream');
  return { codec, ssrc: encoding.ssrc };
}

/** werift sends no transport-wide feedback: with it in the offer, mediasoup would probe the link in vain. */
export function withoutBandwidthFeedback(capabilities: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(capabilities) as { codecs: { rtcpFeedback: { type: string }[] }[] };
  for (const codec of copy.codecs) {
    codec.rtcpFeedback = codec.rtcpFeedback.filter(({ type }) => type !== 'transport-cc' && type !== 'goog-remb');
  }
  return copy;
}

/** What mediasoup-client would hand to a browser: the transport and its one consumer as an SDP offer. */
export function offer(transport: TransportOptions, consumer: ConsumerOptions): string {
  const ice = transport.iceParameters as { usernameFragment: string; password: string };
  const { fingerprints } = transport.dtlsParameters as { fingerprints: { algorithm: string; value: string }[] };
  const { codec, ssrc } = streamOf(consumer);
  return [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    `m=${consumer.kind} 9 UDP/TLS/RTP/SAVPF ${codec.payloadType}`,
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=sendonly',
    'a=rtcp-mux',
    `a=rtpmap:${codec.payloadType} ${codec.mimeType.split('/')[1]}/${codec.clockRate}`,
    ...(consumer.kind === 'video'
      ? [`a=fmtp:${codec.payloadType} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f`]
      : []),
    `a=ssrc:${ssrc} cname:hub`,
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    ...transport.iceCandidates.map((candidate) => {
      const { foundation, protocol, priority, address, port } = candidate as Record<string, string | number>;
      return `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ host`;
    }),
    'a=end-of-candidates',
    ...fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    'a=setup:actpass',
    '',
  ].join('\r\n');
}
