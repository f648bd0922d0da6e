import type { DeviceOptions } from '../device-options.ts';
import { DEVICE, readClock } from '../device.ts';
import type { XmlElement } from '../xml.ts';
import { escapeXml } from '../xml.ts';
import type { Change } from './change.ts';
import { open, requireKept, set } from './setting.ts';

/** Devices tell and take whole seconds, so that a good clock may seem to be off by one. */
const GOOD_MS = 1500;
const KEPT_MS = 3000;

/**
 * Sets the device's clock to the own time (UTC), by hand: a device that took its time by NTP no longer does. A clock
 * that is right is left alone.
 *
 * @returns clock offsets, in seconds
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setClock(options: DeviceOptions): Promise<Change> {
  const { session, clock } = await open(options);
  const before = offsetText(session.clockOffsetMs);
  if (isWithin(session.clockOffsetMs, GOOD_MS)) return { before, after: before };
  const now = new Date(Math.round(Date.now() / 1000) * 1000);
  const parameters = dateAndTime(clock, 'Manual', now);
  await set(session, session.device, { name: 'SetSystemDateAndTime', namespace: DEVICE, parameters });
  session.clockOffsetMs = null;
  await readClock(session);
  requireKept(isWithin(session.clockOffsetMs, KEPT_MS), 'the time');
  return { before, after: offsetText(session.clockOffsetMs) };
}

/** What SetSystemDateAndTime takes: the time zone stays as it is. */
export function dateAndTime(clock: XmlElement | undefined, type: 'Manual' | 'NTP', now: Date | null): string {
  const daylight = ['true', '1'].includes(clock?.textOf('DaylightSavings') ?? '');
  const zone = clock?.textOf('TimeZone', 'TZ') ?? '';
  return (
    `<DateTimeType>${type}</DateTimeType><DaylightSavings>${daylight}</DaylightSavings>` +
    (zone === '' ? '' : `<TimeZone><tt:TZ>${escapeXml(zone)}</tt:TZ></TimeZone>`) +
    (now ? utc(now) : '')
  );
}

function utc(now: Date): string {
  const time = `<tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second>`;
  const date = `<tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day>`;
  return `<UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></UTCDateTime>`;
}

function isWithin(offsetMs: number | null, limitMs: number): boolean {
  return offsetMs !== null && Math.abs(offsetMs) <= limitMs;
}

function offsetText(offsetMs: number | null): string {
  if (offsetMs === null) return '?';
  const seconds = Math.round(offsetMs / 1000);
  return `${seconds > 0 ? '+' : ''}${seconds} s`;
}
