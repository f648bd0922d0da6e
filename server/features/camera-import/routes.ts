import type { FastifyInstance, FastifyReply } from 'fastify';
import { route } from '../../http/route.ts';
import type { SignedIn } from '../../permissions.ts';
import type { TableFormat } from '../../table/read.ts';
import { cameraTemplate } from './export.ts';
import type { CameraImportService } from './service.ts';

/** Largest body of an import, bytes: the file that the contract allows, with its envelope. */
const IMPORT_LIMIT = 13_000_000;

interface ImportParts {
  imports: CameraImportService;
  exportFile: (actor: SignedIn, format: TableFormat) => Promise<Uint8Array>;
}

export function addCameraImportRoutes(app: FastifyInstance, { imports, exportFile }: ImportParts): void {
  route(app, 'camera.import', ({ actor, body, signal }) => imports.import(actor, body, signal), {
    bodyLimit: IMPORT_LIMIT,
    perMinute: 30,
  });
  route(app, 'camera.adopt', ({ actor, body }) => imports.adopt(actor, body));
  route(app, 'camera.template', ({ query, reply }) => {
    attach(reply, `cameras-template.${query.format}`);
    return cameraTemplate(query.format);
  });
  route(app, 'camera.export', ({ actor, query, reply }) => {
    attach(reply, `cameras.${query.format}`);
    return exportFile(actor, query.format);
  });
}

function attach(reply: FastifyReply, name: string): void {
  reply.type('application/octet-stream');
  reply.header('content-disposition', `attachment; filename="${name}"`);
}
