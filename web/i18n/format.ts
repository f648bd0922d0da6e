import type { Language } from './index.ts';

const locale: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** Time of day; with the date in front where it is not today's. `ms` since 1970. */
export function formatTime(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const today = time.toDateString() === new Date(now).toDateString();
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false };
  if (!today) Object.assign(parts, { month: '2-digit', day: '2-digit' });
  return new Intl.DateTimeFormat(locale[language], parts).format(time);
}

/** Hours and minutes; with the date in front where it is not today's, and the year where it is not this one. */
export function formatMoment(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const today = new Date(now);
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
  if (time.toDateString() !== today.toDateString()) Object.assign(parts, { month: '2-digit', day: '2-digit' });
  if (time.getFullYear() !== today.getFullYear()) Object.assign(parts, { year: 'numeric' });
  return new Intl.DateTimeFormat(locale[language], parts).format(time);
}

/** bit/s in the unit that reads best; a dash where unknown. */
export function formatBitrate(bitsPerSecond: number | null): string {
  if (bitsPerSecond === null) return '–';
  if (bitsPerSecond >= 1e6) return `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s`;
  return `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

/** Size of a picture; a dash where unknown. */
export function formatSize(width: number | null, height: number | null): string {
  return width && height ? `${width}×${height}` : '–';
}

/** A clock's offset with its sign, in the unit that reads best. */
export function formatOffset(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  const size = Math.abs(ms);
  if (size < 1_000) return `${sign}${size} ms`;
  if (size < 120_000) return `${sign}${(size / 1_000).toFixed(1)} s`;
  if (size < 7_200_000) return `${sign}${Math.round(size / 60_000)} min`;
  return `${sign}${Math.round(size / 3_600_000)} h`;
}
