import { SERVICE_NAMESPACES } from './onvif-xml.ts';

export type Service = 'tds' | 'trt' | 'tr2' | 'tptz' | 'timg';
const SERVICES: readonly Service[] = ['tds', 'trt', 'tr2', 'tptz', 'timg'];

/** One ONVIF request, as far as a camera cares. */
export interface OnvifRequest {
  /** Local name of the operation. */
  operation: string;
  /** Whose operation it is: `Stop` is known to two services. */
  service: Service;
  body: string;
}

/** Takes a SOAP request apart; null where it names no operation. */
export function readRequest(body: string): OnvifRequest | null {
  const found = /<(?:[\w.-]+:)?Body[^>]*>\s*<(?:([\w.-]+):)?([A-Za-z]+)([^>]*)>/.exec(body);
  if (!found) return null;
  const [, prefix, operation = '', attributes = ''] = found;
  // A prefix may be declared anywhere above; a default namespace only counts on the operation itself.
  const declared = prefix ? new RegExp(`xmlns:${prefix}\\s*=\\s*["']([^"']*)`) : /xmlns\s*=\s*["']([^"']*)/;
  const namespace = declared.exec(prefix ? body : attributes)?.[1];
  return { operation, service: SERVICES.find((name) => SERVICE_NAMESPACES[name] === namespace) ?? 'trt', body };
}
