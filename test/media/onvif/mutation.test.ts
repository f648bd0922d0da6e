import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MediaError } from '../../../media/error.ts';
import { readChallenges } from '../../../media/onvif/digest.ts';
import { endpointId, identityOfScopes } from '../../../media/onvif/device.ts';
import { readAbility, readMasks } from '../../../media/onvif/mask-xml.ts';
import { readProbeMatches } from '../../../media/onvif/probe-match.ts';
import { readProfiles } from '../../../media/onvif/profiles.ts';
import { serviceAddress, streamAddress } from '../../../media/onvif/same-host.ts';
import { parseEnvelope } from '../../../media/onvif/xml.ts';
import { envelope, honestAnswers, probeMatch, PROFILES } from './answers.ts';

const camera = { address: '127.0.0.1', port: 80, rtspPort: 554, uuid: '5f1f3a2c', name: 'x', clockSkewMs: 0 };
const profiles = envelope(`<trt:GetProfilesResponse>${PROFILES}</trt:GetProfilesResponse>`);
const masks = envelope(
  '<tr2:GetMasksResponse><tr2:Masks token="m1"><tr2:ConfigurationToken>c</tr2:ConfigurationToken><tr2:Polygon>' +
    '<tt:Point x="-1" y="1"/><tt:Point x="0.5" y="1"/><tt:Point x="0" y="-0.2"/></tr2:Polygon><tr2:Type>Color</tr2:Type>' +
    '<tr2:Enabled>true</tr2:Enabled></tr2:Masks></tr2:GetMasksResponse>',
);
const honest = [
  ...Object.values(honestAnswers(camera)).map((answer) => answer()),
  probeMatch(camera, 'uuid:1', 'http://127.0.0.1/x'),
];

/** Honest XML with pieces cut out, doubled, swapped or replaced by what parsers trip over. */
const mutated = fc
  .tuple(
    fc.constantFrom(...honest, profiles, masks),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 60 }),
        fc.oneof(
          fc.constantFrom(
            '',
            '<',
            '>',
            '</',
            '&',
            '&#0;',
            '&#x10ffff;',
            '&#x110000;',
            '<![CDATA[',
            ']]>',
            '<!--',
            '-->',
            '<?',
            '"',
            '=',
          ),
          fc.constantFrom(
            '<__proto__>',
            '<constructor/>',
            '<toString>1</toString>',
            ' __proto__="1"',
            '<!DOCTYPE a>',
            '<x:y:z/>',
            '\0',
          ),
          fc.string({ unit: 'binary', maxLength: 8 }),
        ),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([xml, edits]) =>
    edits.reduce((text, [at, cut, insert]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + insert + text.slice(start + cut);
    }, xml),
  );

/** Runs it; only MediaErrors may come out. */
function tolerate(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(MediaError);
  }
}

it('reads any mutated answer, or throws a MediaError', () => {
  fc.assert(
    fc.property(mutated, (xml) => {
      tolerate(() => {
        const body = parseEnvelope(xml).body;
        const response = body.find('GetProfilesResponse') ?? body;
        for (const profile of readProfiles(response)) {
          expect(
            [profile.width, profile.height, profile.fps, profile.gop, profile.bitrate].every(Number.isFinite),
          ).toBe(true);
          expect(profile.token.length).toBeLessThanOrEqual(128);
        }
        for (const { shape } of readMasks(body.find('GetMasksResponse') ?? body)) {
          expect(shape.every(({ x, y }) => Math.abs(x) <= 2 && Math.abs(y) <= 2)).toBe(true);
        }
        readAbility(body);
        tolerate(() => streamAddress(body.textOf('GetStreamUriResponse', 'MediaUri', 'Uri'), ['127.0.0.1']));
        tolerate(() => serviceAddress(body.textOf('GetServicesResponse', 'Service', 'XAddr'), ['127.0.0.1']));
      });
    }),
    { numRuns: 2000 },
  );
});

it('reads any mutated datagram: devices, or none', () => {
  fc.assert(
    fc.property(mutated, (xml) => {
      for (const device of readProbeMatches(Buffer.from(xml), '1', '127.0.0.1'))
        expect(device.address).toBe('127.0.0.1');
    }),
    { numRuns: 1000 },
  );
});

it('reads any other text that a device writes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, more) => {
      readChallenges([text, `Digest ${more}`, `Digest realm="${more}", nonce="${text}"`]);
      identityOfScopes([text, `onvif://www.onvif.org/name/${text}%${more}`]);
      endpointId(text);
      for (const uri of [text, `rtsp://${text}`, `rtsp://127.0.0.1${text}`, `rtsp://${text}@127.0.0.1/${more}`]) {
        tolerate(() => {
          expect(streamAddress(uri, ['127.0.0.1'])).toMatch(/^rtsp:\/\/127\.0\.0\.1(:\d+)?[^@'"\\]*/);
        });
      }
    }),
  );
});

it('takes credentials out of a stream URI, and lets none of another host in', () => {
  const hosts = ['10.0.0.5'];
  expect(streamAddress('rtsp://admin:p%40ss@10.0.0.5:554/a?b=1#c', hosts)).toBe('rtsp://10.0.0.5:554/a?b=1');
  expect(streamAddress("rtsp:///it's", hosts)).toBe('rtsp://10.0.0.5/it%27s');
  expect(streamAddress('rtsp://[::]/a', ['fe80::1'])).toBe('rtsp://[fe80::1]/a');
  for (const uri of [
    'rtsp://10.0.0.5@192.0.2.1/',
    'rtsp://10.0.0.5.example/',
    'rtsp://10.0.5/',
    'rtsp://0xa.0.0.5/',
    'rtsp://10.0.0.5%2f@x/',
  ]) {
    expect(() => streamAddress(uri, hosts), uri).toThrow(MediaError);
  }
});

const MB = 1024 * 1024;
it.each([
  ['<', '<'.repeat(2 * MB)],
  ['xmlns without end', `<a>${'xmlns'.repeat(400_000)}</a>`],
  ['attributes', `<a ${'x="1" '.repeat(300_000)}/>`],
  ['bare attributes', `<a ${'x '.repeat(MB)}/>`],
  ['quotes', `<a ${'x="'.repeat(600_000)}>`],
  ['elements', '<b/>'.repeat(400_000)],
  ['mixed text', '<b/>t'.repeat(300_000)],
  ['depth', '<a>'.repeat(600_000)],
  ['closing tags', '</a>'.repeat(500_000)],
  ['comments', '<!--'.repeat(500_000)],
  ['CDATA', '<![CDATA['.repeat(200_000)],
  ['instructions', '<?'.repeat(MB)],
  ['colons', `<${'a:'.repeat(MB)}>`],
  ['entities', `<a>${'&amp;'.repeat(400_000)}</a>`],
  ['ampersands', `<a>${'&'.repeat(2 * MB)}</a>`],
  ['spaces', `<a>x${' '.repeat(2 * MB)}x</a>`],
])('is not held up by 2 MB of %s', (_, content) => {
  const started = performance.now();
  tolerate(() => parseEnvelope(envelope(content)).body.find('a')?.text);
  expect(performance.now() - started).toBeLessThan(700);
});
