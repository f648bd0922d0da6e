/**
 * The last moment of a day, in the time zone of the page: what ends on a day holds through it.
 * @param day YYYY-MM-DD; empty: no end
 * @returns ms since 1970
 */
export function endOfDay(day: string | undefined): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!parts) return null;
  const [, year, month, date] = parts.map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date, 23, 59, 59, 999).getTime();
}

/** The day of a moment, YYYY-MM-DD in the time zone of the page; empty for none. */
export function dayOf(ms: number | null): string {
  if (ms === null) return '';
  const time = new Date(ms);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
