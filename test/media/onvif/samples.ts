import { SimulatedCamera } from '../../fleet/camera.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';
import { answer } from '../../fleet/onvif-operations.ts';
import type { Service } from '../../fleet/onvif-request.ts';
import { envelope as dialect } from '../../fleet/onvif-xml.ts';
import { envelope, honestAnswers, probeMatch, PROFILES } from './answers.ts';

const camera = { address: '127.0.0.1', port: 80, rtspPort: 554, uuid: '5f1f3a2c', name: 'x', clockSkewMs: 0 };

const MASKS = envelope(
  '<tr2:GetMasksResponse><tr2:Masks token="m1"><tr2:ConfigurationToken>c</tr2:ConfigurationToken><tr2:Polygon>' +
    '<tt:Point x="-1" y="1"/><tt:Point x="0.5" y="1"/><tt:Point x="0" y="-0.2"/></tr2:Polygon><tr2:Type>Color</tr2:Type>' +
    '<tr2:Enabled>true</tr2:Enabled></tr2:Masks></tr2:GetMasksResponse>',
);

/** What is asked of the fleet's cameras, so that its answers can be bent too: written by somebody else, in three dialects. */
const ASKED: readonly [Service, string, string?][] = [
  ['tds', 'GetSystemDateAndTime'],
  ['tds', 'GetServices'],
  ['tds', 'GetCapabilities'],
  ['tds', 'GetUsers'],
  ['tds', 'GetNTP'],
  ['trt', 'GetProfiles'],
  ['tr2', 'GetProfiles'],
  ['trt', 'GetVideoEncoderConfigurationOptions'],
  ['tr2', 'GetVideoEncoderConfigurationOptions'],
  ['trt', 'GetOSDs'],
  ['tptz', 'GetNode', '<NodeToken>ptz_node_1</NodeToken>'],
  ['tptz', 'GetStatus'],
  ['tptz', 'GetPresets'],
  ['timg', 'GetMoveOptions'],
];

function ofFleet(): string[] {
  const devices = (Object.keys(MAKERS) as MakerName[]).map(
    (maker) => new SimulatedCamera('127.0.0.1', 0, { maker, ptz: true }),
  );
  return ASKED.flatMap(([service, operation, body = ''], index) => {
    // Each from another maker.
    const device = devices[index % devices.length];
    device?.head?.savePreset('村口', '');
    const told = device && answer(device, { service, operation, body });
    return told ? [dialect(device.maker, told)] : [];
  });
}

/** Honest answers over HTTP. */
export const ANSWERS: readonly [string, ...string[]] = [
  MASKS,
  envelope(`<trt:GetProfilesResponse>${PROFILES}</trt:GetProfilesResponse>`),
  ...Object.values(honestAnswers(camera)).map((make) => make()),
  ...ofFleet(),
];

/** Honest answers over UDP, and some that are none. */
export const DATAGRAMS: readonly [string, ...string[]] = [
  probeMatch(camera, 'uuid:1', 'http://127.0.0.1/x'),
  probeMatch(camera, 'uuid:1', 'http://[fe80::1]/x http://127.0.0.1:8000/onvif/device_service'),
  probeMatch(camera, '', 'https://127.0.0.1/x'),
  envelope('<d:Hello xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"/>'),
];
