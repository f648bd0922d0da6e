import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { API, routes } from '../../../server/contract/http.ts';
import type { RigPerson } from '../../../test/rig/people.ts';

/** Of somebody who is signed in, as their page has it. */
export interface Session {
  url: string;
  cookie: string;
}

/**
 * Signs in from an address of its own, as people of different offices do: the hub lets only so many in from one in a minute.
 * @param from an address of 127.0.0.0/8
 */
export async function signInFrom(url: string, { username, password }: RigPerson, from: string): Promise<Session> {
  const agent = new Agent({ localAddress: from, keepAlive: true });
  let cookie = '';
  let csrfToken = '';
  const call = async (name: 'session.read' | 'session.signIn', body?: object): Promise<void> => {
    const { method, path } = routes[name];
    const headers = { origin: url, cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
    const asked = request(url + API + path, { method, agent, headers });
    asked.end(body && JSON.stringify(body));
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (reply.statusCode !== 200) throw new Error(`${name} failed: ${text}`);
    // The device's cookie is set beside it.
    const given = reply.headers['set-cookie']?.find((one) => one.startsWith('hub='));
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    csrfToken = /"csrfToken":"([^"]+)"/.exec(text)?.[1] ?? csrfToken;
  };
  try {
    await call('session.read');
    await call('session.signIn', { username, password });
    return { url, cookie };
  } finally {
    agent.destroy();
  }
}
