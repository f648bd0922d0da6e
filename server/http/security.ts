import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import session from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { Keys } from '../keys.ts';
import type { Store } from '../store/store.ts';
import { addRateLimit } from './rate-limit.ts';
import { sessionStore } from './session-store.ts';

/** The session's cookie. Gone with the browser; how long it is good for, the table of sessions decides. */
export const COOKIE = 'hub';

/** Headers, cookies, sessions, CSRF and limits; the same for every route. */
export async function addSecurity(
  app: FastifyInstance,
  { store, keys, tls }: { store: Store; keys: Keys; tls: boolean },
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // antd writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        // Covers the WebSocket of the same origin.
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: tls,
    frameguard: { action: 'deny' },
    // The one-time link has a token in its address.
    referrerPolicy: { policy: 'no-referrer' },
  });
  await addRateLimit(app);
  await app.register(cookie, { secret: keys.cookieSecret });
  await app.register(session, {
    secret: keys.cookieSecret,
    cookieName: COOKIE,
    cookie: { path: '/', httpOnly: true, sameSite: 'strict', secure: tls },
    store: sessionStore(store.sessions),
    saveUninitialized: false,
    rolling: false,
  });
  await app.register(csrf, {
    sessionPlugin: '@fastify/session',
    sessionKey: 'csrfSecret',
    getToken: ({ headers }) => {
      const token = headers['x-csrf-token'];
      return typeof token === 'string' ? token : undefined;
    },
    logLevel: 'debug',
  });
}
