import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './hub-process.ts';

/** What the way between hub and browser is like. */
export interface Weather {
  /** Datagrams lost in either direction, percent. */
  loss?: number;
  /** From the hub to the browser, ms. */
  delay?: number;
  /** No datagram passes. */
  udpBlocked?: boolean;
}

const HUB = '127.0.0.1';

/**
 * The way of a hub's media to its browsers, which can be made bad: whatever passes is carried by this process, at an
 * address that the hub announces in place of its own. Needs no rights and no kernel module, unlike `tc netem`; what is
 * lost within TCP it cannot imitate.
 */
export class Line {
  /** For the hub that is to be behind it: one worker, so one port. */
  readonly environment: Record<string, string>;
  weather: Weather = {};
  readonly #address: string;
  readonly #port: number;
  readonly #front = createSocket('udp4');
  readonly #server: Server;
  /** Towards the hub, one for each of a browser's ports. */
  readonly #backs = new Map<string, UdpSocket>();
  readonly #streams = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();

  static async open(): Promise<Line> {
    const line = new Line(await freePort());
    line.#front.bind(line.#port, line.#address);
    await once(line.#front, 'listening');
    line.#server.listen(line.#port, line.#address);
    await once(line.#server, 'listening');
    return line;
  }

  private constructor(port: number) {
    const part = (): number => 1 + Math.floor(Math.random() * 250);
    this.#address = `127.77.${part()}.${part()}`;
    this.#port = port;
    this.environment = { HUB_ANNOUNCED_ADDRESS: this.#address, HUB_RTC_PORT: String(port), HUB_WORKERS: '1' };
    this.#front.on('message', (datagram, from) => {
      if (this.#passes()) this.#backFor(from).send(datagram, this.#port, HUB);
    });
    this.#server = createServer((browser) => this.#join(browser));
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#front.close();
    for (const back of this.#backs.values()) back.close();
    this.#server.close();
    for (const stream of this.#streams) stream.destroy();
  }

  #passes(): boolean {
    const { udpBlocked = false, loss = 0 } = this.weather;
    return !udpBlocked && Math.random() * 100 >= loss;
  }

  #later(carry: () => void): void {
    const { delay = 0 } = this.weather;
    if (delay === 0) {
      carry();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      carry();
    }, delay);
    this.#timers.add(timer);
  }

  #backFor({ address, port }: RemoteInfo): UdpSocket {
    const key = `${address}:${port}`;
    const known = this.#backs.get(key);
    if (known !== undefined) return known;
    const back = createSocket('udp4');
    this.#backs.set(key, back);
    back.on('message', (datagram) => {
      if (this.#passes()) this.#later(() => this.#front.send(datagram, port, address));
    });
    // A hub that has ended refuses what is sent to it.
    back.on('error', () => undefined);
    return back;
  }

  #join(browser: Socket): void {
    const hub = connect(this.#port, HUB);
    hub.on('data', (data) => this.#later(() => void browser.write(data)));
    browser.on('data', (data) => void hub.write(data));
    for (const [one, other] of [[browser, hub] as const, [hub, browser] as const]) {
      this.#streams.add(one);
      one.setNoDelay();
      one.on('error', () => undefined);
      one.once('close', () => {
        this.#streams.delete(one);
        other.destroy();
      });
    }
  }
}
