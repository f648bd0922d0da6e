/** How many addresses one sweep may have: a /20. */
export const MAX_TARGETS = 4096;

/**
 * Expands what a person types into single IPv4 addresses, in the order given, each once.
 *
 * @param texts single addresses (`10.1.2.3`), ranges (`10.1.2.3-10.1.2.40`, both ends included) and CIDR blocks
 *   (`10.1.2.0/24`, without its network and broadcast address where it has them). Empty lines are left out.
 * @throws RangeError naming the part that is wrong, or that all parts together are more than {@link MAX_TARGETS}
 */
export function parseTargets(texts: readonly string[]): string[] {
  const addresses = new Set<number>();
  for (const text of texts) {
    const part = text.trim();
    if (part === '') continue;
    const [first, last] = parsePart(part);
    if (last - first >= MAX_TARGETS) throw new RangeError(`"${part}" is more than ${MAX_TARGETS} addresses`);
    for (let address = first; address <= last; address++) addresses.add(address);
    if (addresses.size > MAX_TARGETS) throw new RangeError(`more than ${MAX_TARGETS} addresses, from "${part}" on`);
  }
  return [...addresses].map(formatAddress);
}

/** First and last address of one part, as numbers. */
function parsePart(part: string): [number, number] {
  const slash = part.indexOf('/');
  if (slash >= 0) return parseBlock(part, part.slice(0, slash), part.slice(slash + 1));
  const dash = part.indexOf('-');
  if (dash < 0) {
    const address = parseAddress(part, part);
    return [address, address];
  }
  const first = parseAddress(part, part.slice(0, dash).trim());
  const last = parseAddress(part, part.slice(dash + 1).trim());
  if (last < first) throw new RangeError(`"${part}" ends before it begins`);
  return [first, last];
}

function parseBlock(part: string, base: string, length: string): [number, number] {
  const address = parseAddress(part, base.trim());
  if (!/^\d{1,2}$/.test(length) || Number(length) > 32)
    throw new RangeError(`"${part}" has no prefix length of 0 to 32`);
  const size = 2 ** (32 - Number(length));
  const network = address - (address % size);
  // RFC 3021: a /31 has no network and no broadcast address, and a /32 is one host.
  return size <= 2 ? [network, network + size - 1] : [network + 1, network + size - 2];
}

function parseAddress(part: string, text: string): number {
  const bytes = text.split('.');
  // A leading zero is refused: some systems read such a number as octal.
  if (bytes.length !== 4 || !bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) <= 255)) {
    throw new RangeError(`"${part}" is not an IPv4 address, range or CIDR block`);
  }
  return bytes.reduce((address, byte) => address * 256 + Number(byte), 0);
}

function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
