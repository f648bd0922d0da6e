import type { FastifyServerOptions } from 'fastify';
import type { LogLevel } from './config.ts';

/** Where log lines go instead of standard output. */
export interface LogSink {
  write(line: string): void;
}

/** Names under which a secret could come along. No line should hold one; this is the second fence, not the first. */
const SECRETS = ['password', 'token', 'credentials', 'cookie', 'authorization', 'csrfToken', 'url', 'streamUri'];

/** Options of the logger: JSON lines, secrets removed, no bodies, no query strings. */
export function logging(level: LogLevel, sink?: LogSink): FastifyServerOptions['logger'] {
  return {
    level,
    ...(sink && { stream: sink }),
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    // Only what a line of ours names: Fastify's own serialiser would write addresses with their query.
    serializers: { req: ({ id, method }: { id: string; method: string }) => ({ id, method }) },
  };
}
