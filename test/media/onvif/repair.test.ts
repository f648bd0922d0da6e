import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Change,
  type DeviceOptions,
  probeOnvif,
  reboot,
  setClock,
  setNtp,
  setPassword,
  setScreenName,
  setWallProfile,
} from '../../../media/onvif/index.ts';
import { SimulatedCamera } from '../../fleet/camera.ts';
import { MAKERS, type MakerName } from '../../fleet/makers.ts';

// The fleet's settings were written from the specification, by somebody else. No clip is played.
const makers = Object.keys(MAKERS) as MakerName[];
const cameras = makers.map((maker, index) => new SimulatedCamera(`127.46.0.${index + 1}`, 0, { maker, rebootMs: 600 }));
const WALL = { width: 640, height: 360, fps: 15, gopSeconds: 2, bitrate: 512_000 };

beforeAll(() => Promise.all(cameras.map((camera) => camera.revive())));
afterAll(() => Promise.all(cameras.map((camera) => camera.close())));
beforeEach(() => Promise.all(cameras.map((camera) => camera.setFault({}))));

function of({ address, onvifPort: port, username, password }: SimulatedCamera): DeviceOptions {
  return { address, port, credentials: { username, password }, timeoutMs: 5000 };
}

/** Each repair, with something that is not so yet. */
const repairs: [string, (camera: SimulatedCamera) => Promise<Change>][] = [
  ['clock', (camera) => setClock(of(camera))],
  ['NTP', (camera) => setNtp({ ...of(camera), server: 'ntp.county.example' })],
  [
    'wall profile',
    (camera) => setWallProfile({ ...of(camera), profileToken: camera.maker.profileToken('sub'), profile: WALL }),
  ],
  [
    'screen name',
    (camera) =>
      setScreenName({ ...of(camera), profileToken: camera.maker.profileToken('main'), text: '村口 <1> & 桥' }),
  ],
  ['password', (camera) => setPassword({ ...of(camera), password: 'Neu&Lang-<77>' })],
  ['reboot', (camera) => reboot({ ...of(camera), timeoutMs: 1500 })],
];

