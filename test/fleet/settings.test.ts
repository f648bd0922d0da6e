import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { field } from './onvif-xml.ts';
import { ffprobe, openUrl } from './probe.ts';
import { soap } from './soap-client.ts';

let fleet: Fleet;
let yuanshan: SimulatedCamera;
let lanting: SimulatedCamera;

beforeAll(async () => {
  const QUICK = { seconds: 4 };
  fleet = await startFleet({
    cameras: (['yuanshan', 'lanting'] as const).map((maker) => ({
      maker,
      clip: 5,
      main: QUICK,
      sub: QUICK,
      rebootMs: 50,
    })),
    prepare: ['sub'],
    discovery: false,
  });
  const [first, second] = fleet.cameras;
  if (!first || !second) throw new Error('no camera');
  [yuanshan, lanting] = [first, second];
});
afterAll(() => fleet.close());
afterEach(async () => {
  await yuanshan.setFault({});
  await lanting.setFault({});
});

const setTime = (year: number): string =>
  `<tds:SetSystemDateAndTime><tds:DateTimeType>Manual</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings><tds:UTCDateTime><tt:Time><tt:Hour>1</tt:Hour><tt:Minute>2</tt:Minute><tt:Second>3</tt:Second></tt:Time><tt:Date><tt:Year>${year}</tt:Year><tt:Month>2</tt:Month><tt:Day>3</tt:Day></tt:Date></tds:UTCDateTime></tds:SetSystemDateAndTime>`;

describe('the clock', () => {
  test('is set by hand', async () => {
    expect((await soap(lanting, setTime(2031))).status).toBe(200);
    expect(new Date(lanting.deviceTime()).toISOString()).toMatch(/^2031-02-03T01:02:0/);
    expect((await soap(lanting, '<tds:GetSystemDateAndTime/>')).xml).toContain('>2031<');
  });

  test('is right after an NTP server is named', async () => {
    await yuanshan.setFault({ clockSkewMs: -3_600_000 });
    const manual = '<tds:NTPManual><tt:Type>DNS</tt:Type><tt:DNSname>ntp.example</tt:DNSname></tds:NTPManual>';
    await soap(yuanshan, `<tds:SetNTP><tds:FromDHCP>false</tds:FromDHCP>${manual}</tds:SetNTP>`);
    expect((await soap(yuanshan, '<tds:GetNTP/>')).xml).toContain('>ntp.example<');
    expect(yuanshan.faults.clockSkewMs).toBe(0);
  });
});

/** The same change by Media1 and Media2. */
const configuration = (prefix: 'trt' | 'tr2', width: number, height: number): string => {
  const attributes = prefix === 'tr2' ? ' GovLength="15" Profile="Main"' : '';
  const h264 = '<tt:H264><tt:GovLength>15</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>';
  return `<${prefix}:SetVideoEncoderConfiguration><${prefix}:Configuration token="enc_sub"${attributes}><tt:Name>sub</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>
<tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution><tt:Quality>4</tt:Quality>
<tt:RateControl><tt:FrameRateLimit>15</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>200</tt:BitrateLimit></tt:RateControl>${prefix === 'trt' ? h264 : ''}</${prefix}:Configuration></${prefix}:SetVideoEncoderConfiguration>`;
};

