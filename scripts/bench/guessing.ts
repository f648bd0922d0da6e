/**
 * How soon an honest user signs in while others guess: `npm run bench guessing [-- --tries 10000 --addresses 10]`.
 *
 * The guesses come from a process of their own, one half against one account and one half against many names, from so
 * many loopback addresses; ten at once from each. The honest ones come from addresses that the hub has never seen,
 * every other one to the account under attack.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { API, routes } from '../../server/contract/http.ts';
import { startHub } from '../../test/rig/hub-process.ts';
import { percentile, round, spread } from '../../test/rig/figures.ts';

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '10000' },
    addresses: { type: 'string', default: '10' },
    honest: { type: 'string', default: '20' },
    attack: { type: 'string' },
  },
});
const tries = Number(values.tries);
const addresses = Number(values.addresses);
const PARALLEL = 10;
const PASSWORD = 'a long enough passphrase';

/** A browser's side of the sign-in, from an address of its own. */
class Visitor {
  readonly #url: string;
  readonly #agent: Agent;
  #cookie = '';
  #csrfToken = '';

  constructor(url: string, from: string) {
    this.#url = url;
    this.#agent = new Agent({ localAddress: from, keepAlive: true });
  }

  /** Reads the page's session, as a browser does before the form is shown. */
  async arrive(): Promise<void> {
    await this.#call('session.read');
  }

  /** @returns the HTTP status */
  signIn(username: string, password: string): Promise<number> {
    return this.#call('session.signIn', { username, password });
  }

  leave(): void {
    this.#agent.destroy();
  }

  async #call(name: 'session.read' | 'session.signIn', body?: object): Promise<number> {
    const { method, path } = routes[name];
    const headers = { cookie: this.#cookie, 'x-csrf-token': this.#csrfToken, 'content-type': 'application/json' };
    const asked = request(this.#url + API + path, { method, agent: this.#agent, headers });
    asked.end(body && JSON.stringify(body));
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    const cookie = reply.headers['set-cookie']?.find((one) => one.startsWith('hub='));
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const told = /"csrfToken":"([^"]+)"/.exec(Buffer.concat(chunks).toString());
    if (told !== null) this.#csrfToken = told[1] ?? '';
    return reply.statusCode ?? 0;
  }
}

async function attack(url: string): Promise<void> {
  let tried = 0;
  const from = async (address: number): Promise<void> => {
    const visitor = new Visitor(url, `127.9.0.${address + 1}`);
    await visitor.arrive();
    const guess = async (): Promise<void> => {
      while (tried < tries) {
        const index = tried++;
        await visitor.signIn(address % 2 === 0 ? 'target' : `name-${index}`, `Summer ${index}, I guess`);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, guess));
    visitor.leave();
  };
  await Promise.all(Array.from({ length: addresses }, (_, address) => from(address)));
}

async function measure(): Promise<void> {
  const roles = ['village-official'] as const;
  const hub = await startHub({
    environment: { HUB_LOG: 'error' },
    people: ['target', 'honest'].map((username) => ({ username, password: PASSWORD, roles })),
  });
  const attackers = fork(import.meta.filename, [...process.argv.slice(2), '--attack', hub.url]);
  const ended = once(attackers, 'exit');
  const times: number[] = [];
  try {
    const began = performance.now();
    // As long as the guessing goes on, at least so many.
    for (let user = 0; user < Number(values.honest) || attackers.exitCode === null; user++) {
      const visitor = new Visitor(hub.url, `127.9.${1 + Math.floor(user / 200)}.${1 + (user % 200)}`);
      await visitor.arrive();
      const asked = performance.now();
      const status = await visitor.signIn(user % 2 === 0 ? 'honest' : 'target', PASSWORD);
      if (status !== 200) throw new Error(`an honest user was answered ${status}`);
      if (attackers.exitCode === null) times.push(performance.now() - asked);
      visitor.leave();
    }
    await ended;
    const seconds = (performance.now() - began) / 1000;
    console.table({ 'honest sign-in under attack, ms': spread(times) });
    console.log(`${tries} guesses from ${addresses} addresses in ${round(seconds)} s`);
    console.log(
      JSON.stringify({ tries, addresses, signIns: times.length, signInP95Ms: round(percentile(times, 0.95)) }),
    );
  } finally {
    attackers.kill();
    await hub.close();
  }
}

await (values.attack === undefined ? measure() : attack(values.attack));
