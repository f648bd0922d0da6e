import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Relays, Workers } from '../media/index.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { CameraService } from './features/camera/service.ts';
import { createServer } from './http/server.ts';
import { Keys } from './keys.ts';
import type { LogSink } from './log.ts';
import { ConfigError } from './settings.ts';
import { lockFolder } from './store/folder-lock.ts';
import { Store } from './store/store.ts';

/** Time between two rounds of throwing away what has ended by time, ms. */
const HOUSEKEEPING = 10 * 60_000;

/** A running hub: everything wired and listening. */
export class Hub {
  /** Address of the page, without a slash at the end. */
  readonly url: string;
  /** One-time address that makes the first administrator; null where there is one. It is a secret. */
  readonly setupUrl: string | null;
  readonly cameras: CameraService;
  readonly #closers: (() => Promise<unknown>)[];
  #closing: Promise<void> | undefined;

  /**
   * Starts all parts; what was started is closed again if a later one fails.
   * @param sink gets the log lines instead of standard output
   * @throws ConfigError if the port cannot be had; StoreError if the database cannot be used
   */
  static async create(config: Config, sink?: LogSink): Promise<Hub> {
    const closers: (() => Promise<unknown>)[] = [];
    try {
      mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
      const lock = await lockFolder(config.dataFolder);
      closers.unshift(() => lock.release());
      const keys = Keys.load(config.dataFolder);
      const store = await Store.open(join(config.dataFolder, 'hub.sqlite'), keys);
      closers.unshift(() => store.close());
      const workers = await Workers.create(workersOptions(config));
      closers.unshift(() => workers.close());
      const { ffmpeg, relayIdleMs: idleMs, transcodeLimit } = config;
      const relays = await Relays.create({ workers, ffmpeg, idleMs, transcodeLimit });
      closers.unshift(() => relays.close());

      const server = createServer(config, sink);
      closers.unshift(() => server.close());
      if (store.migrated.backup !== null) server.log.info(store.migrated, 'the database was brought up to date');
      logMedia(server, workers, relays);
      const app = await createApp({ config, server, store, keys, workers, relays });
      closers.unshift(() => app.close());

      const setupToken = await app.sessions.prepareFirstStart(config.adminPassword);
      const housekeeping = keepHouse(store, server);
      closers.unshift(() => {
        clearInterval(housekeeping);
        return Promise.resolve();
      });
      await listen(server, config);
      return new Hub(addressOf(server, config), setupToken, app.cameras, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  private constructor(
    url: string,
    setupToken: string | null,
    cameras: CameraService,
    closers: (() => Promise<unknown>)[],
  ) {
    this.url = url;
    this.setupUrl = setupToken === null ? null : `${url}/setup?token=${setupToken}`;
    this.cameras = cameras;
    this.#closers = closers;
  }

  /** Sends pages away and stops everything, the last started first; resolves when nothing of it is left. */
  close(): Promise<void> {
    this.#closing ??= closeAll(this.#closers);
    return this.#closing;
  }
}

/** One that fails to close does not keep the others open; the first failure is thrown at the end. */
async function closeAll(closers: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function workersOptions(config: Config): Parameters<typeof Workers.create>[0] {
  return {
    count: config.workers,
    binary: config.workerBinary,
    listenHost: config.host === 'localhost' ? '127.0.0.1' : config.host,
    announcedAddress: config.announcedAddress ?? undefined,
    firstPort: config.rtcPort,
  };
}

function logMedia({ log }: FastifyInstance, workers: Workers, relays: Relays): void {
  workers.on('died', (facts) => log.error(facts, 'a media worker ended'));
  workers.on('replaced', (facts) => log.warn(facts, 'a media worker was replaced'));
  workers.on('failed', (error) => log.error({ err: error }, 'a media worker cannot be started'));
  relays.on('state', ({ key, state, cause, viewers }) => log.debug({ relay: key, state, cause, viewers }, 'relay'));
}

function keepHouse(store: Store, { log }: FastifyInstance): NodeJS.Timeout {
  const round = async (): Promise<void> => {
    await store.sessions.removeEnded();
    await store.signInFailures.removeOld();
  };
  const timer = setInterval(() => {
    round().catch((error: unknown) => log.error({ err: error }, 'unexpected'));
  }, HOUSEKEEPING);
  return timer.unref();
}

async function listen(server: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') {
      throw new ConfigError(
        'HUB_PORT',
        `端口 ${port} 已被占用：换一个端口，或停止占用它的程序`,
        `port ${port} is in use: take another, or stop what uses it`,
        { cause: error },
      );
    }
    if (code === 'EACCES') {
      throw new ConfigError(
        'HUB_PORT',
        `没有权限使用端口 ${port}：使用 1024 以上的端口`,
        `not allowed to use port ${port}: take one above 1024`,
        { cause: error },
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ConfigError('HUB_HOST', `本机没有地址 ${host}`, `this machine has no address ${host}`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** What to type into a browser. */
function addressOf(server: FastifyInstance, { host, tls, announcedAddress }: Config): string {
  const bound = server.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? (announcedAddress ?? 'localhost') : host;
  return `${tls === null ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
