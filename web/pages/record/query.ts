import { Purpose } from '../../../server/contract/grant.ts';
import { Outcome, type RecordQuery } from '../../../server/contract/record.ts';
import { readMoment, writeMoment } from '../../i18n/format.ts';

/** What is searched for, without the place in the record. */
export type Search = Omit<RecordQuery, 'before' | 'limit' | 'userId'>;

const words = ['username', 'targetId', 'action', 'unitId'] as const;
const moments = ['from', 'to'] as const;

/** Reads the search of an address; what makes no sense is as if it were absent. */
export function readSearch(params: URLSearchParams): Search {
  const search: Search = {};
  for (const name of words) {
    const word = params.get(name)?.trim();
    if (word) search[name] = word;
  }
  for (const name of moments) {
    const moment = readMoment(params.get(name) ?? '');
    if (moment !== null) search[name] = moment;
  }
  const outcome = Outcome.enum.find((value) => value === params.get('outcome'));
  if (outcome) search.outcome = outcome;
  const purpose = Purpose.enum.find((value) => value === params.get('purpose'));
  if (purpose) search.purpose = purpose;
  return search;
}

/** Writes it as {@link readSearch} reads it. */
export function writeSearch(search: Search): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of words) {
    const word = search[name]?.trim();
    if (word) params.set(name, word);
  }
  for (const name of moments) {
    const moment = search[name];
    if (moment !== undefined) params.set(name, writeMoment(moment));
  }
  if (search.outcome) params.set('outcome', search.outcome);
  if (search.purpose) params.set('purpose', search.purpose);
  return params;
}

/** The place in the record below which the page begins; undefined: the newest. */
export function readBefore(params: URLSearchParams): number | undefined {
  const before = Number(params.get('before') ?? 0);
  return Number.isInteger(before) && before > 0 ? before : undefined;
}
