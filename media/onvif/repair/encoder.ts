import { rewrite } from '../rewrite.ts';
import type { XmlElement } from '../xml.ts';

/** What a stream shall be, in H.264. px, frames per second, s, bit/s. */
export interface WallProfile {
  width: number;
  height: number;
  fps: number;
  gopSeconds: number;
  bitrate: number;
}

/** What an encoder makes, or shall make. px, frames per second, frames between keyframes, kbit/s. */
export interface Encoding {
  codec: string;
  width: number;
  height: number;
  fps: number;
  gop: number;
  kilobits: number;
}

/** What an encoder can make in H.264; empty lists and nulls where it does not tell. */
export interface EncoderAbility {
  sizes: { width: number; height: number }[];
  /** Single rates (Media2), or the least and the greatest (Media). */
  rates: number[] | Range | null;
  gop: Range | null;
  kilobits: Range | null;
  profiles: string[];
}

interface Range {
  min: number;
  max: number;
}

/** Children of VideoEncoderConfiguration (Media) and VideoEncoder2Configuration (Media2) in onvif.xsd. */
const ORDER_1 = [
  ...['Name', 'UseCount', 'Encoding', 'Resolution', 'Quality', 'RateControl', 'H264', 'Multicast', 'SessionTimeout'],
];
const ORDER_2 = ['Name', 'UseCount', 'Encoding', 'Resolution', 'RateControl', 'Multicast', 'Quality'];
/** From the first on: Baseline has no B-frames, which browsers get wrong. */
const PROFILES = ['Baseline', 'Main', 'High'];
const MAX_SIZES = 256;

/** Reads an encoder's configuration, of either media service; numbers are 0 where it does not tell. */
export function readEncoding(told: XmlElement): Encoding {
  const rate = told.find('RateControl');
  return {
    codec: told.textOf('Encoding').toUpperCase().replace('.', '').slice(0, 8),
    width: number(told.textOf('Resolution', 'Width')),
    height: number(told.textOf('Resolution', 'Height')),
    fps: number(rate?.textOf('FrameRateLimit')),
    gop: number(told.textOf('H264', 'GovLength') || told.attribute('GovLength')),
    kilobits: number(rate?.textOf('BitrateLimit')),
  };
}

/** Reads a GetVideoEncoderConfigurationOptionsResponse; null where the encoder has no H.264. */
export function readEncoderAbility(response: XmlElement): EncoderAbility | null {
  const options = response.all('Options');
  const second = options.find((one) => /^H\.?264$/i.test(one.textOf('Encoding')));
  const first = options[0]?.find('H264');
  const h264 = second ?? first;
  if (!h264) return null;
  const sizes = h264
    .all('ResolutionsAvailable')
    .slice(0, MAX_SIZES)
    .map((size) => ({ width: number(size.textOf('Width')), height: number(size.textOf('Height')) }))
    .filter(({ width, height }) => width > 0 && height > 0);
  if (second) {
    const gop = numbers(second.attribute('GovLengthRange'));
    const rates = numbers(second.attribute('FrameRatesSupported'));
    return {
      ...{ sizes, rates: rates.length > 0 ? rates : null, kilobits: range(second.find('BitrateRange')) },
      gop: gop.length > 0 ? { min: Math.min(...gop), max: Math.max(...gop) } : null,
      profiles: second.attribute('ProfilesSupported').split(/\s+/),
    };
  }
  return {
    ...{ sizes, rates: range(h264.find('FrameRateRange')), gop: range(h264.find('GovLengthRange')) },
    kilobits: range(options[0]?.find('Extension', 'H264', 'BitrateRange')),
    profiles: h264.all('H264ProfilesSupported').map(({ text }) => text),
  };
}

/** What comes nearest to the wish, of what the encoder can make. */
export function nearest(wish: WallProfile, { sizes, rates, gop, kilobits }: EncoderAbility): Encoding {
  const far = ({ width, height }: { width: number; height: number }): number =>
    Math.abs(Math.log((width * height) / (wish.width * wish.height))) +
    2 * Math.abs(Math.log(width / height / (wish.width / wish.height)));
  const { width, height } = sizes.toSorted((one, other) => far(one) - far(other))[0] ?? wish;
  const off = (rate: number): number => Math.abs(rate - wish.fps);
  const fps = Array.isArray(rates)
    ? (rates.toSorted((one, other) => off(one) - off(other))[0] ?? wish.fps)
    : within(wish.fps, rates);
  return {
    ...{ codec: 'H264', width, height, fps },
    gop: within(Math.round(fps * wish.gopSeconds), gop),
    kilobits: within(Math.round(wish.bitrate / 1000), kilobits),
  };
}

/** Writes a configuration that makes it, and keeps whatever else the device had told. */
export function writeEncoding(told: XmlElement, wish: Encoding, profiles: readonly string[], media2: boolean): string {
  const profile = PROFILES.find((name) => profiles.includes(name)) ?? 'Baseline';
  const changes = {
    Encoding: wish.codec,
    Resolution: { Width: String(wish.width), Height: String(wish.height) },
    RateControl: { FrameRateLimit: String(wish.fps), BitrateLimit: String(wish.kilobits) },
  };
  if (!media2) {
    const h264 = { H264: { GovLength: String(wish.gop), H264Profile: profile } };
    return rewrite({ name: 'Configuration', told, order: ORDER_1, changes: { ...changes, ...h264 } });
  }
  const attributes: Record<string, string> = { GovLength: String(wish.gop), Profile: profile };
  // The distance between anchor frames: 1 is without B-frames.
  if (told.attribute('AnchorFrameDistance') !== '') attributes.AnchorFrameDistance = '1';
  return rewrite({ name: 'Configuration', told, order: ORDER_2, changes, attributes });
}

/** Equal, but for what devices round. */
export function isNear(one: Encoding, other: Encoding): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.1 * Math.max(a, b);
  const sameSize = one.width === other.width && one.height === other.height;
  const { fps, gop, kilobits } = other;
  return (
    one.codec === other.codec && sameSize && near(one.fps, fps) && near(one.gop, gop) && near(one.kilobits, kilobits)
  );
}

export function encodingText({ codec, width, height, fps, gop, kilobits }: Encoding): string {
  return `${codec} ${width}x${height} ${fps}/s GOP ${gop} ${kilobits} kbit/s`;
}

function range(told: XmlElement | undefined): Range | null {
  const [min, max] = [number(told?.textOf('Min')), number(told?.textOf('Max'))];
  return max > 0 && max >= min ? { min, max } : null;
}

function within(value: number, limits: Range | null): number {
  return limits ? Math.max(limits.min, Math.min(limits.max, value)) : value;
}

function numbers(text: string): number[] {
  return text
    .slice(0, 1000)
    .split(/\s+/)
    .map(number)
    .filter((value) => value > 0);
}

/** A number that a device wrote; 0 where it is none, negative or absurd. */
function number(text: string | undefined): number {
  const value = Number(text === undefined || text === '' ? NaN : text);
  return value >= 0 && value < 10_000_000 ? value : 0;
}
