import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaError, type Cause } from '../../../media/error.ts';
import { type OnvifDescription, probeOnvif, requestSyncPoint } from '../../../media/onvif/index.ts';
import { envelope, fault, PROFILES } from './answers.ts';
import { type Answer, type DeviceOptions, SmallDevice } from './small-device.ts';

const ADDRESS = '127.41.0.1';
const SECRET = 'S3cret-密码';
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function start(options: Partial<DeviceOptions> = {}): Promise<SmallDevice> {
  const device = await SmallDevice.start({ address: ADDRESS, ...options });
  stops.push(() => device.stop());
  return device;
}

function probe(options: Partial<Parameters<typeof probeOnvif>[0]> = {}): Promise<OnvifDescription> {
  const credentials = { username: 'admin', password: 'right' };
  return probeOnvif({ address: ADDRESS, port: 8000, credentials, signal: new AbortController().signal, ...options });
}

async function causeOf(failing: Promise<unknown>): Promise<Cause> {
  const error: unknown = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MediaError)) throw new Error('no MediaError', { cause: error });
  expect(`${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`).not.toContain(SECRET);
  return error.reason;
}

describe('probeOnvif at an honest device', () => {
  it('tells what the device is and shows', async () => {
    const device = await start();
    const found = await probe();
    expect(found).toMatchObject({
      hardwareId: device.camera.uuid,
      name: '城关 camera',
      manufacturer: 'Acme',
      model: 'Eye 3',
    });
    expect(found.channels.map(({ name, token }) => ({ name, token }))).toEqual([
      { name: '大门 s0', token: 's0' },
      { name: '大门 s1', token: 's1' },
    ]);
    expect(found.channels[0]?.profiles[0]).toEqual({
      token: '1.10',
      codec: 'H264',
      width: 1920,
      height: 1080,
      fps: 15,
      gop: 30,
      bitrate: 1_024_000,
      audio: null,
      streamUri: `rtsp://${ADDRESS}:8554/live?channel=1&stream=0`,
    });
    expect(found.channels[0]?.profiles[1]?.token).toBe('1.20');
    expect(found.channels[1]?.profiles[0]).toMatchObject({ token: 'a&b', codec: 'other' });
  });

  it.each([
    { login: 'digest', algorithm: 'MD5' },
    { login: 'digest', algorithm: 'SHA-256' },
    { login: 'token', clockSkewMs: 0 },
    { login: 'token', clockSkewMs: 86_400_000 * 3650 },
    { login: 'token', clockSkewMs: -3_600_000 },
  ] as const)('signs in at once with %o', async (options) => {
    const device = await start({ ...options, username: '王&<b>', password: SECRET });
    const found = await probe({ credentials: { username: '王&<b>', password: SECRET } });
    expect(found.channels).toHaveLength(2);
    expect(Math.abs((found.clockOffsetMs ?? NaN) - device.camera.clockSkewMs)).toBeLessThan(1500);
    expect(device.wrongLogins).toBe(0);
    expect(device.rightLogins).toBeGreaterThan(3);
  });

  it('takes a new nonce where the old one has been used up, and calls that no refusal', async () => {
    const device = await start({ login: 'digest', nonceUses: 2 });
    expect((await probe()).channels).toHaveLength(2);
    expect(device.staleLogins).toBeGreaterThan(1);
    expect(device.wrongLogins).toBe(0);
  });

  it('prefers Media2, reads H.265 from it, and falls back where it fails', async () => {
    const services = envelope(
      '<tds:GetServicesResponse>' +
        ['ver10', 'ver20']
          .map(
            (version) =>
              `<tds:Service><tds:Namespace>http://www.onvif.org/${version}/media/wsdl</tds:Namespace><tds:XAddr>http://${ADDRESS}:8000/${version}</tds:XAddr></tds:Service>`,
          )
          .join('') +
        '</tds:GetServicesResponse>',
    );
    const media2 =
      '<tr2:GetProfilesResponse><tr2:Profiles token="p"><tr2:Name>p</tr2:Name><tr2:Configurations><tr2:VideoSource token="v"><tt:SourceToken>s</tt:SourceToken></tr2:VideoSource>' +
      '<tr2:VideoEncoder token="e" GovLength="50"><tt:Encoding>H265</tt:Encoding><tt:Resolution><tt:Width>2560</tt:Width><tt:Height>1440</tt:Height></tt:Resolution>' +
      '<tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit><tt:BitrateLimit>4096</tt:BitrateLimit></tt:RateControl></tr2:VideoEncoder>' +
      '<tr2:AudioEncoder token="a"><tt:Encoding>PCMU</tt:Encoding></tr2:AudioEncoder></tr2:Configurations></tr2:Profiles></tr2:GetProfilesResponse>';
    const uri = envelope(`<tr2:GetStreamUriResponse><tr2:Uri>rtsp://0.0.0.0/a</tr2:Uri></tr2:GetStreamUriResponse>`);
    const device = await start({
      answers: { GetServices: services, GetProfiles: envelope(media2), GetStreamUri: uri },
    });
    expect((await probe()).channels[0]?.profiles).toEqual([
      {
        token: 'p',
        codec: 'H265',
        width: 2560,
        height: 1440,
        fps: 25,
        gop: 50,
        bitrate: 4_096_000,
        audio: null,
        streamUri: `rtsp://${ADDRESS}/a`,
      },
    ]);
    await device.stop();
    stops.length = 0;
    let asked = 0;
    await start({
      answers: {
        GetServices: services,
        GetProfiles: (response) =>
          response.end(
            asked++ === 0
              ? fault('ter:Action')
              : envelope(`<trt:GetProfilesResponse>${PROFILES}</trt:GetProfilesResponse>`),
          ),
      },
    });
    expect((await probe()).channels).toHaveLength(2);
  });

  it('asks for GetCapabilities where GetServices is unknown', async () => {
    await start({
      answers: {
        GetServices: fault('ter:ActionNotSupported'),
        GetEndpointReference: (response) => response.destroy(),
        GetCapabilities: envelope(
          `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>http://${ADDRESS}:8000/m</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`,
        ),
      },
    });
    expect(await probe()).toMatchObject({ hardwareId: 'acme:1234567890123456789' });
  });

  it('asks for a keyframe', async () => {
    const device = await start({ login: 'token' });
    const target = { address: ADDRESS, port: 8000, profileToken: '1.10' };
    await requestSyncPoint({ ...target, credentials: { username: 'admin', password: 'right' } });
    expect(device.asked.at(-1)).toBe('SetSynchronizationPoint');
    expect(await causeOf(requestSyncPoint({ ...target, credentials: { username: 'admin', password: SECRET } }))).toBe(
      'credentials',
    );
  });
});

