import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import { optional, plain } from '../device.ts';
import { findStream, partOf } from '../profile-parts.ts';
import { rewrite } from '../rewrite.ts';
import type { ServiceAddress } from '../same-host.ts';
import { MEDIA1, MEDIA2, readMediaServices } from '../services.ts';
import type { Session } from '../session.ts';
import { escapeXml, type XmlElement } from '../xml.ts';
import type { Change } from './change.ts';
import { open, requireKept, set } from './setting.ts';

/** Children of an OSDConfiguration (ONVIF schema, onvif.xsd). */
const ORDER = ['VideoSourceConfigurationToken', 'Type', 'Position', 'TextString'];

/** What draws texts into the pictures of one channel. */
interface Screen {
  service: ServiceAddress;
  namespace: string;
  /** Token of the video source configuration. */
  source: string;
}

/**
 * Sets the name that the device draws on the pictures of one channel: the first text that is neither date nor time is
 * changed, or a new one made.
 *
 * @param options `profileToken`: any stream of the channel
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setScreenName(options: DeviceOptions & { profileToken: string; text: string }): Promise<Change> {
  const { session } = await open(options);
  const services = await readMediaServices(session);
  const { profile } = await findStream(session, services, options.profileToken);
  const source = partOf(profile, 'VideoSource')?.attribute('token') ?? '';
  for (const [service, namespace] of [[services.media2, MEDIA2] as const, [services.media1, MEDIA1] as const]) {
    if (!service) continue;
    const screen = { service, namespace, source };
    const present = await namesOn(session, screen);
    if (present) return write(session, screen, present[0], options.text);
  }
  throw new MediaError('refused', 'GetOSDs');
}

async function write(session: Session, screen: Screen, old: XmlElement | undefined, text: string): Promise<Change> {
  const { service, namespace, source } = screen;
  const before = old ? nameOf(old) : '';
  if (before === text) return { before, after: before };
  let token = old?.attribute('token') ?? '';
  if (old) {
    const changes = { TextString: { PlainText: text } };
    const parameters = rewrite({ name: 'OSD', told: old, order: ORDER, changes });
    await set(session, service, { name: 'SetOSD', namespace, parameters });
  } else {
    const answer = await set(session, service, { name: 'CreateOSD', namespace, parameters: newName(source, text) });
    token = answer.textOf('OSDToken');
  }
  const now = await namesOn(session, screen);
  const after = now?.find((osd) => osd.attribute('token') === token);
  requireKept(after !== undefined && nameOf(after) === plain(text), 'the name');
  return { before, after: plain(text) };
}

/** The plain texts on this channel's pictures; undefined where the device does not tell. */
async function namesOn(session: Session, { service, namespace, source }: Screen): Promise<XmlElement[] | undefined> {
  const parameters = `<ConfigurationToken>${escapeXml(source)}</ConfigurationToken>`;
  const answer = await optional(session.call(service, { name: 'GetOSDs', namespace, parameters }));
  return answer
    ?.all('OSDs')
    .filter((osd) => osd.textOf('VideoSourceConfigurationToken') === source)
    .filter((osd) => osd.textOf('Type') === 'Text' && osd.textOf('TextString', 'Type') === 'Plain');
}

function nameOf(osd: XmlElement): string {
  return plain(osd.textOf('TextString', 'PlainText'));
}

/** Lower right: upper left is where devices put their date. */
function newName(source: string, text: string): string {
  return (
    `<OSD token=""><tt:VideoSourceConfigurationToken>${escapeXml(source)}</tt:VideoSourceConfigurationToken>` +
    '<tt:Type>Text</tt:Type><tt:Position><tt:Type>LowerRight</tt:Type></tt:Position>' +
    `<tt:TextString><tt:Type>Plain</tt:Type><tt:PlainText>${escapeXml(text)}</tt:PlainText></tt:TextString></OSD>`
  );
}
