/**
 * Proves a mediasoup-worker binary: a real WebRTC peer (werift, pure TypeScript) does ICE and DTLS with it, and RTP
 * packets sent in the clear must arrive at that peer through SRTP, decrypted, byte for byte.
 *
 * Starting a worker proves little: one built against an OpenSSL that it does not fit runs well until the first
 * browser's DTLS handshake, and dies there (see README.md).
 *
 * As a program: `node media/worker/self-test.ts PATH`; exit code 0 when the binary is good.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createWorker, type types } from 'mediasoup';
import { TestPeer } from './test-peer.ts';

const HOST = '127.0.0.1';
const SSRC = 0x51696e67;
const PCMA = { mimeType: 'audio/PCMA', payloadType: 8, clockRate: 8000, channels: 1 };
/** So many packets must arrive; they are sent 10 ms apart. */
const WANTED = 25;

/** What a good worker did. */
export interface SelfTestReport {
  /** RTP packets that arrived at the peer and held what was sent. */
  packets: number;
  /** From spawning the worker to the last of them, ms. */
  tookMs: number;
}

/**
 * Runs the test against the executable at `binary`, and stops the worker that it started.
 * Only a program that starts and then says nothing at all is left running: mediasoup gives no hold on it before its
 * first word. scripts/build-worker therefore ends the whole process group.
 *
 * @throws Error that says what went wrong: the worker did not start, died, or no packets came within `timeoutMs`.
 */
export async function selfTest(binary: string, timeoutMs = 20_000): Promise<SelfTestReport> {
  const began = performance.now();
  const ended = new AbortController();
  const timer = setTimeout(() => {
    ended.abort(new Error(`no media through the worker within ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    const worker = await Promise.race([createWorker({ workerBin: binary, logLevel: 'none' }), aborted(ended.signal)]);
    const stopped = once(worker, 'subprocessclose');
    worker.once('died', (error) => {
      ended.abort(new Error('the worker died at the first peer', { cause: error }));
    });
    try {
      const packets = await relayPackets(worker, ended.signal);
      return { packets, tookMs: Math.round(performance.now() - began) };
    } finally {
      worker.close();
      await stopped;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Sends RTP into the worker until the peer has enough of it; says how many packets came. */
async function relayPackets(worker: types.Worker, ended: AbortSignal): Promise<number> {
  const listenInfo = { protocol: 'udp', ip: HOST } as const;
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'audio', ...PCMA, preferredPayloadType: PCMA.payloadType }],
  });
  const input = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: true });
  const producer = await input.produce({
    kind: 'audio',
    rtpParameters: { codecs: [PCMA], encodings: [{ ssrc: SSRC }] },
  });
  const output = await router.createWebRtcTransport({ listenInfos: [listenInfo] });
  const consumer = await output.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });

  const enough = Promise.withResolvers<undefined>();
  const arrived = new Set<string>();
  const peer = new TestPeer(HOST, PCMA);
  const socket = createSocket('udp4');
  let sent = 0;
  const sending = setInterval(() => socket.send(rtpPacket(sent++), input.tuple.localPort, HOST), 10);
  try {
    const receiving = peer.receive(output, consumer, (payload) => {
      const text = payload.toString();
      if (text.length === 160 && text.startsWith('packet ')) arrived.add(text);
      if (arrived.size >= WANTED) enough.resolve(undefined);
    });
    await Promise.race([Promise.all([receiving, enough.promise]), aborted(ended)]);
    return arrived.size;
  } finally {
    clearInterval(sending);
    socket.close();
    await peer.close();
  }
}

/** 20 ms of "sound" that tells which packet it is. */
function rtpPacket(index: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0); // RTP version 2
  header.writeUInt8(PCMA.payloadType, 1);
  header.writeUInt16BE(index & 0xffff, 2);
  header.writeUInt32BE(index * 160, 4);
  header.writeUInt32BE(SSRC, 8);
  return Buffer.concat([header, Buffer.from(`packet ${index}`.padEnd(160))]);
}

/** Rejects with the signal's reason once it is aborted. */
async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

if (import.meta.main) {
  const [binary] = process.argv.slice(2);
  if (binary === undefined) throw new Error('usage: node media/worker/self-test.ts PATH');
  try {
    const { packets, tookMs } = await selfTest(binary);
    console.log(`self-test: ${packets} packets through DTLS and SRTP in ${tookMs} ms`);
  } catch (error) {
    console.error('self-test:', error instanceof Error ? error.message : error);
    // Not by the exit code alone: a program that never answered still holds the event loop.
    process.exit(1);
  }
}
