import type { OnvifDevice } from './onvif-device.ts';
import type { OnvifRequest } from './onvif-request.ts';
import { attribute, escapeXml, field, inside } from './onvif-xml.ts';

/** What a device with fault `refuses` does not do. */
export function changesSettings(operation: string): boolean {
  return /^(Set(?!SynchronizationPoint|Preset|HomePosition|Mask)|CreateOSD|DeleteOSD|SystemReboot)/.test(operation);
}

function dateAndTime(camera: OnvifDevice): string {
  const now = new Date(camera.deviceTime());
  const date = `<tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day>`;
  const time = `<tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second>`;
  const source = camera.settings.ntpServer === null ? 'Manual' : 'NTP';
  return `<tds:SystemDateAndTime><tt:DateTimeType>${source}</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>
<tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone><tt:UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>`;
}

/** A moment as SetSystemDateAndTime gives it, ms since 1970; NaN where it is none. */
function moment(body: string): number {
  const part = (name: string): number => (field(body, name) === '' ? NaN : Number(field(body, name)));
  return Date.UTC(part('Year'), part('Month') - 1, part('Day'), part('Hour'), part('Minute'), part('Second'));
}

function setDateAndTime(camera: OnvifDevice, body: string): string | null {
  if (field(body, 'DateTimeType') === 'NTP') return camera.settings.ntpServer === null ? null : '';
  const time = moment(inside(body, 'UTCDateTime'));
  if (Number.isNaN(time)) return null;
  camera.settings.ntpServer = null;
  camera.setTime(time);
  return '';
}

function ntp({ settings }: OnvifDevice): string {
  const { ntpServer } = settings;
  if (ntpServer === null) return '<tds:NTPInformation><tt:FromDHCP>false</tt:FromDHCP></tds:NTPInformation>';
  const address = /^[\d.]+$/.test(ntpServer);
  const [type, element] = address ? ['IPv4', 'IPv4Address'] : ['DNS', 'DNSname'];
  return `<tds:NTPInformation><tt:FromDHCP>false</tt:FromDHCP><tt:NTPManual><tt:Type>${type}</tt:Type><tt:${element}>${escapeXml(ntpServer)}</tt:${element}></tt:NTPManual></tds:NTPInformation>`;
}

/** The server is never asked: whatever it is, the clock is right afterwards. */
function setNtp(camera: OnvifDevice, body: string): string | null {
  const server = field(body, 'IPv4Address') || field(body, 'DNSname');
  if (!server) return null;
  camera.settings.ntpServer = server;
  camera.setTime(Date.now());
  return '';
}

const SHORTEST_PASSWORD = 8;

function setUser({ gatekeeper }: OnvifDevice, body: string): string | null {
  const password = field(inside(body, 'User'), 'Password');
  if (field(body.slice(body.search(/Body/)), 'Username') !== gatekeeper.username) return null;
  if (password.length < SHORTEST_PASSWORD) return null;
  gatekeeper.password = password;
  return '';
}

/** Answers the device service's settings, in canonical prefixes; null where it is refused or not known. */
export function answerSettings(camera: OnvifDevice, { operation, body }: OnvifRequest): string | null {
  switch (operation) {
    case 'GetSystemDateAndTime':
      return dateAndTime(camera);
    case 'SetSystemDateAndTime':
      return setDateAndTime(camera, body);
    case 'GetNTP':
      return ntp(camera);
    case 'SetNTP':
      return setNtp(camera, body);
    case 'GetUsers':
      return `<tds:User><tt:Username>${escapeXml(camera.username)}</tt:Username><tt:UserLevel>Administrator</tt:UserLevel></tds:User>`;
    case 'SetUser':
      return setUser(camera, body);
    case 'SystemReboot':
      camera.restart();
      return '<tds:Message>Rebooting</tds:Message>';
    default:
      return null;
  }
}

function readText(body: string): { position: string; kind: string; text: string } | null {
  const osd = inside(body, 'OSD');
  const string = inside(osd, 'TextString');
  const kind = field(string, 'Type');
  const text = field(string, 'PlainText');
  if (field(osd, 'VideoSourceConfigurationToken') !== 'vs_1' || !['Plain', 'Date', 'DateAndTime'].includes(kind)) {
    return null;
  }
  return { position: field(inside(osd, 'Position'), 'Type'), kind, text };
}

/** Answers operations on the texts over the picture (the same in both media services). */
export function answerOsd({ settings }: OnvifDevice, { operation, body, service }: OnvifRequest): string | null {
  const prefix = service === 'tr2' ? 'tr2' : 'trt';
  switch (operation) {
    case 'GetOSDs':
      return [...settings.texts]
        .map(([token, { position, kind, text }]) => {
          const plain = kind === 'Plain' ? `<tt:PlainText>${escapeXml(text)}</tt:PlainText>` : '';
          return `<${prefix}:OSDs token="${token}"><tt:VideoSourceConfigurationToken>vs_1</tt:VideoSourceConfigurationToken><tt:Type>Text</tt:Type>
<tt:Position><tt:Type>${escapeXml(position)}</tt:Type></tt:Position><tt:TextString><tt:Type>${kind}</tt:Type>${plain}</tt:TextString></${prefix}:OSDs>`;
        })
        .join('');
    case 'CreateOSD': {
      const text = readText(body);
      const token = text && settings.addText(text);
      return token && `<${prefix}:OSDToken>${token}</${prefix}:OSDToken>`;
    }
    case 'SetOSD': {
      const text = readText(body);
      const token = attribute(body, 'OSD', 'token');
      if (!text || !settings.texts.has(token)) return null;
      settings.texts.set(token, text);
      return '';
    }
    case 'DeleteOSD':
      return settings.texts.delete(field(body, 'OSDToken')) ? '' : null;
    default:
      return null;
  }
}