describe.each(cameras)('a camera of $maker.manufacturer', (camera) => {
  it('has its clock set, and a right one left alone', async () => {
    await camera.setFault({ clockSkewMs: -7_200_000 });
    const done = await setClock(of(camera));
    expect(done.before).toMatch(/^-7[12]\d\d s$/);
    expect(done.after).toMatch(/^[+-]?[01] s$/);
    expect(Math.abs(camera.faults.clockSkewMs)).toBeLessThan(2000);
    const again = await setClock(of(camera));
    expect(again.before).toBe(again.after);
  });

  it.each(['10.1.2.3', 'ntp.county.example'])('takes its time from %s', async (server) => {
    const done = await setNtp({ ...of(camera), server });
    expect(done.after).toBe(`NTP ${server}`);
    expect(camera.settings.ntpServer).toBe(server);
    expect(await setNtp({ ...of(camera), server })).toEqual({ before: done.after, after: done.after });
  });

  it('makes what a wall needs', async () => {
    const profileToken = camera.maker.profileToken('sub');
    await camera.setFault({ codec: 'h265' });
    const ask = { ...of(camera), profileToken, profile: { ...WALL, width: 330, height: 190 } };
    // The nearest that the encoder can make.
    const done = await setWallProfile(ask);
    expect(done.before).toMatch(/^H265 640x360/);
    expect(done.after).toBe('H264 320x180 15/s GOP 30 512 kbit/s');
    expect(camera.clip('sub')).toMatchObject({
      codec: 'H264',
      width: 320,
      fps: 15,
      gopSeconds: 2,
      profile: 'baseline',
    });
    expect(camera.clip('main')).toMatchObject({ codec: 'H265', width: 1280 });
    expect(await setWallProfile(ask)).toEqual({ before: done.after, after: done.after });
    const [channel] = (await probeOnvif({ ...of(camera), signal: new AbortController().signal })).channels;
    expect(channel?.profiles[1]).toMatchObject({ codec: 'H264', width: 320, gop: 30, bitrate: 512_000 });
  });

  it('has another name on its pictures, or a first one', async () => {
    const ask = { ...of(camera), profileToken: camera.maker.profileToken('sub') };
    expect(await setScreenName({ ...ask, text: '云岫村 "桥" & <口>' })).toEqual({
      before: 'Camera 01',
      after: '云岫村 "桥" & <口>',
    });
    expect(camera.settings.texts.get('osd_name')).toEqual({
      position: 'LowerLeft',
      kind: 'Plain',
      text: '云岫村 "桥" & <口>',
    });
    camera.settings.texts.delete('osd_name');
    expect(await setScreenName({ ...ask, text: '村口' })).toEqual({ before: '', after: '村口' });
    expect([...camera.settings.texts.values()].map(({ kind }) => kind)).toEqual(['DateAndTime', 'Plain']);
  });

  it('has another password, which is in force when it is told', async () => {
    const { password: old } = camera;
    const done = await setPassword({ ...of(camera), password: 'Neu&Lang-<77>' });
    expect(JSON.stringify(done)).not.toMatch(/Neu|Ningshan/);
    expect(camera.password).toBe('Neu&Lang-<77>');
    expect(await setPassword({ ...of(camera), password: old })).toEqual(done);
    expect(camera.password).toBe(old);
  });

  it('goes, and has come back when it is told', async () => {
    const { reboots } = camera.counters;
    expect((await reboot({ ...of(camera), timeoutMs: 20_000 })).after).toMatch(/^\d+ s$/);
    expect(camera.counters.reboots).toBe(reboots + 1);
    expect(camera.alive).toBe(true);
  });

  it.each(repairs)('refuses: %s', async (_, repair) => {
    await camera.setFault({ refuses: 'settings', clockSkewMs: 3_600_000 });
    camera.settings.ntpServer = null;
    camera.encoders.reset();
    const { refusedLogins, reboots } = camera.counters;
    await camera.setFault({ refuses: 'settings', clockSkewMs: 3_600_000, codec: 'h265' });
    await expect(repair(camera)).rejects.toMatchObject({ reason: 'refused' });
    // A setting that is refused is no reason to try another login.
    expect(camera.counters.refusedLogins - refusedLogins).toBeLessThanOrEqual(2);
    expect(camera.counters.reboots).toBe(reboots);
  });

  it.each(repairs)('says yes and does nothing: %s', async (_, repair) => {
    camera.settings.ntpServer = null;
    await camera.setFault({ refuses: 'pretends', clockSkewMs: 3_600_000, codec: 'h265' });
    await expect(repair(camera)).rejects.toMatchObject({ reason: 'refused' });
    expect(camera.password).toBe('Ningshan-2026');
  });

  it.each(repairs)('has another password: %s', async (_, repair) => {
    await camera.setFault({ wrongPassword: true, clockSkewMs: 3_600_000 });
    const { refusedLogins } = camera.counters;
    await expect(repair(camera)).rejects.toMatchObject({ reason: 'credentials' });
    // The question without a login, and two with one at most.
    expect(camera.counters.refusedLogins - refusedLogins).toBeLessThanOrEqual(3);
  });
});

it('knows a stream by its token only', async () => {
  const [camera] = cameras;
  if (!camera) throw new Error('no camera');
  const ask = { ...of(camera), profileToken: 'no such stream', profile: WALL };
  await expect(setWallProfile(ask)).rejects.toMatchObject({ reason: 'onvif' });
});

it('stops at once when it is told to', async () => {
  const [camera] = cameras;
  if (!camera) throw new Error('no camera');
  await camera.setFault({ onvif: 'silent' });
  const reason = new Error('enough');
  await expect(setClock({ ...of(camera), signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(setClock({ ...of(camera), timeoutMs: 100 })).rejects.toMatchObject({ reason: 'timeout' });
});
