/** What an honest camera answers, as text: the tests bend it. */
export interface Camera {
  address: string;
  port: number;
  rtspPort: number;
  uuid: string;
  name: string;
  /** Added to the clock, ms. */
  clockSkewMs: number;
}

const TDS = 'http://www.onvif.org/ver10/device/wsdl';
const TRT = 'http://www.onvif.org/ver10/media/wsdl';
const TR2 = 'http://www.onvif.org/ver20/media/wsdl';

export function envelope(body: string, header = ''): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"' +
    ` xmlns:tds="${TDS}" xmlns:trt="${TRT}" xmlns:tr2="${TR2}" xmlns:tt="http://www.onvif.org/ver10/schema">` +
    `<SOAP-ENV:Header>${header}</SOAP-ENV:Header><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>\n`
  );
}

export function fault(subcode: string): string {
  return envelope(
    '<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode>' +
      `<SOAP-ENV:Value>${subcode}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code>` +
      '<SOAP-ENV:Reason><SOAP-ENV:Text>no</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>',
  );
}

const video = (token: string, encoding: string, width: number, height: number, gop: number): string =>
  `<tt:VideoEncoderConfiguration token="${token}"><tt:Name>enc</tt:Name><tt:Encoding>${encoding}</tt:Encoding>` +
  `<tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution>` +
  '<tt:RateControl><tt:FrameRateLimit>15</tt:FrameRateLimit><tt:BitrateLimit>1024</tt:BitrateLimit></tt:RateControl>' +
  `<tt:H264><tt:GovLength>${gop}</tt:GovLength></tt:H264></tt:VideoEncoderConfiguration>`;

const source = (token: string): string =>
  `<tt:VideoSourceConfiguration token="c"><tt:Name>大门 ${token}</tt:Name><tt:SourceToken>${token}</tt:SourceToken>` +
  '</tt:VideoSourceConfiguration>';

export const audio = (encoding: string): string =>
  `<tt:AudioEncoderConfiguration token="a"><tt:Encoding>${encoding}</tt:Encoding></tt:AudioEncoderConfiguration>`;

/** Two sources; the first has a main and a sub stream. The token 1.10 must not turn into the number 1.1. */
export const PROFILES =
  `<trt:Profiles token="1.10" fixed="true"><tt:Name>main</tt:Name>${source('s0')}` +
  `${video('v0', 'H264', 1920, 1080, 30)}${audio('G711')}</trt:Profiles>` +
  `<trt:Profiles token="1.20"><tt:Name>sub</tt:Name>${source('s0')}${video('v1', 'H264', 640, 360, 60)}</trt:Profiles>` +
  `<trt:Profiles token="a&amp;b"><tt:Name>two</tt:Name>${source('s1')}${video('v2', 'JPEG', 640, 480, 1)}</trt:Profiles>` +
  '<trt:Profiles token="none"><tt:Name>no video</tt:Name></trt:Profiles>';

/** Answers by the operation's name. Entities in the stream URI are as real devices write them. */
export function honestAnswers(camera: Camera): Record<string, () => string> {
  const { address, port, rtspPort, uuid, name } = camera;
  const xaddr = `http://${address}:${port}/onvif`;
  const uri = `rtsp://user:secret@${address}:${rtspPort}/live?channel=1&amp;stream=0`;
  return {
    GetSystemDateAndTime: () => envelope(dateAndTime(new Date(Date.now() + camera.clockSkewMs))),
    GetEndpointReference: () =>
      envelope(
        `<tds:GetEndpointReferenceResponse><tds:GUID>urn:uuid:${uuid}</tds:GUID></tds:GetEndpointReferenceResponse>`,
      ),
    GetScopes: () =>
      envelope(
        '<tds:GetScopesResponse>' +
          scopesOf(name)
            .map(
              (scope) =>
                `<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>${scope}</tt:ScopeItem></tds:Scopes>`,
            )
            .join('') +
          '</tds:GetScopesResponse>',
      ),
    GetDeviceInformation: () =>
      envelope(
        '<tds:GetDeviceInformationResponse><tds:Manufacturer>Acme</tds:Manufacturer><tds:Model>Eye 3</tds:Model>' +
          '<tds:FirmwareVersion>1</tds:FirmwareVersion><tds:SerialNumber>1234567890123456789</tds:SerialNumber>' +
          '<tds:HardwareId>h</tds:HardwareId></tds:GetDeviceInformationResponse>',
      ),
    GetServices: () =>
      envelope(
        '<tds:GetServicesResponse>' +
          `<tds:Service><tds:Namespace>${TDS}</tds:Namespace><tds:XAddr>${xaddr}/device_service</tds:XAddr></tds:Service>` +
          `<tds:Service><tds:Namespace>${TRT}</tds:Namespace><tds:XAddr>${xaddr}/media_service</tds:XAddr></tds:Service>` +
          '</tds:GetServicesResponse>',
      ),
    GetProfiles: () => envelope(`<trt:GetProfilesResponse>${PROFILES}</trt:GetProfilesResponse>`),
    GetStreamUri: () =>
      envelope(
        `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`,
      ),
    SetSynchronizationPoint: () => envelope('<trt:SetSynchronizationPointResponse/>'),
  };
}

/** A ProbeMatch by UDP. */
export function probeMatch(camera: Camera, relatesTo: string, xaddrs: string): string {
  const ws =
    'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"';
  return envelope(
    `<d:ProbeMatches ${ws}><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:${camera.uuid}</a:Address></a:EndpointReference>` +
      `<d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>${scopesOf(camera.name).join(' ')}</d:Scopes>` +
      `<d:XAddrs>${xaddrs}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches>`,
    `<a:RelatesTo xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">${relatesTo}</a:RelatesTo>`,
  );
}

function scopesOf(name: string): string[] {
  return [`name/${encodeURIComponent(name)}`, 'hardware/Eye_3', 'manufacturer/Acme'].map(
    (part) => `onvif://www.onvif.org/${part}`,
  );
}

function dateAndTime(now: Date): string {
  return (
    '<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime>' +
    `<tt:Time><tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second></tt:Time>` +
    `<tt:Date><tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day></tt:Date>` +
    '</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>'
  );
}
