const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** What the user typed as targets, or the first word of it that is none. */
export type Targets = { targets: string[] } | { bad: string };

/**
 * Splits at commas, spaces and line ends, and checks the form of each: an address, a range `a-b`, a block `a/nn`.
 * The hub checks again, and counts.
 */
export function readTargets(text: string): Targets {
  const targets = text
    .replace(/\s*[-–~～]\s*/g, '-')
    .split(/[\s,;，；、]+/)
    .filter(Boolean);
  const bad = targets.find((target) => !isTarget(target));
  return bad === undefined ? { targets } : { bad };
}

function isTarget(target: string): boolean {
  if (target.includes('/')) {
    const [address, bits, ...more] = target.split('/');
    return !more.length && ADDRESS.test(address ?? '') && /^(?:3[0-2]|[12]?\d)$/.test(bits ?? '');
  }
  const ends = target.split('-');
  return ends.length <= 2 && ends.every((end) => ADDRESS.test(end));
}
