import { XMLParser } from 'fast-xml-parser';
import { MediaError } from '../error.ts';

/** More than an honest device's largest answer has (a recorder of 128 channels: about 20,000), and parsed in < 0.2 s. */
const MAX_ELEMENTS = 100_000;
const MAX_TAG = 16_384;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributesGroupName: '$',
  attributeNamePrefix: '',
  textNodeName: '_',
  removeNSPrefix: true,
  // Text stays text: a token "1.10" must not become the number 1.1.
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  alwaysCreateTextNode: true,
  isArray: () => true,
  maxNestedTags: 64,
});

/** One element of an answer, by local names: devices choose their own namespace prefixes. */
export class XmlElement {
  readonly #content: Record<string, unknown>;

  constructor(content: Record<string, unknown>) {
    this.#content = content;
  }

  /** Its own text, trimmed, with the entities that XML itself defines replaced. */
  get text(): string {
    return decode(this.#content._);
  }

  /** An attribute, or empty. */
  attribute(name: string): string {
    return decode(records(this.#content.$)[0]?.[name]);
  }

  /** Names of the attributes, in the order of the document, namespace declarations not among them. */
  get attributeNames(): string[] {
    return Object.keys(records(this.#content.$)[0] ?? {}).filter((name) => name !== 'xmlns');
  }

  /** Names of the children, each once, in the order in which they first came. */
  get childNames(): string[] {
    return Object.keys(this.#content).filter((name) => name !== '$' && name !== '_');
  }

  /** All children of that name. */
  all(name: string): XmlElement[] {
    return Object.hasOwn(this.#content, name) ? records(this.#content[name]).map((child) => new XmlElement(child)) : [];
  }

  /** The first element at the end of this path of names. */
  find(...path: string[]): XmlElement | undefined {
    return path.reduce<XmlElement | undefined>((element, name) => element?.all(name)[0], this);
  }

  /** The text at the end of the path, or empty. */
  textOf(...path: string[]): string {
    return this.find(...path)?.text ?? '';
  }
}

/**
 * Reads a SOAP envelope that a device sent.
 *
 * Deliberately forgiving of small faults (a bare `&` in a URI is common), and strict about what could do harm:
 * document types (SOAP 1.2, section 3, forbids them; entity bombs need them), size, depth, and answers cut off.
 *
 * @returns the Body element, and the Header beside it
 * @throws MediaError `onvif` where it is not a SOAP envelope, `too-large` where it has too many elements
 */
export function parseEnvelope(text: string): { header: XmlElement | undefined; body: XmlElement } {
  const tail = text.slice(-256).trimEnd();
  if (!/Envelope\s*>$/.test(tail)) throw new MediaError('onvif', 'the answer is not a whole SOAP envelope');
  if (/<!DOCTYPE/i.test(text)) throw new MediaError('onvif', 'the answer has a document type');
  if (countElements(text) > MAX_ELEMENTS) throw new MediaError('too-large', 'the answer has too many elements');
  const document = parse(text);
  const envelope = new XmlElement(document).find('Envelope');
  const body = envelope?.find('Body');
  if (!body) throw new MediaError('onvif', 'the answer has no SOAP body');
  return { header: envelope?.find('Header'), body };
}

function parse(text: string): Record<string, unknown> {
  try {
    const document: unknown = parser.parse(text);
    return isRecord(document) ? document : {};
  } catch (error) {
    // The parser's message may quote the answer: only its kind is told.
    throw new MediaError('onvif', `the answer is not XML (${error instanceof Error ? error.name : 'error'})`);
  }
}

/**
 * Counts `<`, in one pass. A single tag of absurd length counts as too many, since its attributes cost as much as
 * elements do; comments and CDATA (`<!`) have none.
 */
function countElements(text: string): number {
  let count = 0;
  let tag = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LESS) {
      count++;
      if (tag < 0 && text.charCodeAt(at + 1) !== EXCLAMATION) tag = at;
    } else if (code === GREATER) {
      tag = -1;
    } else if (tag >= 0 && at - tag > MAX_TAG) {
      return Number.POSITIVE_INFINITY;
    }
  }
  return count;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const EXCLAMATION = 0x21;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** One pass, so that `&amp;lt;` gives `&lt;`; unknown entities stay as they are. */
function decode(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, (whole, name, decimal, hex) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** For text that goes into a request. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
