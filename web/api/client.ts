import type { Static, TSchema } from 'typebox';
import { API, routes, type RouteName } from '../../server/contract/http.ts';
import { noteHubTime } from './hub-clock.ts';
import { HubError, readError } from './hub-error.ts';

type Route<N extends RouteName> = (typeof routes)[N];
type BodyOf<R> = R extends { body: infer S extends TSchema } ? Static<S> : undefined;
type ParamsOf<R> = R extends { params: infer S extends TSchema } ? Static<S> : undefined;
type QueryOf<R> = R extends { query: infer S extends TSchema } ? Static<S> : undefined;

/** The answer of a route, as its schema in the contract says. */
export type Reply<N extends RouteName> = Static<Route<N>['reply']>;

/** What a route wants; fields that it does not have are left out. */
export interface CallOptions<N extends RouteName> {
  body?: BodyOf<Route<N>>;
  params?: ParamsOf<Route<N>>;
  query?: QueryOf<Route<N>>;
  signal?: AbortSignal;
}

interface SendOptions<N extends RouteName> extends CallOptions<N> {
  file?: Blob;
}

/** A camera may take its time to be probed: the hub's own deadlines are shorter than this. */
const TIMEOUT_MS = 30_000;
/** For what goes through the whole record, and for files: 50 MB on 2 Mbit/s take 3.5 minutes; ms. */
export const LONG_TIMEOUT_MS = 600_000;

let csrfToken = '';

/** Keeps the token that every write has to carry; each answer with a session brings a new one. */
export function keepToken(token: string): void {
  csrfToken = token;
}

/**
 * Calls a route of the contract. The reply is not validated again: page and server are of one version.
 * @throws HubError for every failure: the hub's own, no connection, or no answer in time
 */
export async function call<N extends RouteName>(
  name: N,
  options: CallOptions<N> = {},
  timeoutMs = TIMEOUT_MS,
): Promise<Reply<N>> {
  const response = await send(name, options, timeoutMs);
  // The one place where an answer gets its type: from the schema that the server serialises by.
  return (await response.json()) as Reply<N>;
}

/**
 * Calls a route whose reply is a file (`produces` in the contract).
 * @throws HubError as {@link call}
 */
export async function download<N extends RouteName>(name: N, options: CallOptions<N> = {}): Promise<Blob> {
  return await (await send(name, options, LONG_TIMEOUT_MS)).blob();
}

/**
 * Calls a route whose body is the file itself.
 * @throws HubError as {@link call}
 */
export async function upload<N extends RouteName>(name: N, options: CallOptions<N>, file: Blob): Promise<Reply<N>> {
  const response = await send(name, { ...options, file }, LONG_TIMEOUT_MS);
  return (await response.json()) as Reply<N>;
}

/**
 * One picture of a channel, taken now, under a grant of mine.
 * @throws HubError with the cause why there is none
 */
export async function takeTestPicture(channelId: string, grantId: string, signal?: AbortSignal): Promise<Blob> {
  const options = { params: { id: channelId }, body: { grantId }, ...(signal && { signal }) };
  return await (await send('channel.testPicture', options)).blob();
}

async function send<N extends RouteName>(name: N, options: SendOptions<N>, timeoutMs = TIMEOUT_MS): Promise<Response> {
  if (routes[name].method === 'GET') return await sendOnce(name, options, timeoutMs);
  if (!csrfToken) await readToken();
  try {
    return await sendOnce(name, options, timeoutMs);
  } catch (thrown) {
    // Another tab signed in anew, so that the token is not good any more: what the user typed is worth a second try.
    if (!(thrown instanceof HubError) || thrown.code !== 'session.csrf') throw thrown;
    await readToken();
    return await sendOnce(name, options, timeoutMs);
  }
}

async function readToken(): Promise<void> {
  keepToken((await call('session.read')).csrfToken);
}

async function sendOnce<N extends RouteName>(
  name: N,
  { body, file, params, query, signal }: SendOptions<N>,
  timeoutMs: number,
): Promise<Response> {
  const { method, path } = routes[name];
  const timeout = AbortSignal.timeout(timeoutMs);
  const headers: Record<string, string> = {};
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = 'application/json';
  // What a file is, its bytes say.
  if (file) headers['content-type'] = 'application/octet-stream';
  let response: Response;
  try {
    response = await fetch(API + fill(path, params) + searchOf(query), {
      method,
      headers,
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw HubError.local(timeout.aborted ? 'local.timeout' : 'local.offline');
  }
  noteHubTime(response.headers.get('date'));
  if (!response.ok) throw readError(await readJson(response));
  return response;
}

function fill(path: string, params: Record<string, string> | undefined): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
}

/** What is undefined is left out. */
function searchOf(query: object | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  return search.size ? `?${search.toString()}` : '';
}

/** Null where the body is not JSON (a proxy's own error page). */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
