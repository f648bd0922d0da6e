import { type Authority, type Own, type Pair, readOrIssue } from './certificate-files.ts';
import { namesOf } from './certificate-names.ts';
import type { Config } from './config.ts';

/** Time between two looks at it while the hub runs, ms. */
const LOOK = 6 * 3_600_000;

type Parts = Pick<Config, 'host' | 'announcedAddress' | 'dataFolder'>;

/** What the hub proves itself with: the files that were given, or a certificate that it issues itself and renews. */
export class Certificate {
  #pair: Pair;
  #authority: Authority | null = null;
  readonly #issue: ((now: number) => Promise<Own>) | null;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Resolves to null where the hub needs none (http on loopback).
   * @throws ConfigError if the authority's file is there and is damaged
   */
  static async create({ tls, ...parts }: Parts & Pick<Config, 'tls'>, now = Date.now()): Promise<Certificate | null> {
    if (tls === null) return null;
    if (tls !== 'own') return new Certificate(tls, null);
    const issue = (at: number): Promise<Own> => readOrIssue(parts.dataFolder, namesOf(parts), at);
    const { pair, authority } = await issue(now);
    const certificate = new Certificate(pair, issue);
    certificate.#authority = authority;
    return certificate;
  }

  private constructor(pair: Pair, issue: ((now: number) => Promise<Own>) | null) {
    this.#pair = pair;
    this.#issue = issue;
  }

  get pair(): Pair {
    return this.#pair;
  }

  /** Null where files were given. */
  get authority(): Authority | null {
    return this.#authority;
  }

  /** Issues a new one if it is time. @returns whether it was */
  async renew(now = Date.now()): Promise<boolean> {
    if (this.#issue === null) return false;
    const before = this.#pair.cert;
    const { pair, authority } = await this.#issue(now);
    this.#pair = pair;
    this.#authority = authority;
    return pair.cert !== before;
  }

  /** Looks now and then whether it must be renewed, until {@link close}; `use` gets each new one. */
  keepFresh(use: (pair: Pair) => void, onError: (error: unknown) => void): void {
    if (this.#issue === null) return;
    const look = async (): Promise<void> => {
      if (await this.renew()) use(this.#pair);
    };
    this.#timer = setInterval(() => void look().catch(onError), LOOK).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
