import type { Language } from './index.ts';

const locale: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs as much as drawing a row of a table: each is made once. */
function formatter(language: Language, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(parts);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale[language], parts);
  formatters.set(key, made);
  return made;
}

/** Time of day; with the date in front where it is not today's. `ms` since 1970. */
export function formatTime(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const today = time.toDateString() === new Date(now).toDateString();
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false };
  if (!today) Object.assign(parts, { month: '2-digit', day: '2-digit' });
  return formatter(language, parts).format(time);
}

/** How long ago, in the largest unit that fits; `ms` not negative. */
export function formatAge(ms: number, language: Language): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, size] = units.find(([, length]) => ms >= length) ?? units[3];
  return new Intl.RelativeTimeFormat(locale[language], { style: 'short' }).format(-Math.floor(ms / size), unit);
}

/** Hours and minutes; with the date in front where it is not today's, and the year where it is not this one. */
export function formatMoment(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const today = new Date(now);
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (time.toDateString() !== today.toDateString()) Object.assign(parts, { month: '2-digit', day: '2-digit' });
  if (time.getFullYear() !== today.getFullYear()) Object.assign(parts, { year: 'numeric' });
  return formatter(language, parts).format(time);
}

/** A day of the page's time zone: `MM-DD` and the name of the weekday. */
export function formatDay(ms: number, language: Language): string {
  const parts: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit', weekday: 'short' };
  return formatter(language, parts).format(new Date(ms));
}

/** The weekday alone, as the head of a calendar has it. */
export function formatWeekday(ms: number, language: Language): string {
  return formatter(language, { weekday: 'short' }).format(new Date(ms));
}

/** Hours and minutes. */
export function formatHour(ms: number, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(ms));
}

/** `YYYY-MM-DDTHH:MM` in the page's time zone, as date fields write it. */
export function writeMoment(ms: number): string {
  const time = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  // Four digits, also while somebody types the first of them: a date field takes no fewer.
  const year = String(time.getFullYear()).padStart(4, '0');
  const day = `${year}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Reads what {@link writeMoment} wrote; null for anything else. */
export function readMoment(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) ? null : ms;
}

/** `YYYY-MM-DD HH:MM:SS` in the page's time zone: the same in every language. */
export function formatStamp(ms: number): string {
  return `${writeMoment(ms).replace('T', ' ')}:${String(new Date(ms).getSeconds()).padStart(2, '0')}`;
}

/** `YYYY-MM-DD` in the page's time zone. */
export function writeDay(ms: number): string {
  return writeMoment(ms).slice(0, 10);
}

/** Midnight at which a day begins; null for what is none. */
export function readDay(text: string | null): number | null {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? readMoment(`${text}T00:00`) : null;
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
