import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../../server/features/meeting/calendar.ts';
import { shareMeetings } from './meeting-rig.ts';

const rig = shareMeetings();
const NOW = Date.parse('2026-11-23T01:02:03.456Z');
const facts = {
  id: '01a2063d-c1bc-7ad7-9392-07d930407ca1',
  kind: 'scheduled' as const,
  title: '会商',
  agenda: '',
  startsAt: Date.parse('2026-11-24T09:00+08:00'),
  endsAt: Date.parse('2026-11-24T10:30+08:00'),
  state: 'planned' as const,
};

/** What a reader of RFC 5545 makes of it: lines unfolded, then values unescaped. */
function read(file: string): Map<string, string> {
  const lines = file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  const value = (text: string) => text.replaceAll(/\\(.)/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark));
  const found = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    // The alarm comes last, and has a description of its own.
    if (!found.has(name)) found.set(name, value(line.slice(colon + 1)));
  }
  return found;
}

test('a meeting as a file of RFC 5545, in UTC', () => {
  expect(calendarOf({ ...facts, agenda: '一、雨情; 二\n三, 四' }, NOW)).toBe(
    [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Qinling Hub//Meetings//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
      ...[`UID:${facts.id}@qinling-hub`, 'DTSTAMP:20261123T010203Z', 'DTSTART:20261124T010000Z'],
      ...['DTEND:20261124T023000Z', 'SUMMARY:会商', 'DESCRIPTION:一、雨情\\; 二\\n三\\, 四', 'STATUS:CONFIRMED'],
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:会商', 'TRIGGER:-PT10M', 'END:VALARM'],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ].join('\r\n'),
  );
});

test('any title and agenda: lines within 75 bytes, none that is another’s, and the same text when read', () => {
  const text = string({ unit: 'binary', maxLength: 300 });
  assert(
    property(text, text, (title, agenda) => {
      const file = calendarOf({ ...facts, title, agenda }, NOW);
      const lines = file.split('\r\n');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
      const names = lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(':')[0]);
      const description = agenda === '' ? [] : ['DESCRIPTION'];
      expect(names).toEqual([
        ...['BEGIN', 'VERSION', 'PRODID', 'METHOD', 'BEGIN', 'UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY'],
        ...description,
        ...['STATUS', 'BEGIN', 'ACTION', 'DESCRIPTION', 'TRIGGER', 'END', 'END', 'END', ''],
      ]);
      const kept = (written: string) =>
        written
          .toWellFormed()
          .replaceAll(/\r\n?/g, '\n')
          .replaceAll(/[^\P{Cc}\t\n\u0080-\u009f]/gu, '');
      const found = read(file);
      expect(found.get('SUMMARY')).toBe(kept(title));
      if (agenda !== '') expect(found.get('DESCRIPTION')).toBe(kept(agenda));
    }),
    { numRuns: 500 },
  );
});

test('one that was cancelled and one that is private say so', () => {
  expect(read(calendarOf({ ...facts, state: 'cancelled' }, NOW)).get('STATUS')).toBe('CANCELLED');
  expect(read(calendarOf({ ...facts, kind: 'private' }, NOW)).get('CLASS')).toBe('PRIVATE');
});

test('it is for who is invited, as a file to save', async () => {
  const { id } = await rig.plan({ title: '周例会' });
  const reply = await rig.villager.call('meeting.calendar', undefined, id);
  expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="meeting.ics"');
  expect(read(reply.text).get('SUMMARY')).toBe('周例会');
  expect((await rig.stranger.call('meeting.calendar', undefined, id)).error?.code).toBe('meeting.not-invited');
});
