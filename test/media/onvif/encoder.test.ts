import { describe, expect, it } from 'vitest';
import { nearest, readEncoderAbility, readEncoding, writeEncoding } from '../../../media/onvif/repair/encoder.ts';
import { setWallProfile } from '../../../media/onvif/index.ts';
import { parseEnvelope, type XmlElement } from '../../../media/onvif/xml.ts';
import { envelope, PROFILES } from './answers.ts';
import { SmallDevice } from './small-device.ts';

const WALL = { width: 640, height: 360, fps: 15, gopSeconds: 2, bitrate: 512_000 };

function read(xml: string, name: string): XmlElement {
  return parseEnvelope(envelope(xml)).body.find(name) ?? expect.fail(xml);
}

const size = (width: number, height: number): string =>
  `<tt:ResolutionsAvailable><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:ResolutionsAvailable>`;
const range = (name: string, min: number, max: number): string =>
  `<tt:${name}><tt:Min>${min}</tt:Min><tt:Max>${max}</tt:Max></tt:${name}>`;

describe('what an encoder can do', () => {
  it('is read from Media', () => {
    const h264 = `${size(704, 576)}${size(352, 288)}${range('GovLengthRange', 1, 25)}${range('FrameRateRange', 1, 12)}`;
    const ability = readEncoderAbility(
      read(
        `<trt:R><trt:Options><tt:H264>${h264}<tt:H264ProfilesSupported>Main</tt:H264ProfilesSupported></tt:H264>` +
          `<tt:Extension><tt:H264>${h264}${range('BitrateRange', 32, 256)}</tt:H264></tt:Extension></trt:Options></trt:R>`,
        'R',
      ),
    );
    expect(ability).toMatchObject({ profiles: ['Main'], gop: { min: 1, max: 25 } });
    expect(ability && nearest(WALL, ability)).toEqual({
      ...{ codec: 'H264', width: 704, height: 576, fps: 12, gop: 24, kilobits: 256 },
    });
  });

  it('is read from Media2', () => {
    const options = (encoding: string, sizes: string): string =>
      `<tr2:Options GovLengthRange="10 400" FrameRatesSupported="25 20 12.5 8" ProfilesSupported="High Main">` +
      `<tt:Encoding>${encoding}</tt:Encoding>${sizes}${range('BitrateRange', 600, 8000)}</tr2:Options>`;
    const xml = `<tr2:R>${options('H265', size(640, 360))}${options('H264', size(1920, 1080) + size(720, 480) + size(640, 360))}</tr2:R>`;
    const ability = readEncoderAbility(read(xml, 'R'));
    expect(ability && nearest(WALL, ability)).toEqual({
      ...{ codec: 'H264', width: 640, height: 360, fps: 12.5, gop: 25, kilobits: 600 },
    });
    expect(readEncoderAbility(read(`<tr2:R>${options('H265', '')}</tr2:R>`, 'R'))).toBeNull();
  });

  it('is what is wished, where it does not tell', () => {
    expect(nearest(WALL, { sizes: [], rates: null, gop: null, kilobits: null, profiles: [] })).toEqual({
      ...{ codec: 'H264', width: 640, height: 360, fps: 15, gop: 30, kilobits: 512 },
    });
  });
});

it('writes back what it does not change, in the order of the schema', () => {
  const told = read(
    '<tt:VideoEncoderConfiguration token="e&amp;1"><tt:Name>sub &lt;</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>JPEG</tt:Encoding>' +
      '<tt:Resolution><tt:Width>1</tt:Width><tt:Height>2</tt:Height></tt:Resolution><tt:Quality>3.5</tt:Quality>' +
      '<tt:RateControl><tt:FrameRateLimit>1</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>1</tt:BitrateLimit></tt:RateControl>' +
      '<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>239.0.0.1</tt:IPv4Address></tt:Address><tt:Port>0</tt:Port></tt:Multicast>' +
      '<tt:SessionTimeout>PT10S</tt:SessionTimeout><acme:Smart>on</acme:Smart></tt:VideoEncoderConfiguration>',
    'VideoEncoderConfiguration',
  );
  const wish = { codec: 'H264', width: 640, height: 360, fps: 15, gop: 30, kilobits: 512 };
  expect(writeEncoding(told, wish, ['High', 'Main'], false)).toBe(
    '<Configuration token="e&#38;1"><tt:Name>sub &#60;</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>' +
      '<tt:Resolution><tt:Width>640</tt:Width><tt:Height>360</tt:Height></tt:Resolution><tt:Quality>3.5</tt:Quality>' +
      '<tt:RateControl><tt:FrameRateLimit>15</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>512</tt:BitrateLimit></tt:RateControl>' +
      '<tt:H264><tt:GovLength>30</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>' +
      '<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>239.0.0.1</tt:IPv4Address></tt:Address><tt:Port>0</tt:Port></tt:Multicast>' +
      '<tt:SessionTimeout>PT10S</tt:SessionTimeout></Configuration>',
  );
  const second = read(
    '<tr2:VideoEncoder token="e" GovLength="1" Profile="High" AnchorFrameDistance="3"><tt:Encoding>H265</tt:Encoding></tr2:VideoEncoder>',
    'VideoEncoder',
  );
  const written = writeEncoding(second, wish, [], true);
  expect(written).toContain('<Configuration token="e" GovLength="30" Profile="Baseline" AnchorFrameDistance="1">');
  expect(readEncoding(read(written, 'Configuration'))).toEqual(wish);
});

it('does not change an encoder that another stream has too', async () => {
  const address = '127.46.1.1';
  const shared = PROFILES.replaceAll(/VideoEncoderConfiguration token="v\d"/g, 'VideoEncoderConfiguration token="v"');
  const device = await SmallDevice.start({
    address,
    answers: { GetProfiles: envelope(`<trt:GetProfilesResponse>${shared}</trt:GetProfilesResponse>`) },
  });
  const ask = { address, port: 8000, credentials: { username: '', password: '' }, profileToken: '1.20', profile: WALL };
  await expect(setWallProfile(ask)).rejects.toMatchObject({ reason: 'refused' });
  expect(device.asked).not.toContain('SetVideoEncoderConfiguration');
  await device.stop();
});
