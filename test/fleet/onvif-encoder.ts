import { ENCODER_OPTIONS, ROLES, type Role } from './encoders.ts';
import type { OnvifDevice } from './onvif-device.ts';
import type { OnvifRequest } from './onvif-request.ts';
import { attribute, field, inside } from './onvif-xml.ts';

/** An encoder's configuration; `element` is what it is called where it is listed. */
export function encoderXml(camera: OnvifDevice, role: Role, media2: boolean, element: string): string {
  const clip = camera.clip(role);
  const coding = camera.encoders.coding(role);
  const gop = clip.gopSeconds * clip.fps;
  const profile = clip.profile === 'baseline' ? 'Baseline' : 'Main';
  const size = `<tt:Resolution><tt:Width>${clip.width}</tt:Width><tt:Height>${clip.height}</tt:Height></tt:Resolution><tt:Quality>4</tt:Quality>`;
  const kilobits = Math.round(camera.encoders.bitrate(role) / 1000);
  const name = `<tt:Name>${role}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${coding}</tt:Encoding>${size}`;
  if (media2) {
    return `<${element} token="enc_${role}" GovLength="${gop}" Profile="${profile}">${name}
<tt:RateControl ConstantBitRate="true"><tt:FrameRateLimit>${clip.fps}</tt:FrameRateLimit><tt:BitrateLimit>${kilobits}</tt:BitrateLimit></tt:RateControl></${element}>`;
  }
  const h264 =
    coding === 'H264'
      ? `<tt:H264><tt:GovLength>${gop}</tt:GovLength><tt:H264Profile>${profile}</tt:H264Profile></tt:H264>`
      : '';
  return `<${element} token="enc_${role}">${name}
<tt:RateControl><tt:FrameRateLimit>${clip.fps}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${kilobits}</tt:BitrateLimit></tt:RateControl>
${h264}<tt:SessionTimeout>PT60S</tt:SessionTimeout></${element}>`;
}

const { sizes, fps, gop, kilobits, profiles } = ENCODER_OPTIONS;
const between = (name: string, [min, max]: readonly [number, number]): string =>
  `<tt:${name}><tt:Min>${min}</tt:Min><tt:Max>${max}</tt:Max></tt:${name}>`;
const RESOLUTIONS = sizes
  .map(
    ([w, h]) =>
      `<tt:ResolutionsAvailable><tt:Width>${w}</tt:Width><tt:Height>${h}</tt:Height></tt:ResolutionsAvailable>`,
  )
  .join('');
const H264 = `${RESOLUTIONS}${between('GovLengthRange', gop)}${between('FrameRateRange', [fps[0], 25])}${between('EncodingIntervalRange', [1, 1])}${profiles
  .map((name) => `<tt:H264ProfilesSupported>${name}</tt:H264ProfilesSupported>`)
  .join('')}`;
const OPTIONS_1 = `<trt:Options>${between('QualityRange', [1, 6])}<tt:H264>${H264}</tt:H264><tt:Extension><tt:H264>${H264}${between('BitrateRange', kilobits)}</tt:H264></tt:Extension></trt:Options>`;
const OPTIONS_2 = `<tr2:Options GovLengthRange="${gop.join(' ')}" FrameRatesSupported="${fps.join(' ')}" ProfilesSupported="${profiles.join(' ')}" ConstantBitRateSupported="true">
<tt:Encoding>H264</tt:Encoding>${between('QualityRange', [1, 6])}${RESOLUTIONS}${between('BitrateRange', kilobits)}</tr2:Options>`;

function ofToken(token: string): Role | null {
  return ROLES.find((role) => `enc_${role}` === token) ?? null;
}

function set(camera: OnvifDevice, { body }: OnvifRequest): string | null {
  const role = ofToken(attribute(body, 'Configuration', 'token'));
  if (!role) return null;
  const xml = inside(body, 'Configuration');
  const taken = camera.encoders.set(role, {
    coding: field(xml, 'Encoding'),
    width: Number(field(xml, 'Width')),
    height: Number(field(xml, 'Height')),
    fps: Number(field(xml, 'FrameRateLimit')),
    bitrate: Number(field(xml, 'BitrateLimit')) * 1000,
    gop: Number(attribute(body, 'Configuration', 'GovLength') || field(xml, 'GovLength')),
    profile: attribute(body, 'Configuration', 'Profile') || field(xml, 'H264Profile'),
  });
  if (taken) camera.cutStreams();
  return taken ? '' : null;
}

/** Answers operations on encoders, of Media1 and Media2; null where it is refused or not known. */
export function answerEncoder(camera: OnvifDevice, request: OnvifRequest): string | null {
  const { operation, body } = request;
  const media2 = request.service === 'tr2';
  const prefix = media2 ? 'tr2' : 'trt';
  const token = field(body, 'ConfigurationToken');
  switch (operation) {
    case 'GetVideoEncoderConfigurations':
      return ROLES.filter((role) => !token || `enc_${role}` === token)
        .map((role) => encoderXml(camera, role, media2, `${prefix}:Configurations`))
        .join('');
    case 'GetVideoEncoderConfiguration': {
      const role = media2 ? null : ofToken(token);
      return role && encoderXml(camera, role, false, 'trt:Configuration');
    }
    case 'GetVideoEncoderConfigurationOptions':
      return media2 ? OPTIONS_2 : OPTIONS_1;
    case 'SetVideoEncoderConfiguration':
      return set(camera, request);
    default:
      return null;
  }
}
