import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const FIRST_PORT = 16_384;
const LAST_PORT = 16_484;

function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 1 << 20 });
  const bound = once(socket, 'listening').then(
    () => socket,
    (error: unknown) => {
      socket.close();
      throw error;
    },
  );
  socket.bind(port, address);
  return bound;
}

/** The pair of ports that one device sends RTP and RTCP from, to all its UDP sessions; open while there are any. */
export class UdpPorts {
  readonly #address: string;
  #pair: Promise<{ rtp: Socket; rtcp: Socket; port: number }> | null = null;
  #users = 0;

  constructor(address: string) {
    this.#address = address;
  }

  /** Opens the pair, or shares it. Each call needs its `release()`. */
  async acquire(): Promise<{ rtp: Socket; rtcp: Socket; port: number }> {
    this.#users++;
    this.#pair ??= this.#open();
    try {
      return await this.#pair;
    } catch (error) {
      this.#users--;
      this.#pair = null;
      throw error;
    }
  }

  async release(): Promise<void> {
    if (--this.#users > 0 || !this.#pair) return;
    const { rtp, rtcp } = await this.#pair;
    this.#pair = null;
    rtp.close();
    rtcp.close();
  }

  async #open(): Promise<{ rtp: Socket; rtcp: Socket; port: number }> {
    for (let port = FIRST_PORT; ; port += 2) {
      try {
        const rtp = await bind(this.#address, port);
        try {
          const rtcp = await bind(this.#address, port + 1);
          // A receiver that is gone answers by ICMP: the session ends with its RTSP connection, not here.
          for (const socket of [rtp, rtcp]) socket.on('error', () => undefined);
          return { rtp, rtcp, port };
        } catch (error) {
          rtp.close();
          throw error;
        }
      } catch (error) {
        if (port >= LAST_PORT) throw error;
      }
    }
  }
}
