import { answerMask } from './masks.ts';
import type { OnvifDevice, Role } from './onvif-device.ts';
import { escapeXml, SERVICE_NAMESPACES } from './onvif-xml.ts';

/** One ONVIF request, as far as a camera cares. */
export interface OnvifRequest {
  /** Local name of the operation. */
  operation: string;
  /** Of Media2 rather than Media1. */
  media2: boolean;
  body: string;
}

const ROLES: readonly Role[] = ['main', 'sub'];

/** What a device says its own host is; another one by fault `other-host`. */
function host(camera: OnvifDevice): string {
  return camera.faults.onvif === 'other-host' ? '203.0.113.7' : camera.address;
}

function address(camera: OnvifDevice, path: string): string {
  return `http://${host(camera)}:${camera.onvifPort}${path}`;
}

function dateAndTime(camera: OnvifDevice): string {
  const now = new Date(camera.deviceTime());
  const date = `<tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day>`;
  const time = `<tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second>`;
  return `<tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>
<tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone><tt:UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>`;
}

function services(camera: OnvifDevice): string {
  const service = (namespace: string, path: string): string =>
    `<tds:Service><tds:Namespace>${namespace}</tds:Namespace><tds:XAddr>${address(camera, path)}</tds:XAddr>
<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`;
  const { maker } = camera;
  const list = [
    service(SERVICE_NAMESPACES.tds, '/onvif/device_service'),
    service(SERVICE_NAMESPACES.trt, maker.mediaPath),
  ];
  if (maker.media2) list.push(service(SERVICE_NAMESPACES.tr2, maker.mediaPath));
  return list.join('');
}

function capabilities(camera: OnvifDevice): string {
  return `<tds:Capabilities><tt:Device><tt:XAddr>${address(camera, '/onvif/device_service')}</tt:XAddr></tt:Device>
<tt:Media><tt:XAddr>${address(camera, camera.maker.mediaPath)}</tt:XAddr><tt:StreamingCapabilities>
<tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP>
</tt:StreamingCapabilities></tt:Media></tds:Capabilities>`;
}

const VIDEO_SOURCE = `<tt:Bounds x="0" y="0" width="1280" height="720"/>`;

function encoder(camera: OnvifDevice, role: Role, media2: boolean): string {
  const clip = camera.clip(role);
  const coding = camera.faults.codec === 'mjpeg' ? 'JPEG' : clip.codec;
  const gop = clip.gopSeconds * clip.fps;
  const profile = clip.profile === 'baseline' ? 'Baseline' : 'Main';
  const size = `<tt:Resolution><tt:Width>${clip.width}</tt:Width><tt:Height>${clip.height}</tt:Height></tt:Resolution><tt:Quality>4</tt:Quality>`;
  const kilobits = Math.round(clip.bitrate / 1000);
  const name = `<tt:Name>${role}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${coding}</tt:Encoding>${size}`;
  if (media2) {
    return `<tr2:VideoEncoder token="enc_${role}" GovLength="${gop}" Profile="${profile}">${name}
<tt:RateControl ConstantBitRate="true"><tt:FrameRateLimit>${clip.fps}</tt:FrameRateLimit><tt:BitrateLimit>${kilobits}</tt:BitrateLimit></tt:RateControl></tr2:VideoEncoder>`;
  }
  const h264 =
    coding === 'H264'
      ? `<tt:H264><tt:GovLength>${gop}</tt:GovLength><tt:H264Profile>${profile}</tt:H264Profile></tt:H264>`
      : '';
  return `<tt:VideoEncoderConfiguration token="enc_${role}">${name}
<tt:RateControl><tt:FrameRateLimit>${clip.fps}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${kilobits}</tt:BitrateLimit></tt:RateControl>
${h264}<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>`;
}

