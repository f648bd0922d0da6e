import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A listening TCP port that can be shut and opened again, with all its connections. */
export class Port {
  readonly #address: string;
  readonly #port: number;
  readonly #serve: (socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #vanished = false;

  constructor(address: string, port: number, serve: (socket: Socket) => void) {
    this.#address = address;
    this.#port = port;
    this.#serve = serve;
  }

  /** @throws Error `EADDRINUSE`, `EACCES` */
  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that goes away is no error of ours.
      socket.on('error', () => socket.destroy());
      if (this.#vanished) socket.pause();
      else this.#serve(socket);
    });
    this.#server = server;
    const listening = once(server, 'listening');
    server.listen(this.#port, this.#address);
    try {
      await listening;
    } catch (error) {
      this.#server = null;
      throw error;
    }
  }

  /** Cuts all connections; the port is free when this resolves. */
  async shut(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /**
   * From now on nobody is there: what comes is not read. A kernel that is there still accepts, so a client sees a
   * timeout after connecting and not while.
   */
  vanish(): void {
    this.#vanished = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** It is there again; connections that nobody has served are cut. */
  appear(): void {
    if (!this.#vanished) return;
    this.#vanished = false;
    this.cut();
  }

  /** Cuts all connections; new ones may come. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
