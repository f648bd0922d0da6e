import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type KeptFile, LARGEST_FILE } from '../contract/file.ts';
import { HubError } from '../errors.ts';
import { attachment } from '../file/disposition.ts';

/** Answers with a file that somebody sent: to be saved, never to be shown by the browser itself. */
export function sendFile(reply: FastifyReply, file: KeptFile, content: Readable): Readable {
  reply
    .type('application/octet-stream')
    .header('content-disposition', attachment(file.name))
    .header('content-length', file.bytes)
    .header('x-content-type-options', 'nosniff')
    // Were it shown in spite of all that, it could do nothing.
    .header('content-security-policy', "default-src 'none'; sandbox");
  return content;
}

/**
 * Registers routes whose body is a file of any media type, read piece by piece from `request.raw`: only in this scope. That it
 * is asked for by a page of ours, its CSRF token shows. Resolves when they are registered.
 */
export async function addUploads(app: FastifyInstance, add: (scope: FastifyInstance) => void): Promise<void> {
  await app.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    add(scope);
    registered();
  });
}

/** Refuses at once what says of itself that it is far too large. @throws HubError `file.too-large` */
export function checkLength({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (Number(headers['content-length'] ?? 0) <= 2 * LARGEST_FILE) return;
  // Nobody waits for the rest of it.
  reply.header('connection', 'close');
  throw new HubError('file.too-large');
}
