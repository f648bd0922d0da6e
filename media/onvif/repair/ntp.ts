import type { DeviceOptions } from '../device-options.ts';
import { DEVICE, plain, readClock } from '../device.ts';
import { isIPv4, isIPv6 } from 'node:net';
import type { Session } from '../session.ts';
import { escapeXml, type XmlElement } from '../xml.ts';
import type { Change } from './change.ts';
import { dateAndTime } from './clock.ts';
import { open, requireKept, set } from './setting.ts';

interface NtpSetting {
  /** The clock goes by it. */
  used: boolean;
  fromDhcp: boolean;
  servers: string[];
}

/**
 * Has the device take its time from one NTP server (IP address or name).
 *
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setNtp(options: DeviceOptions & { server: string }): Promise<Change> {
  const { session, clock } = await open(options);
  const wanted = options.server.toLowerCase();
  const isWanted = ({ used, fromDhcp, servers }: NtpSetting): boolean =>
    used && !fromDhcp && servers.length === 1 && servers[0]?.toLowerCase() === wanted;
  const before = await readNtp(session, clock);
  if (isWanted(before)) return { before: text(before), after: text(before) };
  const parameters = `<FromDHCP>false</FromDHCP>${writeServer(options.server)}`;
  await set(session, session.device, { name: 'SetNTP', namespace: DEVICE, parameters });
  if (!before.used) {
    const mode = { name: 'SetSystemDateAndTime', namespace: DEVICE, parameters: dateAndTime(clock, 'NTP', null) };
    await set(session, session.device, mode);
  }
  const after = await readNtp(session, await readClock(session));
  requireKept(isWanted(after), 'the NTP server');
  return { before: text(before), after: text(after) };
}

async function readNtp(session: Session, clock: XmlElement | undefined): Promise<NtpSetting> {
  const answer = await set(session, session.device, { name: 'GetNTP', namespace: DEVICE });
  const told = answer.find('NTPInformation');
  const fromDhcp = ['true', '1'].includes(told?.textOf('FromDHCP') ?? '');
  const servers = (told?.all(fromDhcp ? 'NTPFromDHCP' : 'NTPManual') ?? []).slice(0, 4).map((server) =>
    // Only one of them is there, by the server's Type.
    plain(server.textOf('IPv4Address') || server.textOf('DNSname') || server.textOf('IPv6Address')),
  );
  return { used: clock?.textOf('DateTimeType') === 'NTP', fromDhcp, servers };
}

function writeServer(server: string): string {
  const [type, element] = isIPv4(server)
    ? ['IPv4', 'IPv4Address']
    : isIPv6(server)
      ? ['IPv6', 'IPv6Address']
      : ['DNS', 'DNSname'];
  return `<NTPManual><tt:Type>${type}</tt:Type><tt:${element}>${escapeXml(server)}</tt:${element}></NTPManual>`;
}

function text({ used, fromDhcp, servers }: NtpSetting): string {
  return [used ? 'NTP' : 'Manual', ...(fromDhcp ? ['DHCP'] : []), servers.join(', ')].join(' ').trim();
}
