import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { MediaError } from '../error.ts';

const TRIES = 20;
const SOCKET_BUFFER_BYTES = 1_000_000;

/** A pair of neighbouring UDP ports, even and odd, for RTP and RTCP (RFC 3550, section 11): for cameras without TCP. */
export class UdpPair {
  /** Of RTP. */
  readonly port: number;
  readonly #sockets: readonly Socket[];

  /**
   * Only packets from `camera` are passed on.
   * @throws MediaError `process` where no two ports are free
   */
  static async open(local: string, camera: string, onPacket: (packet: Buffer) => void): Promise<UdpPair> {
    for (let left = TRIES; left > 0; left--) {
      const rtp = await bind(local, 0);
      const port = rtp?.address().port ?? 0;
      const rtcp = rtp === null || port % 2 === 1 ? null : await bind(local, port + 1);
      if (rtp !== null && rtcp !== null) {
        rtp.setRecvBufferSize(SOCKET_BUFFER_BYTES);
        rtp.on('message', (packet, from) => {
          if (from.address === camera) onPacket(packet);
        });
        return new UdpPair(port, [rtp, rtcp]);
      }
      rtp?.close();
    }
    throw new MediaError('process', 'no two UDP ports are free');
  }

  private constructor(port: number, sockets: readonly Socket[]) {
    this.port = port;
    this.#sockets = sockets;
    // Nothing is sent from here, so what fails is not ours to mend: then no packets come.
    for (const socket of sockets) socket.on('error', () => undefined);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

/** null where the port is taken. */
async function bind(address: string, port: number): Promise<Socket | null> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.bind(port, address);
  try {
    await once(socket, 'listening');
    return socket;
  } catch {
    socket.close();
    return null; // The caller tries other ports, and says so when there are none.
  }
}
