import { createHash, randomBytes } from 'node:crypto';
import type { SimulatedCamera } from './camera.ts';
import { escapeXml, SERVICE_NAMESPACES } from './onvif-xml.ts';

/** What a camera answered. */
export interface Answered {
  status: number;
  xml: string;
}

/** The least of an ONVIF client: username token only; for tests of the fleet. `body` with the prefixes tds, trt, tr2, tptz, timg, tt. */
export async function soap(camera: SimulatedCamera, body: string, password = camera.password): Promise<Answered> {
  const created = new Date(camera.deviceTime()).toISOString();
  const nonce = randomBytes(16);
  const digest = createHash('sha1').update(nonce).update(created + password).digest('base64'); // prettier-ignore
  const token = `<w:Security><w:UsernameToken><w:Username>${escapeXml(camera.username)}</w:Username><w:Password>${digest}</w:Password><w:Nonce>${nonce.toString('base64')}</w:Nonce><w:Created>${created}</w:Created></w:UsernameToken></w:Security>`;
  const declared = Object.entries(SERVICE_NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  const response = await fetch(`http://${camera.address}:${camera.onvifPort}/onvif/device_service`, {
    method: 'POST',
    body: `<s:Envelope ${declared.join(' ')} xmlns:w="wsse"><s:Header>${token}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  });
  return { status: response.status, xml: await response.text() };
}
