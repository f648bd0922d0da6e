import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Relays, Workers } from '../media/index.ts';
import { type App, createApp, type Services } from './app.ts';
import type { Authority } from './certificate-files.ts';
import { Certificate } from './certificate.ts';
import type { Config } from './config.ts';
import type { Administrator, Role } from './contract/people.ts';
import type { SetupService } from './features/session/setup.ts';
import { changeCertificate, createServer } from './http/server.ts';
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
  /** One-time addresses that make the administrators whom nobody is yet, one per role. They are secrets. */
  readonly setupUrls: readonly { role: Administrator; url: string }[];
  readonly services: Services;
  /** Must be trusted by the machines that open the page; null: certificate files were given, or plain http. */
  readonly authority: Authority | null;
  readonly #setups: SetupService;
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

      const certificate = await Certificate.create(config);
      const server = createServer(config, certificate?.pair ?? null, sink);
      closers.unshift(() => server.close());
      if (certificate !== null) closers.unshift(keepCertificate(certificate, server));
      if (store.migrated.backup !== null) server.log.info(store.migrated, 'the database was brought up to date');
      logMedia(server, workers, relays);
      const app = await createApp({ config, server, store, keys, workers, relays, certificate });
      closers.unshift(() => app.close());

      const links = await app.setups.prepareStart(config.adminPassword);
      const housekeeping = keepHouse(store, server);
      closers.unshift(() => {
        clearInterval(housekeeping);
        return Promise.resolve();
      });
      await listen(server, config);
      return new Hub(addressOf(server, config), links, app, certificate?.authority ?? null, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  private constructor(
    url: string,
    links: readonly { role: Administrator; token: string }[],
    { services, setups }: App,
    authority: Authority | null,
    closers: (() => Promise<unknown>)[],
  ) {
    this.url = url;
    this.setupUrls = links.map(({ role, token }) => ({ role, url: this.#setupUrl(token) }));
    this.services = services;
    this.authority = authority;
    this.#setups = setups;
    this.#closers = closers;
  }

  /** A one-time address that makes a user of the role, for who runs the process (the demo, tests). It is a secret. */
  async invite(role: Role, unitId: string): Promise<string> {
    return this.#setupUrl(await this.#setups.invite(role, unitId));
  }

  /** Sends pages away and stops everything, the last started first; resolves when nothing of it is left. */
  close(): Promise<void> {
    this.#closing ??= closeAll(this.#closers);
    return this.#closing;
  }

  #setupUrl(token: string): string {
    return `${this.url}/setup?token=${token}`;
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

/** Renews it while the hub runs. @returns ends that */
function keepCertificate(certificate: Certificate, server: FastifyInstance): () => Promise<void> {
  certificate.keepFresh(
    (pair) => {
      changeCertificate(server, pair);
      server.log.info('the certificate was renewed');
    },
    (error) => server.log.error({ err: error }, 'the certificate cannot be renewed'),
  );
  return () => {
    certificate.close();
    return Promise.resolve();
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
    await store.signInAddresses.removeOld();
    await store.invitations.removeEnded();
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
