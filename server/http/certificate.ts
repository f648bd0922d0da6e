import type { FastifyInstance } from 'fastify';
import type { Certificate } from '../certificate.ts';
import { HubError } from '../errors.ts';
import { publicRoute } from './route.ts';

/** The certificate of the hub's own authority as a file, for the machines that are to trust it. */
export function addCertificate(app: FastifyInstance, certificate: Certificate | null): void {
  publicRoute(app, 'hub.certificate', ({ reply }) => {
    const authority = certificate?.authority ?? null;
    if (authority === null) return Promise.reject(new HubError('certificate.none'));
    reply.type('application/x-x509-ca-cert').header('content-disposition', 'attachment; filename="qinling-hub.crt"');
    return Promise.resolve(Buffer.from(authority.certificate));
  });
}
