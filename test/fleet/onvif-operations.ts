import { ROLES, type Role } from './encoders.ts';
import { answerMask } from './masks.ts';
import type { OnvifDevice } from './onvif-device.ts';
import { answerEncoder, encoderXml } from './onvif-encoder.ts';
import { answerImaging, answerPtz, CONFIGURATION_XML, PTZ_CONFIGURATION } from './onvif-ptz.ts';
import type { OnvifRequest } from './onvif-request.ts';
import { answerOsd, answerSettings, changesSettings } from './onvif-settings.ts';
import { escapeXml, field, SERVICE_NAMESPACES } from './onvif-xml.ts';

/** What a device says its own host is; another one by fault `other-host`. */
function host(camera: OnvifDevice): string {
  return camera.faults.onvif === 'other-host' ? '203.0.113.7' : camera.address;
}

function address(camera: OnvifDevice, path: string): string {
  return `http://${host(camera)}:${camera.onvifPort}${path}`;
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
  if (camera.head) {
    list.push(service(SERVICE_NAMESPACES.tptz, maker.ptzPath), service(SERVICE_NAMESPACES.timg, maker.imagingPath));
  }
  return list.join('');
}

function capabilities(camera: OnvifDevice): string {
  const xaddr = (name: string, path: string): string =>
    camera.head ? `<tt:${name}><tt:XAddr>${address(camera, path)}</tt:XAddr></tt:${name}>` : '';
  const { imagingPath, ptzPath } = camera.maker;
  return `<tds:Capabilities><tt:Device><tt:XAddr>${address(camera, '/onvif/device_service')}</tt:XAddr></tt:Device>
${xaddr('Imaging', imagingPath)}<tt:Media><tt:XAddr>${address(camera, camera.maker.mediaPath)}</tt:XAddr><tt:StreamingCapabilities>
<tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP>
</tt:StreamingCapabilities></tt:Media>${xaddr('PTZ', ptzPath)}</tds:Capabilities>`;
}

const VIDEO_SOURCE = `<tt:Bounds x="0" y="0" width="1280" height="720"/>`;

function profiles(camera: OnvifDevice, media2: boolean): string {
  if (camera.faults.onvif === 'no-profiles') return '';
  const source = `<tt:Name>VideoSource</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>VideoSource_1</tt:SourceToken>${VIDEO_SOURCE}`;
  const sound = camera.audio
    ? `<tt:Name>Audio</tt:Name><tt:UseCount>2</tt:UseCount><tt:Encoding>${media2 ? camera.audio : 'G711'}</tt:Encoding><tt:Bitrate>64</tt:Bitrate><tt:SampleRate>8</tt:SampleRate>`
    : '';
  return ROLES.map((role) => {
    const token = escapeXml(camera.maker.profileToken(role));
    const video = encoderXml(camera, role, media2, media2 ? 'tr2:VideoEncoder' : 'tt:VideoEncoderConfiguration');
    const head = (element: string): string =>
      camera.head ? `<${element} token="${PTZ_CONFIGURATION}">${CONFIGURATION_XML}</${element}>` : '';
    if (media2) {
      const audio = sound && `<tr2:AudioEncoder token="audio_1">${sound}</tr2:AudioEncoder>`;
      return `<tr2:Profiles token="${token}" fixed="true"><tr2:Name>${role}</tr2:Name><tr2:Configurations>
<tr2:VideoSource token="vs_1">${source}</tr2:VideoSource>${video}${audio}${head('tr2:PTZ')}</tr2:Configurations></tr2:Profiles>`;
    }
    const audio = sound && `<tt:AudioEncoderConfiguration token="audio_1">${sound}</tt:AudioEncoderConfiguration>`;
    return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${role}</tt:Name>
<tt:VideoSourceConfiguration token="vs_1">${source}</tt:VideoSourceConfiguration>${video}${audio}${head('tt:PTZConfiguration')}</trt:Profiles>`;
  }).join('');
}

function roleOf(camera: OnvifDevice, body: string): Role | null {
  const token = field(body, 'ProfileToken');
  return ROLES.find((role) => camera.maker.profileToken(role) === token) ?? null;
}

function streamUri(camera: OnvifDevice, request: OnvifRequest): string | null {
  const role = roleOf(camera, request.body);
  if (!role) return null;
  const uri = escapeXml(`rtsp://${host(camera)}:${camera.rtspPort}${camera.maker.streamPath(role)}`);
  if (request.service === 'tr2') return `<tr2:Uri>${uri}</tr2:Uri>`;
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

function device(camera: OnvifDevice, request: OnvifRequest): string | null {
  const { maker } = camera;
  switch (request.operation) {
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
      return answerSettings(camera, request);
  }
}

function media(camera: OnvifDevice, request: OnvifRequest): string | null {
  switch (request.operation) {
    case 'GetProfiles':
      return profiles(camera, request.service === 'tr2');
    case 'GetStreamUri':
      return streamUri(camera, request);
    case 'GetVideoSources':
      return `<trt:VideoSources token="VideoSource_1"><tt:Framerate>25</tt:Framerate><tt:Resolution><tt:Width>1280</tt:Width><tt:Height>720</tt:Height></tt:Resolution></trt:VideoSources>`;
    case 'SetSynchronizationPoint': {
      const role = roleOf(camera, request.body);
      return role && camera.synchronize(role) ? '' : null;
    }
    default:
      return answerEncoder(camera, request) ?? answerOsd(camera, request) ?? mask(camera, request);
  }
}

function mask({ masks }: OnvifDevice, request: OnvifRequest): string | null {
  return masks && request.service === 'tr2' ? answerMask(masks, request) : null;
}

function content(camera: OnvifDevice, request: OnvifRequest): string | null {
  const { head } = camera;
  if (request.service === 'tptz') return head && answerPtz(head, request);
  if (request.service === 'timg') return head && answerImaging(head, request);
  return media(camera, request);
}

/** The inner XML of an answer, in canonical prefixes; null where the operation or its profile is not known. */
export function answer(camera: OnvifDevice, request: OnvifRequest): string | null {
  const { operation, service } = request;
  if (camera.faults.refuses && changesSettings(operation)) {
    return camera.faults.refuses === 'pretends' ? `<${service}:${operation}Response/>` : null;
  }
  const own = service === 'tptz' || service === 'timg' ? null : device(camera, request);
  if (own !== null) return `<tds:${operation}Response>${own}</tds:${operation}Response>`;
  const inner = content(camera, request);
  return inner === null ? null : `<${service}:${operation}Response>${inner}</${service}:${operation}Response>`;
}
