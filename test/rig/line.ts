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
  /** From the hub to each of a browser's ports, kbit/s of datagrams with their headers; what would wait for longer than a moment is lost. */
  kbits?: number;
  /** No datagram passes. */
  udpBlocked?: boolean;
}

const HUB = '127.0.0.1';
/** Of IP and UDP, bytes. */
const HEADERS = 28;
/** As much as a cheap router keeps in its queue, ms. */
const QUEUE_MS = 300;

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
  /** Ports to which the weather means nothing. */
  readonly #spared = new Set<string>();
  /** When a browser's port has what was sent to it, by `performance.now()`. */
  readonly #busyUntil = new Map<string, number>();

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
      if (this.#passes(keyOf(from))) this.#backFor(from).send(datagram, this.#port, HUB);
    });
    this.#server = createServer((browser) => this.#join(browser));
  }

  /** Whatever passes at this moment is in fair weather for ever; the weather is for who comes later. */
  spare(): void {
    for (const key of this.#backs.keys()) this.#spared.add(key);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#front.close();
    for (const back of this.#backs.values()) back.close();
    this.#server.close();
    for (const stream of this.#streams) stream.destroy();
  }

  #passes(key: string): boolean {
    if (this.#spared.has(key)) return true;
    const { udpBlocked = false, loss = 0 } = this.weather;
    return !udpBlocked && Math.random() * 100 >= loss;
  }

  #later(carry: () => void, waitMs = 0): void {
    const { delay = 0 } = this.weather;
    if (delay + waitMs === 0) {
      carry();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      carry();
    }, delay + waitMs);
    this.#timers.add(timer);
  }

  /** How long a datagram to a browser's port takes, ms; null: the queue is full. */
  #queue(key: string, bytes: number): number | null {
    const { kbits } = this.weather;
    if (kbits === undefined || this.#spared.has(key)) return 0;
    const now = performance.now();
    const from = Math.max(now, this.#busyUntil.get(key) ?? 0);
    if (from - now > QUEUE_MS) return null;
    const until = from + ((bytes + HEADERS) * 8) / kbits;
    this.#busyUntil.set(key, until);
    return until - now;
  }

  #backFor(browser: RemoteInfo): UdpSocket {
    const { address, port } = browser;
    const key = keyOf(browser);
    const known = this.#backs.get(key);
    if (known !== undefined) return known;
    const back = createSocket('udp4');
    this.#backs.set(key, back);
    back.on('message', (datagram) => {
      if (!this.#passes(key)) return;
      const waitMs = this.#queue(key, datagram.length);
      const carry = (): void => this.#front.send(datagram, port, address);
      if (this.#spared.has(key)) carry();
      else if (waitMs !== null) this.#later(carry, waitMs);
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

function keyOf({ address, port }: RemoteInfo): string {
  return `${address}:${port}`;
}
