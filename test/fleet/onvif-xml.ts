import type { Maker } from './makers.ts';

const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  ter: 'http://www.onvif.org/ver10/error',
} as const;

export const SERVICE_NAMESPACES = NAMESPACES;

/** Text or attribute value, safe in XML. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

/** A whole answer in the maker's dialect; `body` is written with the prefixes of `NAMESPACES`. */
export function envelope(maker: Maker, body: string): string {
  const renamed = (prefix: string): string => maker.prefixes[prefix] ?? prefix;
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${renamed(prefix)}="${uri}"`);
  const canonical = `<s:Envelope${declared.join('')}><s:Header/><s:Body>${body}</s:Body></s:Envelope>`;
  const dialect = canonical
    .replace(/<(\/?)(s|tds|trt|tr2|tt):/g, (_, slash: string, prefix: string) => `<${slash}${renamed(prefix)}:`)
    .replace(/>(s|ter):/g, (_, prefix: string) => `>${renamed(prefix)}:`);
  return maker.prolog + dialect;
}

/** A SOAP 1.2 fault. */
export function fault(maker: Maker, side: 'Sender' | 'Receiver', code: string, reason: string): string {
  const subcode = `<s:Subcode><s:Value>ter:${code}</s:Value></s:Subcode>`;
  const text = `<s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason>`;
  return envelope(maker, `<s:Fault><s:Code><s:Value>s:${side}</s:Value>${subcode}</s:Code>${text}</s:Fault>`);
}
