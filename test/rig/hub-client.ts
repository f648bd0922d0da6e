import { API, routes, type RouteName } from '../../server/contract/http.ts';
import type { Camera, CameraSource } from '../../server/contract/camera.ts';
import type { Session } from '../../server/contract/session.ts';
import { ADMIN } from './hub-process.ts';

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

  static async signIn(url: string, user = ADMIN): Promise<HubClient> {
    const client = new HubClient(url);
    const reply = await client.request('session.signIn', { body: user });
    if (reply.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(reply.body)}`);
    client.#csrfToken = (reply.body as Session).csrfToken;
    return client;
  }

  constructor(url: string) {
    this.url = url;
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
}
