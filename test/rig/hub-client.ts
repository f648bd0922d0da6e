import { API, routes, type RouteName } from '../../server/contract/http.ts';
import type { Camera, CameraSource } from '../../server/contract/camera.ts';
import type { Grant, GrantRequest, Purpose } from '../../server/contract/grant.ts';
import type { Session, SignIn, User } from '../../server/contract/session.ts';
import { type RigPerson, TECHNICIAN } from './people.ts';

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

  static async signIn(url: string, { username, password }: RigPerson = TECHNICIAN): Promise<HubClient> {
    const client = new HubClient(url);
    const body: SignIn = { username, password };
    const reply = await client.request('session.signIn', { body });
    if (reply.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(reply.body)}`);
    const { user, csrfToken } = reply.body as Session;
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

  async request(route: RouteName, options: { id?: string; body?: unknown } = {}): Promise<HubReply> {
    if (this.#csrfToken === '' && route !== 'session.read') {
      this.#csrfToken = ((await this.request('session.read')).body as Session).csrfToken;
    }
    const { method, path } = routes[route];
    const response = await fetch(`${this.url}${API}${path.replace(':id', options.id ?? '')}`, {
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

  /** Registers a camera and returns it. Throws where the hub refuses. */
  async register(name: string, source: CameraSource): Promise<Camera> {
    const reply = await this.request('camera.register', { body: { name, source } });
    if (reply.status !== 200) throw new Error(`register failed: ${JSON.stringify(reply.body)}`);
    return (reply.body as { camera: Camera }).camera;
  }

  /** Leave to view in the unit that the user belongs to, asked for once. Throws where it is not given at once. */
  grant(purpose: Purpose = 'maintenance'): Promise<Grant> {
    const known = this.#grants.get(purpose) ?? this.#ask(purpose);
    this.#grants.set(purpose, known);
    return known;
  }

  async #ask(purpose: Purpose): Promise<Grant> {
    const body: GrantRequest = { purpose, unitId: this.user.unitId, reason: 'rig', minutes: 24 * 60 };
    const reply = await this.request('grant.request', { body });
    const grant = reply.body as Grant;
    if (reply.status !== 200 || grant.state !== 'active') throw new Error(`no grant: ${JSON.stringify(reply.body)}`);
    return grant;
  }
}
