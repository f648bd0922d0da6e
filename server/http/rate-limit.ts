import { setTimeout } from 'node:timers/promises';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HubError } from '../errors.ts';
import { deviceOf } from './device.ts';
import { networkOf } from '../network.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where the common limit does not fit; a route with a limit of its own is counted by itself. */
    limit?: 'none' | RouteLimit;
  }
}

interface RouteLimit {
  perMinute: number;
  /** Told of each request beyond it. */
  onLimit: ((request: FastifyRequest) => void) | undefined;
}

/** Requests per minute and address, where a route does not set its own limit: far above what a page needs. */
const REQUESTS_PER_MINUTE = 1200;
/** Addresses that are counted at the same time; of more, those not seen for longest are forgotten. */
const ADDRESSES = 50_000;

/** How long a refusal is held back, ms, and how many at once: who does not wait for a minute is made to wait. */
const PAUSE = 1000;
const HELD = 2000;

/**
 * Comes before all that costs anything, the database above all: a flood must not be felt by others. (Limits of the
 * plugin's own routes would come after the session was looked up.)
 */
export async function addRateLimit(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false, cache: ADDRESSES, timeWindow: '1 minute' });
  const limit = app.rateLimit({
    max: (request) => ownLimit(request)?.perMinute ?? REQUESTS_PER_MINUTE,
    keyGenerator: (request) => {
      const { method, url = '' } = request.routeOptions;
      if (ownLimit(request) === null) return ` ${networkOf(request.ip)}`;
      // A browser that somebody has signed in with is counted by itself, whoever else is behind the same address.
      return `${String(method)} ${url} ${deviceOf(app, request) ?? networkOf(request.ip)}`;
    },
    allowList: (request) => request.routeOptions.config.limit === 'none',
    onExceeded: (request) => ownLimit(request)?.onLimit?.(request),
    errorResponseBuilder: () => new HubError('request.too-many'),
  });
  let held = 0;
  app.addHook('onRequest', async function (request, reply) {
    try {
      await limit.call(this, request, reply);
    } catch (error) {
      if (held < HELD) {
        held++;
        await setTimeout(PAUSE, undefined, { ref: false });
        held--;
      }
      throw error;
    }
  });
}

function ownLimit({ routeOptions }: FastifyRequest): RouteLimit | null {
  const { limit } = routeOptions.config;
  return limit === undefined || limit === 'none' ? null : limit;
}
