import { MediaError } from '../error.ts';
import { type Identity, optional, readClock, readIdentity } from './device.ts';
import type { Credentials } from '../ffmpeg.ts';
import { type MediaProfile, readProfiles } from './profiles.ts';
import { type ServiceAddress, streamAddress } from './same-host.ts';
import { MEDIA1, MEDIA2, readMediaServices, type Services } from './services.ts';
import { Session } from './session.ts';
import { escapeXml } from './xml.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

export interface ProbeOptions {
  /** IP address (or name) of the device, and the port of its ONVIF service. */
  address: string;
  port: number;
  credentials: Credentials;
  /** Stops the probe at once; its reason is thrown. */
  signal: AbortSignal;
  /** Logins that the device may refuse before it is left alone: 1, or 2 by default. */
  maxRefusals?: number;
  /** For the whole probe, ms; 10 s by default. */
  timeoutMs?: number;
}

/** A stream of a channel. `streamUri` holds no credentials; `audio` is explained at {@link MediaProfile}. */
export type OnvifProfile = Omit<MediaProfile, 'source' | 'ptz'> & { streamUri: string };

/** One video source with its streams, in the device's order. */
export interface OnvifChannel {
  name: string;
  token: string;
  /** Whether the device says that it can be moved: then PtzDevice.connect() is worth its requests. */
  ptz: boolean;
  profiles: OnvifProfile[];
}

/** What a device is and shows. */
export interface OnvifDescription extends Identity {
  /** Device clock minus own clock, ms; null where the device does not tell. */
  clockOffsetMs: number | null;
  channels: OnvifChannel[];
}

interface Media {
  service: ServiceAddress;
  namespace: string;
  profiles: MediaProfile[];
}

/**
 * Signs in to a device and learns its channels and streams. The clock is read first, since a username token is only
 * good by the device's own clock.
 *
 * @throws MediaError `address`, `tcp`, `timeout`, `onvif`, `too-large`, `other-host`, `credentials` (after at most two
 *   refused logins), `codec` (no H.264 or H.265 in any profile); or the reason of `signal`
 */
export async function probeOnvif(options: ProbeOptions): Promise<OnvifDescription> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, ...target } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
  const session = new Session({ ...target, signal });
  await readClock(session);
  const identity = await readIdentity(session);
  const media = await readMedia(session, await readMediaServices(session));
  if (!media.profiles.some(({ codec }) => codec !== 'other')) throw new MediaError('codec', 'no H.264 or H.265');
  const channels = await readChannels(session, media);
  return { ...identity, clockOffsetMs: session.clockOffsetMs, channels };
}

/** Media2 where it works and has video, else Media: some devices offer Media2 and fail at it. */
async function readMedia(session: Session, { media1, media2 }: Services): Promise<Media> {
  const candidates = [
    ...(media2 ? [{ service: media2, namespace: MEDIA2, parameters: '<Type>All</Type>' }] : []),
    ...(media1 ? [{ service: media1, namespace: MEDIA1, parameters: '' }] : []),
  ];
  for (;;) {
    let answered = false;
    for (const { service, namespace, parameters } of candidates) {
      const answer = await optional(session.call(service, { name: 'GetProfiles', namespace, parameters }));
      answered ||= answer !== undefined;
      const profiles = answer ? readProfiles(answer) : [];
      if (profiles.length > 0) return { service, namespace, profiles };
    }
    if (!answered) throw new MediaError('onvif', 'no answer to GetProfiles');
    // Devices exist that tell nothing, instead of refusing, as long as nobody signs in.
    if (session.signedIn || !session.signInUnasked()) throw new MediaError('codec', 'no profile with video');
  }
}

async function readChannels(session: Session, { service, namespace, profiles }: Media): Promise<OnvifChannel[]> {
  const channels = new Map<string, OnvifChannel>();
  let failure: MediaError | undefined;
  for (const { source, ptz, ...profile } of profiles) {
    try {
      const token = `<ProfileToken>${escapeXml(profile.token)}</ProfileToken>`;
      const answer = await session.call(service, {
        name: 'GetStreamUri',
        namespace,
        parameters: namespace === MEDIA2 ? `<Protocol>RTSP</Protocol>${token}` : `${STREAM_SETUP}${token}`,
      });
      const uri = answer.textOf('Uri') || answer.textOf('MediaUri', 'Uri');
      const channel = channels.get(source.token) ?? { ...source, ptz: false, profiles: [] };
      channel.ptz ||= ptz;
      channel.profiles.push({ ...profile, streamUri: streamAddress(uri, session.hosts) });
      channels.set(source.token, channel);
    } catch (error) {
      // A profile that is not set up has no stream; the others may.
      if (!(error instanceof MediaError) || error.reason !== 'onvif') throw error;
      failure = error;
    }
  }
  if (channels.size === 0 && failure) throw failure;
  return [...channels.values()];
}

const STREAM_SETUP =
  '<StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>' +
  '<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></StreamSetup>';
