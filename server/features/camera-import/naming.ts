import type { OrgUnit } from '../../contract/org.ts';
import { HubError } from '../../errors.ts';

const PART = /\{([^{}]*)\}/g;
/** Names of units of a kind, the unit itself, its place, its carrier; `n`, `nn`, …: a number of so many digits. */
const KNOWN = /^(county|town|village|unit|place|carrier|n{1,6})$/;

/** What a name is made of. */
export interface NameFacts {
  /** The unit and all that it lies in, the root first. */
  units: readonly OrgUnit[];
  place: string;
  carrier: string;
}

/** Makes names by a pattern, e.g. `{town}{village}{place}{nn}`: numbers count up, and no name is made twice. */
export class Naming {
  readonly #pattern: string;
  readonly #taken: Set<string>;
  readonly #last = new Map<string, number>();

  /** @throws HubError `request.invalid` where the pattern has an unknown part */
  constructor(pattern: string, taken: Iterable<string>) {
    for (const [whole, part = ''] of pattern.matchAll(PART)) {
      if (KNOWN.test(part)) continue;
      throw new HubError('request.invalid', { zh: `命名规则中没有 ${whole}`, en: `a name has no part ${whole}` });
    }
    this.#pattern = pattern.trim();
    this.#taken = new Set(taken);
  }

  /** Empty where there is no pattern: the device's own name is taken. */
  next(facts: NameFacts): string {
    if (this.#pattern === '') return '';
    const filled = this.#pattern.replace(PART, (whole, part: string) => valueOf(part, facts) ?? whole);
    const digits = PART_N.exec(filled)?.[1]?.length ?? 0;
    for (let number = this.#last.get(filled) ?? 0; ;) {
      number++;
      const name = withNumber(filled, String(number).padStart(digits, '0'));
      if (digits > 0 && this.#taken.has(name)) continue;
      this.#last.set(filled, number);
      this.#taken.add(name);
      return name;
    }
  }
}

const PART_N = /\{(n+)\}/;
const MAX_NAME = 100;

/** A name that would be too long loses its end, and not its number. */
function withNumber(filled: string, number: string): string {
  const isNumbered = PART_N.test(filled);
  const name = filled.replaceAll(new RegExp(PART_N, 'g'), number);
  if (name.length <= MAX_NAME) return name;
  return isNumbered ? name.slice(0, MAX_NAME - number.length) + number : name.slice(0, MAX_NAME);
}

/** Undefined: it is a number's place. */
function valueOf(part: string, { units, place, carrier }: NameFacts): string | undefined {
  const nameOf = (...kinds: OrgUnit['kind'][]): string =>
    units.findLast(({ kind }) => kinds.includes(kind))?.name ?? '';
  switch (part) {
    case 'county':
      return nameOf('county');
    case 'town':
      return nameOf('town');
    case 'village':
      return nameOf('village', 'community');
    case 'unit':
      return units.at(-1)?.name ?? '';
    case 'place':
      return place;
    case 'carrier':
      return carrier;
    default:
      return undefined;
  }
}
