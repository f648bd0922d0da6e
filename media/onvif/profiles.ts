import { plain } from './device.ts';
import { type XmlElement } from './xml.ts';

/** Longer tokens are not ONVIF's (pt:ReferenceToken has at most 64 characters); some devices exceed it a little. */
const MAX_TOKEN = 128;
/** A recorder of 128 channels with two streams each. */
const MAX_PROFILES = 256;

/** A profile as the device tells it, before its stream URI is asked for. Numbers are 0 where unknown. */
export interface MediaProfile {
  token: string;
  codec: 'H264' | 'H265' | 'other';
  /** px */
  width: number;
  height: number;
  /** frames per second */
  fps: number;
  /** frames between keyframes */
  gop: number;
  /** bit/s */
  bitrate: number;
  /**
   * Only what is certain. ONVIF says `G711` (Media2: `PCMU`, the only G.711 it lists) for A-law and mu-law alike, so
   * that both are null here, and the stream itself must be looked at.
   */
  audio: 'PCMA' | null;
  /** The video source that it shows: what makes a channel. */
  source: { token: string; name: string };
  /** It has motors, as far as the profile says: what they can do, only PtzDevice finds out. */
  ptz: boolean;
}

/** The profiles with video in a GetProfilesResponse of Media (ver10) or Media2 (ver20). */
export function readProfiles(response: XmlElement): MediaProfile[] {
  return response
    .all('Profiles')
    .slice(0, MAX_PROFILES)
    .flatMap((profile) => readProfile(profile) ?? []);
}

function readProfile(profile: XmlElement): MediaProfile | undefined {
  // Media2 puts the same elements under Configurations, by shorter names.
  const source = profile.find('VideoSourceConfiguration') ?? profile.find('Configurations', 'VideoSource');
  const video = profile.find('VideoEncoderConfiguration') ?? profile.find('Configurations', 'VideoEncoder');
  const audio = profile.find('AudioEncoderConfiguration') ?? profile.find('Configurations', 'AudioEncoder');
  const token = profile.attribute('token');
  if (!video || token === '' || token.length > MAX_TOKEN) return undefined;
  const rate = video.find('RateControl');
  const sourceToken = (source?.textOf('SourceToken') ?? '').slice(0, MAX_TOKEN);
  return {
    token,
    codec: codecOf(video.textOf('Encoding')),
    width: whole(video.textOf('Resolution', 'Width')),
    height: whole(video.textOf('Resolution', 'Height')),
    fps: amount(rate?.textOf('FrameRateLimit')),
    gop: whole(video.textOf('H264', 'GovLength') || video.attribute('GovLength')),
    // ONVIF counts in kbit/s.
    bitrate: whole(rate?.textOf('BitrateLimit')) * 1000,
    audio: audio?.textOf('Encoding').toUpperCase() === 'PCMA' ? 'PCMA' : null,
    source: { token: sourceToken, name: plain(source?.textOf('Name') ?? '') || plain(sourceToken) },
    ptz: (profile.find('PTZConfiguration') ?? profile.find('Configurations', 'PTZ')) !== undefined,
  };
}

function codecOf(encoding: string): MediaProfile['codec'] {
  if (/^H\.?264/i.test(encoding)) return 'H264';
  return /^(H\.?265|HEVC)/i.test(encoding) ? 'H265' : 'other';
}

/** A number that a device wrote; 0 where it is none, negative or absurd. */
function amount(text: string | undefined): number {
  const value = Number(text === undefined || text === '' ? NaN : text);
  return Number.isFinite(value) && value >= 0 && value < 10_000_000 ? value : 0;
}

function whole(text: string | undefined): number {
  return Math.round(amount(text));
}