describe('an encoder', () => {
  test('tells what it can do', async () => {
    for (const prefix of ['trt', 'tr2']) {
      const { xml } = await soap(yuanshan, `<${prefix}:GetVideoEncoderConfigurationOptions/>`);
      expect(xml).toContain('>320<');
      expect(xml).toContain('Baseline');
    }
  });

  test.each(['trt', 'tr2'] as const)('set by %s makes another picture', async (prefix) => {
    const camera = prefix === 'trt' ? yuanshan : lanting;
    await camera.setFault({ codec: 'h265' });
    const before = await soap(camera, `<${prefix}:GetVideoEncoderConfigurations/>`);
    expect(before.xml).toContain('>H265<');
    expect((await soap(camera, configuration(prefix, 320, 180))).status).toBe(200);
    expect((await ffprobe(openUrl(camera, 'sub')))[0]).toBe('h264,Main,320,180,0,15/1');
    const token = `<${prefix}:ConfigurationToken>enc_sub</${prefix}:ConfigurationToken>`;
    const { xml } = await soap(
      camera,
      `<${prefix}:GetVideoEncoderConfigurations>${token}</${prefix}:GetVideoEncoderConfigurations>`,
    );
    expect(field(xml, 'Width')).toBe('320');
    expect(field(xml, 'BitrateLimit')).toBe('200');
    expect(xml).not.toContain('enc_main');
  });

  test('that cannot do it says so, and stays as it is', async () => {
    const before = yuanshan.clip('sub');
    expect((await soap(yuanshan, configuration('trt', 333, 222))).status).toBe(400);
    expect(yuanshan.clip('sub')).toEqual(before);
  });
});

test('a text over the picture is made and changed', async () => {
  const osd = (attributes: string, text: string): string =>
    `OSD${attributes}><tt:VideoSourceConfigurationToken>vs_1</tt:VideoSourceConfigurationToken><tt:Type>Text</tt:Type><tt:Position><tt:Type>UpperLeft</tt:Type></tt:Position><tt:TextString><tt:Type>Plain</tt:Type><tt:PlainText>${text}</tt:PlainText></tt:TextString></trt:OSD>`;
  const made = await soap(yuanshan, `<trt:CreateOSD><trt:${osd(' token=""', '云岫村口')}</trt:CreateOSD>`);
  const token = field(made.xml, 'OSDToken');
  expect(token).not.toBe('');
  expect(
    (await soap(yuanshan, `<trt:SetOSD><trt:${osd(` token="${token}"`, '甲 &amp; 乙')}</trt:SetOSD>`)).status,
  ).toBe(200);
  const { xml } = await soap(yuanshan, '<tr2:GetOSDs/>');
  expect(xml).toContain('甲 &amp; 乙');
  expect(xml).not.toContain('云岫村口');
});

test('a password is really changed, for ONVIF and for RTSP', async () => {
  const old = lanting.password;
  const user = (password: string): string =>
    `<tds:SetUser><tds:User><tt:Username>admin</tt:Username><tt:Password>${password}</tt:Password><tt:UserLevel>Administrator</tt:UserLevel></tds:User></tds:SetUser>`;
  expect((await soap(lanting, user('short'))).status).toBe(400);
  expect((await soap(lanting, user('Neu&amp;Lang-77'))).status).toBe(200);
  expect(lanting.password).toBe('Neu&Lang-77');
  expect((await soap(lanting, '<tds:GetUsers/>', old)).status).toBe(400);
  expect((await soap(lanting, '<tds:GetUsers/>')).xml).toContain('>admin<');
  expect((await ffprobe(openUrl(lanting, 'sub')))[0]).toContain('h264');
  await expect(ffprobe(openUrl(lanting, 'sub', old))).rejects.toThrow('401');
});

test('a reboot answers, goes, and comes back', async () => {
  const { status } = await soap(yuanshan, '<tds:SystemReboot/>');
  expect(status).toBe(200);
  await expect.poll(() => yuanshan.alive).toBe(false);
  await expect.poll(() => yuanshan.alive).toBe(true);
  expect(yuanshan.counters.reboots).toBe(1);
});

test('a device refuses to be set, or pretends', async () => {
  const year = (): number => new Date(yuanshan.deviceTime()).getUTCFullYear();
  const now = year();
  for (const [refuses, status] of [
    ['settings', 400],
    ['pretends', 200],
  ] as const) {
    // prettier-ignore
    await yuanshan.setFault({ refuses });
    expect((await soap(yuanshan, setTime(2040))).status).toBe(status);
    expect(year()).toBe(now);
  }
});
