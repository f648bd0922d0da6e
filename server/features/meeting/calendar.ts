import type { StoredMeeting } from '../../store/meetings.ts';

/** Longest line, bytes without its end (RFC 5545, 3.1). */
const LINE = 75;
/** Of the alarm in the reader's own calendar. */
const REMINDER = '-PT10M';

type Facts = Pick<StoredMeeting, 'id' | 'kind' | 'title' | 'agenda' | 'startsAt' | 'endsAt' | 'state'>;

/** The meeting as an iCalendar file (RFC 5545), all times in UTC. @param now when it is made, ms since 1970 */
export function calendarOf({ id, kind, title, agenda, startsAt, endsAt, state }: Facts, now: number): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Qinling Hub//Meetings//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${id}@qinling-hub`,
    `DTSTAMP:${timeOf(now)}`,
    `DTSTART:${timeOf(startsAt)}`,
    `DTEND:${timeOf(endsAt)}`,
    `SUMMARY:${escape(title)}`,
    ...(agenda === '' ? [] : [`DESCRIPTION:${escape(agenda)}`]),
    ...(kind === 'private' ? ['CLASS:PRIVATE'] : []),
    `STATUS:${state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escape(title)}`,
    `TRIGGER:${REMINDER}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}

/** `20261123T020000Z` */
function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Text as a value: what would end it, or a list, is marked; control characters, which no line may hold, are left out. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Long lines go on after a line end and a space; no character is cut in two. */
function fold(line: string): string {
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LINE) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}
