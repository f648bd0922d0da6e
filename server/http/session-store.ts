import type { SessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import { sha256 } from '../keys.ts';
import type { Sessions } from '../store/sessions.ts';

declare module 'fastify' {
  interface Session {
    /** Absent: signed out. */
    userId?: string;
    csrfSecret?: string;
    /** Where it was signed in from: network address, and the browser as it names itself. */
    address?: string;
    browser?: string;
  }
}

/** @fastify/session on our table. The table knows a session only by the hash of its id, and decides when it ends. */
export function sessionStore(sessions: Sessions): SessionStore {
  return {
    get: (id, done) => {
      sessions.use(sha256(id)).then((session) => {
        if (session === null) {
          done(null, null);
          return;
        }
        const found: Session = { cookie: { originalMaxAge: null }, csrfSecret: session.csrfSecret };
        found.address = session.address;
        found.browser = session.browser;
        if (session.userId !== null) found.userId = session.userId;
        done(null, found);
      }, done);
    },
    set: (id, { userId = null, csrfSecret = '', address = '', browser = '' }, done) => {
      const session = { idHash: sha256(id), userId, csrfSecret, address, browser };
      sessions.save(session).then(() => done(), done);
    },
    destroy: (id, done) => {
      sessions.remove(sha256(id)).then(() => done(), done);
    },
  };
}
