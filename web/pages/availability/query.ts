import type { HealthQuery } from '../../../server/contract/health.ts';
import { readDay, writeDay } from '../../i18n/format.ts';

export const groupings = ['unit', 'carrier', 'day', 'camera'] as const satisfies readonly HealthQuery['by'][];

/** Reads the search of an address; without days: from the month's first to today. */
export function readQuery(params: URLSearchParams, now: number): HealthQuery {
  const today = writeDay(now);
  const [from, to] = [params.get('from'), params.get('to')];
  const unitId = params.get('unit');
  return {
    from: from !== null && readDay(from) !== null ? from : `${today.slice(0, 8)}01`,
    to: to !== null && readDay(to) !== null ? to : today,
    by: groupings.find((by) => by === params.get('by')) ?? 'unit',
    ...(unitId && { unitId }),
  };
}

/** Writes it as {@link readQuery} reads it. */
export function writeQuery({ from, to, by, unitId }: HealthQuery): Record<string, string> {
  return { from, to, by, ...(unitId && { unit: unitId }) };
}

/** A share in per cent, never rounded up to a promise that was not kept; a dash where nothing was observed. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}

/** Hours and minutes of a time, ms. */
export function formatSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
