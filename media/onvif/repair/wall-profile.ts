import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import { optional } from '../device.ts';
import { findStream, partOf, type StreamSetup } from '../profile-parts.ts';
import { MEDIA2, readMediaServices } from '../services.ts';
import type { Session } from '../session.ts';
import { escapeXml, type XmlElement } from '../xml.ts';
import type { Change } from './change.ts';
import {
  type EncoderAbility,
  type Encoding,
  encodingText,
  isNear,
  nearest,
  readEncoderAbility,
  readEncoding,
  type WallProfile,
  writeEncoding,
} from './encoder.ts';
import { open, requireKept, set } from './setting.ts';

const UNKNOWN: EncoderAbility = { sizes: [], rates: null, gop: null, kilobits: null, profiles: [] };

/**
 * Has the encoder of one stream make what a wall needs, as near as the device can come to it. Whoever watches the
 * stream at this moment loses it, and may begin again.
 *
 * @throws MediaError `refused` where the device does not take it, has no H.264, or uses this encoder for another stream
 *   too; otherwise as `probeOnvif`
 */
export async function setWallProfile(
  options: DeviceOptions & { profileToken: string; profile: WallProfile },
): Promise<Change> {
  const { session } = await open(options);
  const services = await readMediaServices(session);
  const find = (): Promise<StreamSetup> => findStream(session, services, options.profileToken);
  const stream = await find();
  const told = encoderOf(stream);
  const before = readEncoding(told);
  const ability = await askAbility(session, stream, told);
  const wish = nearest(options.profile, ability);
  if (isNear(before, wish)) return { before: encodingText(before), after: encodingText(before) };
  requireOwn(stream, told);
  await set(session, stream.service, {
    name: 'SetVideoEncoderConfiguration',
    namespace: stream.namespace,
    parameters: parametersOf(stream, told, wish, ability),
  });
  const after = readEncoding(encoderOf(await find()));
  requireKept(isNear(after, wish), 'the encoding');
  return { before: encodingText(before), after: encodingText(after) };
}

function encoderOf({ profile }: StreamSetup): XmlElement {
  const told = partOf(profile, 'VideoEncoder');
  if (!told) throw new MediaError('refused', 'the stream has no encoder');
  return told;
}

/** Changed for the sub stream, it would be changed for the main stream too. */
function requireOwn({ all, profile }: StreamSetup, told: XmlElement): void {
  const token = told.attribute('token');
  const shared = all.some(
    (one) =>
      one.attribute('token') !== profile.attribute('token') &&
      partOf(one, 'VideoEncoder')?.attribute('token') === token,
  );
  if (shared) throw new MediaError('refused', 'another stream has the same encoder');
}

async function askAbility(session: Session, stream: StreamSetup, told: XmlElement): Promise<EncoderAbility> {
  const { service, namespace } = stream;
  const parameters =
    `<ConfigurationToken>${escapeXml(told.attribute('token'))}</ConfigurationToken>` +
    `<ProfileToken>${escapeXml(stream.profile.attribute('token'))}</ProfileToken>`;
  const name = 'GetVideoEncoderConfigurationOptions';
  const answer = await optional(session.call(service, { name, namespace, parameters }));
  // Who does not tell what it can do may still do it.
  if (!answer) return UNKNOWN;
  const ability = readEncoderAbility(answer);
  if (!ability) throw new MediaError('refused', 'the encoder has no H.264');
  return ability;
}

function parametersOf({ namespace }: StreamSetup, told: XmlElement, wish: Encoding, ability: EncoderAbility): string {
  const media2 = namespace === MEDIA2;
  const configuration = writeEncoding(told, wish, ability.profiles, media2);
  // Media2 always keeps a setting over a restart; Media does so when told to.
  return media2 ? configuration : `${configuration}<ForcePersistence>true</ForcePersistence>`;
}
