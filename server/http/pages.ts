import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { answerUnknown } from './failures.ts';

/** The built page. Every address that is not a file of it and not the API's is one of its own: index.html knows. */
export async function addPages(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.log.warn('web/dist is not built: only the API answers');
    app.setNotFoundHandler((request, reply) => answerUnknown(request, reply));
    return;
  }
  await app.register(staticFiles, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite puts the hash of the content into names below assets/; everything else may change with the next version.
      const hashed = path.startsWith(join(folder, 'assets') + sep);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !/^\/(api|ws|assets)(\/|$)/.test(request.url);
    if (page) reply.sendFile('index.html');
    else answerUnknown(request, reply);
  });
}
