import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { MediaError } from '../error.ts';
import { type FoundDevice, makeProbe, type ProbeMessage, readProbeMatches } from './probe-match.ts';

const PORT = 3702;
const GROUP = '239.255.255.250';
/** Datagrams get lost: everything is said twice (SOAP-over-UDP, appendix I: MULTICAST_UDP_REPEAT). */
const REPEAT_MS = 200;
/** From one address; a recorder may answer for each of its cameras. A liar must not fill the memory. */
const MAX_ANSWERS = 64;

/** One UDP socket that asks for devices, in unicast or by multicast on one interface, and hands on what they answer. */
export class WsDiscovery {
  readonly #socket: Socket;
  readonly #probe: ProbeMessage = makeProbe();
  readonly #answers = new Map<string, number>();
  readonly #repeats = new Set<NodeJS.Timeout>();
  #closed = false;

  private constructor(socket: Socket, onDevice: (device: FoundDevice) => void) {
    this.#socket = socket;
    socket.on('message', (datagram, { address }) => {
      const count = (this.#answers.get(address) ?? 0) + 1;
      this.#answers.set(address, count);
      if (count > MAX_ANSWERS) return;
      for (const device of readProbeMatches(datagram, this.#probe.id, address)) onDevice(device);
    });
    // A socket that is bound has errors only of single datagrams, and a lost datagram is no failure of a sweep.
    socket.on('error', () => undefined);
  }

  /**
   * @param localAddress an interface's own IPv4 address, or 0.0.0.0 for unicast only
   * @throws MediaError `address` where no interface has this address
   */
  static async create(localAddress: string, onDevice: (device: FoundDevice) => void): Promise<WsDiscovery> {
    const socket = createSocket('udp4');
    try {
      socket.bind(0, localAddress);
      await once(socket, 'listening');
      if (localAddress !== '0.0.0.0') socket.setMulticastInterface(localAddress);
      // WS-Discovery is for the own link: no router shall carry it on.
      socket.setMulticastTTL(1);
    } catch {
      socket.close();
      throw new MediaError('address', `no interface has ${localAddress}`);
    }
    return new WsDiscovery(socket, onDevice);
  }

  /**
   * Asks everybody on the interface's link. Answers come to this socket by unicast, so that no group is joined: only
   * who waits for devices' own Hello has to.
   *
   * @throws MediaError `address` where the interface carries no multicast
   */
  async askAll(): Promise<void> {
    try {
      for (const datagram of this.#probe.datagrams) await this.#send(datagram, GROUP);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new MediaError('address', `no multicast on ${this.#socket.address().address} ${code}`.trim());
    }
    this.#repeat(GROUP);
  }

  /** Asks one address. That a datagram cannot be sent is as if it had been lost. */
  ask(address: string): void {
    for (const datagram of this.#probe.datagrams) this.#socket.send(datagram, PORT, address, () => undefined);
    this.#repeat(address);
  }

  /** Resolves when the port is free. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#repeats) clearTimeout(timer);
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #send(datagram: Buffer, address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(datagram, PORT, address, (error) => (error ? reject(error) : resolve()));
    });
  }

  #repeat(address: string): void {
    const timer = setTimeout(() => {
      this.#repeats.delete(timer);
      for (const datagram of this.#probe.datagrams) this.#socket.send(datagram, PORT, address, () => undefined);
    }, REPEAT_MS);
    this.#repeats.add(timer);
  }
}
