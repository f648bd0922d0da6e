import { API, routes, type RouteName } from '../../server/contract/http.ts';
import type { Camera, CameraSource } from '../../server/contract/camera.ts';
import type { Grant, GrantRequest, Purpose } from '../../server/contract/grant.ts';
import type { Session, Setup, SignIn, User } from '../../server/contract/session.ts';
import { DECLARED } from './declaration.ts';
import { codeFor, type RigPerson, TECHNICIAN } from './people.ts';

/** A reply as it came: tests look at refusals, too. */
export interface HubReply {
  status: number;
  body: unknown;
}

/** Someone signed in at a hub over its REST API, as a page is. */
export class HubClient {
  readonly url: string;
  #cookie = '';
  #csrfToken = '';
  #user: User | null = null;
  readonly #grants = new Map<Purpose, Promise<Grant>>();

  static async signIn(url: string, person: RigPerson = TECHNICIAN): Promise<HubClient> {
    const { username, password } = person;
    const code = codeFor(person);
    return HubClient.#enter(url, 'session.signIn', { username, password, ...(code !== undefined && { code }) });
  }

  /** Uses a one-time link that makes an administrator. */
  static setUp(link: string, { username, password }: SignIn): Promise<HubClient> {
    const { origin, searchParams } = new URL(link);
    return HubClient.#enter(origin, 'session.setup', { token: searchParams.get('token') ?? '', username, password });
  }

  static async #enter(url: string, route: RouteName, body: SignIn | Setup): Promise<HubClient> {
    const client = new HubClient(url);
    const { user, csrfToken } = (await client.expect(route, { body })) as Session;
    client.#csrfToken = csrfToken;
    client.#user = user;
    return client;
  }

  constructor(url: string) {
    this.url = url;
  }

  /** Who is signed in. */
  get user(): User {
    if (this.#user === null) throw new Error('nobody is signed in');
    return this.#user;
  }

  /** Of the session, as a browser would send it. */
  get cookie(): string {
    return this.#cookie;
  }

  async request(
    route: RouteName,
    options: { id?: string; body?: unknown; query?: Record<string, string> } = {},
  ): Promise<HubReply> {
    if (this.#csrfToken === '' && route !== 'session.read') {
      this.#csrfToken = ((await this.request('session.read')).body as Session).csrfToken;
    }
    const { method, path } = routes[route];
    const search = options.query === undefined ? '' : `?${new URLSearchParams(options.query).toString()}`;
    const response = await fetch(`${this.url}${API}${path.replace(':id', options.id ?? '')}${search}`, {
      method,
      headers: {
        origin: this.url,
        cookie: this.#cookie,
        'x-csrf-token': this.#csrfToken,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? '';
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: isJson ? await response.json() : Buffer.from(await response.arrayBuffer()),
    };
  }

  /** As {@link request}. Throws where the hub refuses. */
  async expect(
    route: RouteName,
    options: { id?: string; body?: unknown; query?: Record<string, string> } = {},
  ): Promise<unknown> {
    const { status, body } = await this.request(route, options);
    if (status !== 200) throw new Error(`${route} failed: ${JSON.stringify(body)}`);
    return body;
  }

  /** Registers a camera, completely declared, and returns it. Throws where the hub refuses. */
  async register(name: string, source: CameraSource): Promise<Camera> {
    const reply = await this.expect('camera.register', { body: { name, source, placement: DECLARED } });
    return (reply as { camera: Camera }).camera;
  }

  /** Leave to view in the unit that the user belongs to, asked for once. Throws where it is not given at once. */
  grant(purpose: Purpose = 'maintenance'): Promise<Grant> {
    const known = this.#grants.get(purpose) ?? this.#ask(purpose);
    this.#grants.set(purpose, known);
    return known;
  }

  async #ask(purpose: Purpose): Promise<Grant> {
    const body: GrantRequest = { purpose, unitId: this.user.unitId, reason: 'rig', minutes: 24 * 60 };
    const grant = (await this.expect('grant.request', { body })) as Grant;
    if (grant.state !== 'active') throw new Error(`no grant: ${JSON.stringify(grant)}`);
    return grant;
  }
}
