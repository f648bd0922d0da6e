import type { Maker } from './makers.ts';

const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tptz: 'http://www.onvif.org/ver20/ptz/wsdl',
  timg: 'http://www.onvif.org/ver20/imaging/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  ter: 'http://www.onvif.org/ver10/error',
} as const;

export const SERVICE_NAMESPACES = NAMESPACES;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const SIGNS = new Map(Object.entries(ENTITIES).map(([sign, entity]) => [entity, sign]));

/** Text or attribute value, safe in XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|[a-z]+);/gi, (entity, decimal?: string, hex?: string) => {
    if (decimal ?? hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16));
    return SIGNS.get(entity) ?? entity;
  });
}

/** Text of the first element of that local name; '' where there is none. */
export function field(xml: string, name: string): string {
  return unescapeXml(new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>\\s*([^<]*?)\\s*<`).exec(xml)?.[1] ?? '');
}

/** Attribute of the first element of that local name which has it; '' where there is none. */
export function attribute(xml: string, element: string, name: string): string {
  const found = new RegExp(`<(?:[\\w.-]+:)?${element}\\s[^>]*?\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(xml)?.[1];
  return unescapeXml(found ?? '');
}

/** What stands inside the first element of that local name; '' where there is none. */
export function inside(xml: string, name: string): string {
  return new RegExp(`<((?:[\\w.-]+:)?${name})(?:\\s[^>]*)?>([\\s\\S]*?)</\\1>`).exec(xml)?.[2] ?? '';
}

/** How a maker writes an envelope; worked out once, as a large fleet writes ten thousands of them. */
interface Dialect {
  /** All before the body. */
  head: string;
  /** Opening and closing names whose prefix this maker calls otherwise; the second, qualified names as text. */
  names: RegExp;
  values: RegExp;
  renamed: (prefix: string) => string;
}

const dialects = new WeakMap<Maker, Dialect>();

function dialectOf(maker: Maker): Dialect {
  const known = dialects.get(maker);
  if (known) return known;
  const renamed = (prefix: string): string => maker.prefixes[prefix] ?? prefix;
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${renamed(prefix)}="${uri}"`);
  const others = Object.keys(NAMESPACES).filter((prefix) => renamed(prefix) !== prefix);
  const dialect = {
    head: `${maker.prolog}<${renamed('s')}:Envelope${declared.join('')}><${renamed('s')}:Header/>`,
    names: new RegExp(`<(/?)(${others.join('|')}):`, 'g'),
    values: new RegExp(`>(${others.join('|')}):`, 'g'),
    renamed,
  };
  dialects.set(maker, dialect);
  return dialect;
}

/** A whole answer in the maker's dialect; `body` is written with the prefixes of `NAMESPACES`. */
export function envelope(maker: Maker, body: string): string {
  const { head, names, values, renamed } = dialectOf(maker);
  const rest = `<s:Body>${body}</s:Body></s:Envelope>`
    .replace(names, (_, slash: string, prefix: string) => `<${slash}${renamed(prefix)}:`)
    .replace(values, (_, prefix: string) => `>${renamed(prefix)}:`);
  return head + rest;
}

/** A SOAP 1.2 fault. */
export function fault(maker: Maker, side: 'Sender' | 'Receiver', code: string, reason: string): string {
  const subcode = `<s:Subcode><s:Value>ter:${code}</s:Value></s:Subcode>`;
  const text = `<s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason>`;
  return envelope(maker, `<s:Fault><s:Code><s:Value>s:${side}</s:Value>${subcode}</s:Code>${text}</s:Fault>`);
}
