import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Kept by the browser beyond its session: what a person has signed in with before is not locked out with its network. */
const COOKIE = 'hub-device';
/** s: 90 days, as long as an address is known */
const LIFE = 90 * 86_400;

/** The browser's token, if the hub gave it; null: none. Whose it is, the sign-in knows. */
export function deviceOf(
  app: FastifyInstance,
  { headers }: { headers: { cookie?: string | undefined } },
): string | null {
  const cookie = app.parseCookie(headers.cookie ?? '')[COOKIE];
  if (cookie === undefined) return null;
  const { valid, value } = app.unsignCookie(cookie);
  return valid ? value : null;
}

/** Gives the browser a new token, in place of the one before. */
export function giveDevice(reply: FastifyReply): string {
  const token = randomBytes(32).toString('base64url');
  const secure = reply.request.protocol === 'https';
  reply.setCookie(COOKIE, token, {
    ...{ path: '/', httpOnly: true, sameSite: 'strict', secure },
    signed: true,
    maxAge: LIFE,
  });
  return token;
}
