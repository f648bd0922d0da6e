import { escapeXml, type XmlElement } from './xml.ts';

/** New values by name: a text, or more names inside of the child of that name. */
export interface Changes {
  [name: string]: string | Changes;
}

export interface RewriteOptions {
  /** Name of the element that is written, with its prefix. */
  name: string;
  /** As the device told it; none: it is made new. */
  told: XmlElement | undefined;
  /** Its children in the order of the schema; others (extensions of a maker) are left out. */
  order: readonly string[];
  changes: Changes;
  /** Attributes that shall be otherwise than told. */
  attributes?: Record<string, string>;
}

/**
 * Writes a setting back as the device told it, with some values changed: a device takes a whole configuration only,
 * and what is left out would be reset. Its children are in ONVIF's schema namespace, prefix `tt`.
 */
export function rewrite({ name, told, order, changes, attributes = {} }: RewriteOptions): string {
  const content = order.flatMap((child) => childrenOf(child, told, changes[child]));
  return element(name, attributesOf(told, attributes), content.join(''));
}

function childrenOf(name: string, parent: XmlElement | undefined, change: string | Changes | undefined): string[] {
  const told = parent?.all(name) ?? [];
  if (change === undefined) return told.map((child) => write(name, child, {}));
  if (typeof change === 'string') return [element(`tt:${name}`, '', escapeXml(change))];
  return [write(name, told[0], change)];
}

function write(name: string, told: XmlElement | undefined, changes: Changes): string {
  const names = new Set([...(told?.childNames ?? []), ...Object.keys(changes)].filter(isName));
  const content = [...names].flatMap((child) => childrenOf(child, told, changes[child]));
  const text = names.size === 0 ? escapeXml(told?.text ?? '') : content.join('');
  return element(`tt:${name}`, attributesOf(told, {}), text);
}

function attributesOf(told: XmlElement | undefined, changed: Record<string, string>): string {
  const names = new Set([...(told?.attributeNames ?? []).filter(isName), ...Object.keys(changed)]);
  return [...names].map((name) => ` ${name}="${escapeXml(changed[name] ?? told?.attribute(name) ?? '')}"`).join('');
}

function element(name: string, attributes: string, content: string): string {
  return `<${name}${attributes}>${content}</${name}>`;
}

/** A plain XML name: a device may call its elements anything. */
function isName(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,63}$/.test(name) && name !== 'Extension';
}