const hang: Answer = () => undefined;
const drip: Answer = (response) => {
  const timer = setInterval(() => response.write('<'), 20);
  response.on('close', () => clearInterval(timer));
};
const huge: Answer = (response) => {
  response.setHeader('content-type', 'application/soap+xml');
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
  };
  response.on('drain', more);
  more();
};
const uri = (text: string): string =>
  envelope(
    `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${text}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`,
  );
const media = (xaddr: string): string =>
  envelope(
    `<tds:GetServicesResponse><tds:Service><tds:Namespace>http://www.onvif.org/ver10/media/wsdl</tds:Namespace><tds:XAddr>${xaddr}</tds:XAddr></tds:Service></tds:GetServicesResponse>`,
  );
const bomb = `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${envelope('<tds:GetSystemDateAndTimeResponse>&b;</tds:GetSystemDateAndTimeResponse>')}`;

describe('probeOnvif at a bad device', () => {
  it.each<[Cause, string, Record<string, Answer>]>([
    ['timeout', 'hangs at once', { '*': hang }],
    ['timeout', 'hangs later', { GetProfiles: hang }],
    ['timeout', 'drips', { '*': drip }],
    ['too-large', 'never ends', { '*': huge }],
    ['too-large', 'profiles never end', { GetProfiles: huge }],
    ['too-large', 'has too many elements', { GetProfiles: envelope('<x/>'.repeat(200_000)) }],
    ['onvif', 'is a web page', { '*': '<!DOCTYPE html><html><body>Welcome</body></html>' }],
    ['onvif', 'is garbage', { '*': Buffer.from('\0\x01\xff<<<>>>', 'latin1') }],
    ['onvif', 'is an entity bomb', { '*': bomb }],
    ['onvif', 'cuts its answer off', { GetSystemDateAndTime: envelope('<a/>').slice(0, -30) }],
    ['onvif', 'closes without an answer', { '*': (response) => response.destroy() }],
    ['onvif', 'redirects', { '*': (response) => response.writeHead(302, { location: 'http://127.41.0.9/' }).end() }],
    ['onvif', 'has no media', { GetServices: fault('x'), GetCapabilities: envelope('<tds:GetCapabilitiesResponse/>') }],
    ['onvif', 'gives an http stream', { GetStreamUri: uri(`http://${ADDRESS}/a`) }],
    ['other-host', 'has its media elsewhere', { GetServices: media('http://192.0.2.1/media') }],
    ['other-host', 'has its media at a name', { GetServices: media('http://camera.example/media') }],
    ['other-host', 'streams from elsewhere', { GetStreamUri: uri('rtsp://192.0.2.1/a') }],
    ['onvif', 'gives an endless stream URI', { GetStreamUri: uri(`rtsp://${ADDRESS}/${'a'.repeat(2000)}`) }],
    ['other-host', 'streams from a short form', { GetStreamUri: uri('rtsp://127.1/a') }],
    ['codec', 'has no profile', { GetProfiles: envelope('<trt:GetProfilesResponse/>') }],
    [
      'codec',
      'has JPEG only',
      {
        GetProfiles: envelope(
          `<trt:GetProfilesResponse>${PROFILES.replaceAll('H264</tt:E', 'JPEG</tt:E')}</trt:GetProfilesResponse>`,
        ),
      },
    ],
  ])('gives %s where it %s', async (cause, _, answers) => {
    const device = await start({ answers, password: SECRET });
    const started = Date.now();
    expect(await causeOf(probe({ timeoutMs: 1000, credentials: { username: 'admin', password: SECRET } }))).toBe(cause);
    expect(Date.now() - started).toBeLessThan(1500);
    expect(device.wrongLogins).toBeLessThanOrEqual(2);
  });

  it.each(['digest', 'token'] as const)(
    'gives credentials for a wrong password (%s), after two tries at most',
    async (login) => {
      const device = await start({ login });
      expect(await causeOf(probe({ credentials: { username: 'admin', password: SECRET } }))).toBe('credentials');
      expect(device.wrongLogins).toBe(login === 'digest' ? 2 : 1);
      expect(device.rightLogins).toBe(0);
      expect(await causeOf(probe({ credentials: { username: '', password: '' } }))).toBe('credentials');
      expect(device.wrongLogins).toBe(login === 'digest' ? 2 : 1);
    },
  );

  it('signs in unasked where a device tells nothing to strangers', async () => {
    const device = await start({ login: 'silent' });
    expect((await probe()).channels).toHaveLength(2);
    expect(await causeOf(probe({ credentials: { username: 'admin', password: SECRET } }))).toBe('credentials');
    expect(device.wrongLogins).toBe(1);
    expect(await causeOf(probe({ credentials: { username: '', password: '' } }))).toBe('codec');
  });

  it('gives tcp for a closed port, and address where nobody answers', async () => {
    expect(await causeOf(probe())).toBe('tcp');
    // Refused by the own network stack: nothing is sent anywhere.
    expect(await causeOf(probe({ address: '255.255.255.255' }))).toBe('address');
  });

  it('gives onvif where another protocol speaks', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-x\r\n');
    }).listen(8000, ADDRESS);
    await once(server, 'listening');
    stops.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    });
    expect(await causeOf(probe())).toBe('onvif');
  });

  it('stops at once when it is told to, and leaves no connection', async () => {
    const device = await start({ answers: { GetProfiles: hang } });
    const controller = new AbortController();
    const failing = probe({ signal: controller.signal });
    await expect.poll(() => device.asked.at(-1), { interval: 5 }).toBe('GetProfiles');
    const started = Date.now();
    controller.abort();
    await expect(failing).rejects.toMatchObject({ name: 'AbortError' });
    expect(Date.now() - started).toBeLessThan(100);
    await expect.poll(() => device.connections(), { interval: 5 }).toBe(0);
  });
});
