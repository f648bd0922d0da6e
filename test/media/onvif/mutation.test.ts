import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { MediaError } from '../../../media/error.ts';
import { readChallenges } from '../../../media/onvif/digest.ts';
import { endpointId, identityOfScopes, plain } from '../../../media/onvif/device.ts';
import { readAbility, readMasks } from '../../../media/onvif/mask-xml.ts';
import { readProbeMatches } from '../../../media/onvif/probe-match.ts';
import { partOf, sourceOf } from '../../../media/onvif/profile-parts.ts';
import { readProfiles } from '../../../media/onvif/profiles.ts';
import { readNode, readPlace, readPresets } from '../../../media/onvif/ptz/ptz-xml.ts';
import { nearest, readEncoderAbility, readEncoding, writeEncoding } from '../../../media/onvif/repair/encoder.ts';
import { serviceAddress, streamAddress } from '../../../media/onvif/same-host.ts';
import { parseEnvelope, type XmlElement } from '../../../media/onvif/xml.ts';
import { envelope } from './answers.ts';
import { Mutator } from './mutate.ts';
import { ANSWERS, DATAGRAMS } from './samples.ts';

const RUNS = 100_000;
const HOSTS = ['127.0.0.1'];
const WALL = { width: 640, height: 360, fps: 15, gopSeconds: 2, bitrate: 512_000 };

/** Runs it; only MediaErrors may come out. */
function tolerate(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
  }
}

setFlagsFromString('--expose-gc');

/** Bytes that are kept, after all that is not needed has been thrown away. */
function kept(): number {
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

/** Gives `RUNS` mutated texts to `read`, and sees that nothing is kept of them. */
function feed(samples: readonly [string, ...string[]], read: (text: string, mutator: Mutator) => void): void {
  const mutator = new Mutator(4);
  let early = 0;
  for (let run = 0; run < RUNS; run++) {
    const text = mutator.mutate(samples);
    try {
      read(text, mutator);
    } catch (error) {
      throw new Error(`run ${run}: ${JSON.stringify(text)}`, { cause: error });
    }
    if (run === RUNS / 10) early = kept();
  }
  expect(kept() - early).toBeLessThan(8 * 1024 * 1024);
}

const isNumber = (value: number): boolean => Number.isFinite(value) && value >= 0;
const check = (isRight: boolean, what: string): void => {
  if (!isRight) throw new Error(what);
};

function readEverything(response: XmlElement): void {
  for (const { width, height, fps, gop, bitrate, token } of readProfiles(response)) {
    check([width, height, fps, gop, bitrate].every(isNumber) && token.length <= 128, 'profile');
  }
  for (const { shape } of readMasks(response))
    check(
      shape.every(({ x, y }) => Math.abs(x + y) <= 4),
      'mask',
    );
  readAbility(response);
  readSettings(response);
  const place = readPlace(response.find('PTZStatus'));
  check(!place || Math.max(Math.abs(place.pan), Math.abs(place.tilt), place.zoom) <= 1, 'place');
  check(
    readPresets(response).every(({ token, name }) => token.length <= 64 && name.length <= 64),
    'preset',
  );
  const node = response.find('PTZNode');
  if (node) readNode(node);
  tolerate(() => streamAddress(response.textOf('MediaUri', 'Uri'), HOSTS));
  tolerate(() => serviceAddress(response.textOf('Service', 'XAddr'), HOSTS));
  identityOfScopes(response.all('Scopes').map((scope) => scope.textOf('ScopeItem')));
  check(plain(response.textOf('Manufacturer')).length <= 100, 'text');
}

/** Encoders are read, and written back: what is written is XML, whatever the device calls its elements. */
function readSettings(response: XmlElement): void {
  const ability = readEncoderAbility(response);
  const wish = nearest(WALL, ability ?? { sizes: [], rates: null, gop: null, kilobits: null, profiles: [] });
  check([wish.width, wish.height, wish.fps, wish.gop, wish.kilobits].every(isNumber), 'wish');
  const profile = response.find('Profiles');
  const encoder = profile && partOf(profile, 'VideoEncoder');
  if (!encoder) return;
  sourceOf(profile);
  check(isNumber(readEncoding(encoder).gop), 'encoding');
  const written = writeEncoding(encoder, wish, ability?.profiles ?? [], profile.find('Configurations') !== undefined);
  const back = parseEnvelope(envelope(written)).body.find('Configuration');
  check(back !== undefined && readEncoding(back).width === wish.width, written);
}

it(`reads ${RUNS} mutated answers, or throws a MediaError, and keeps nothing`, () => {
  feed(ANSWERS, (text) => {
    tolerate(() => {
      const { body } = parseEnvelope(text);
      for (const name of body.childNames.slice(0, 2)) readEverything(body.find(name) ?? body);
    });
  });
}, 120_000);

it(`reads ${RUNS} mutated datagrams: devices, or none`, () => {
  feed(DATAGRAMS, (text) => {
    for (const { address, cause } of readProbeMatches(Buffer.from(text), '1', '127.0.0.1')) {
      check(address === '127.0.0.1' && (cause === null || cause.length > 0), 'device');
    }
  });
}, 120_000);

it(`reads ${RUNS} other texts that a device writes`, () => {
  const texts = [
    'Digest realm="ip, cam", qop="auth, auth-int", nonce="n1", algorithm=MD5, opaque="x"',
    'onvif://www.onvif.org/name/%E5%9F%8E%E5%85%B3_camera',
    'urn:uuid:5f1f3a2c-0000-4000-8000-0123456789ab',
    'rtsp://user:secret@127.0.0.1:554/live?channel=1&stream=0',
    'http://[::1]:8000/onvif/device_service',
  ] as const;
  feed(texts, (text, mutator) => {
    readChallenges([text, mutator.pick(texts) + text]);
    identityOfScopes([text]);
    check(endpointId(text).length <= 100, 'endpoint');
    tolerate(() => serviceAddress(text, HOSTS));
    for (const uri of [text, `rtsp://${text}`, `rtsp://127.0.0.1${text}`]) {
      tolerate(() => check(/^rtsp:\/\/127\.0\.0\.1(:\d+)?[^@'"\\]*/.test(streamAddress(uri, HOSTS)), uri));
    }
  });
}, 120_000);