function profiles(camera: OnvifDevice, media2: boolean): string {
  if (camera.faults.onvif === 'no-profiles') return '';
  const source = `<tt:Name>VideoSource</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>VideoSource_1</tt:SourceToken>${VIDEO_SOURCE}`;
  const sound = camera.audio
    ? `<tt:Name>Audio</tt:Name><tt:UseCount>2</tt:UseCount><tt:Encoding>${media2 ? camera.audio : 'G711'}</tt:Encoding><tt:Bitrate>64</tt:Bitrate><tt:SampleRate>8</tt:SampleRate>`
    : '';
  return ROLES.map((role) => {
    const token = escapeXml(camera.maker.profileToken(role));
    const video = encoder(camera, role, media2);
    if (media2) {
      const audio = sound && `<tr2:AudioEncoder token="audio_1">${sound}</tr2:AudioEncoder>`;
      return `<tr2:Profiles token="${token}" fixed="true"><tr2:Name>${role}</tr2:Name><tr2:Configurations>
<tr2:VideoSource token="vs_1">${source}</tr2:VideoSource>${video}${audio}</tr2:Configurations></tr2:Profiles>`;
    }
    const audio = sound && `<tt:AudioEncoderConfiguration token="audio_1">${sound}</tt:AudioEncoderConfiguration>`;
    return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${role}</tt:Name>
<tt:VideoSourceConfiguration token="vs_1">${source}</tt:VideoSourceConfiguration>${video}${audio}</trt:Profiles>`;
  }).join('');
}

function roleOf(camera: OnvifDevice, body: string): Role | null {
  const token = /<(?:[\w.-]+:)?ProfileToken[^>]*>\s*([^<]*?)\s*</.exec(body)?.[1];
  return ROLES.find((role) => camera.maker.profileToken(role) === token) ?? null;
}

function streamUri(camera: OnvifDevice, request: OnvifRequest): string | null {
  const role = roleOf(camera, request.body);
  if (!role) return null;
  const uri = escapeXml(`rtsp://${host(camera)}:${camera.rtspPort}${camera.maker.streamPath(role)}`);
  if (request.media2) return `<tr2:Uri>${uri}</tr2:Uri>`;
  return `<trt:MediaUri><tt:Uri>${uri}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri>`;
}

/** Scopes of a device, as in its discovery answer. */
export function scopes(camera: OnvifDevice): string[] {
  const root = 'onvif://www.onvif.org';
  return [
    `${root}/type/video_encoder`,
    `${root}/Profile/Streaming`,
    `${root}/name/${encodeURIComponent(camera.name)}`,
    `${root}/hardware/${encodeURIComponent(camera.maker.model)}`,
    `${root}/manufacturer/${encodeURIComponent(camera.maker.manufacturer)}`,
  ];
}

/** The device service's address, as told in discovery. */
export function deviceXaddr(camera: OnvifDevice): string {
  return address(camera, '/onvif/device_service');
}

function device(camera: OnvifDevice, operation: string): string | null {
  const { maker } = camera;
  switch (operation) {
    case 'GetSystemDateAndTime':
      return dateAndTime(camera);
    case 'GetDeviceInformation':
      return `<tds:Manufacturer>${maker.manufacturer}</tds:Manufacturer><tds:Model>${maker.model}</tds:Model><tds:FirmwareVersion>${maker.firmware}</tds:FirmwareVersion><tds:SerialNumber>${camera.serialNumber}</tds:SerialNumber><tds:HardwareId>88</tds:HardwareId>`;
    case 'GetEndpointReference':
      return `<tds:GUID>urn:uuid:${camera.hardwareId}</tds:GUID>`;
    case 'GetServices':
      return services(camera);
    case 'GetCapabilities':
      return capabilities(camera);
    case 'GetScopes':
      return scopes(camera)
        .map(
          (scope) => `<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>${scope}</tt:ScopeItem></tds:Scopes>`,
        )
        .join('');
    case 'GetNetworkInterfaces':
      return `<tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>${camera.mac}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info></tds:NetworkInterfaces>`;
    default:
      return null;
  }
}

function media(camera: OnvifDevice, request: OnvifRequest): string | null {
  switch (request.operation) {
    case 'GetProfiles':
      return profiles(camera, request.media2);
    case 'GetStreamUri':
      return streamUri(camera, request);
    case 'GetVideoSources':
      return `<trt:VideoSources token="VideoSource_1"><tt:Framerate>25</tt:Framerate><tt:Resolution><tt:Width>1280</tt:Width><tt:Height>720</tt:Height></tt:Resolution></trt:VideoSources>`;
    case 'SetSynchronizationPoint': {
      const role = roleOf(camera, request.body);
      return role && camera.synchronize(role) ? '' : null;
    }
    default:
      return request.media2 && camera.masks ? answerMask(camera.masks, request) : null;
  }
}

/** The inner XML of an answer, in canonical prefixes; null where the operation or its profile is not known. */
export function answer(camera: OnvifDevice, request: OnvifRequest): string | null {
  const inner = device(camera, request.operation);
  if (inner !== null) return `<tds:${request.operation}Response>${inner}</tds:${request.operation}Response>`;
  const prefix = request.media2 ? 'tr2' : 'trt';
  const content = media(camera, request);
  return content === null
    ? null
    : `<${prefix}:${request.operation}Response>${content}</${prefix}:${request.operation}Response>`;
}
