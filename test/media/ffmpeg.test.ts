import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadFfmpegConfig, type FfmpegConfig } from '../../media/ffmpeg-config.ts';
import { relayInvocation, snapshotInvocation, type Invocation } from '../../media/ffmpeg.ts';

const json: unknown = JSON.parse(readFileSync('ffmpeg.config.json', 'utf8'));
const config: FfmpegConfig = loadFfmpegConfig(json);
const outputs = { videoUrl: 'rtsp://127.0.0.1:9/v', audioUrl: 'rtsp://127.0.0.1:9/a' };

function invocations(url: string, password: string): Invocation[] {
  const source = { url, credentials: { username: 'admin', password } };
  return [
    relayInvocation(config, source, { analysis: 'quick', transcode: false, ...outputs }),
    snapshotInvocation(config, source, 'thorough'),
  ];
}

describe('invocations', () => {
  test('no argument tells the camera or its password, whatever the password is', () => {
    const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `#${text}#`);
    fc.assert(
      fc.property(password, (secret) => {
        for (const { args, stdin } of invocations('rtsp://10.1.2.3:8554/ch1', secret)) {
          expect(args.join(' ')).not.toContain(secret);
          expect(args.join(' ')).not.toContain(encodeURIComponent(secret));
          expect(args.join(' ')).not.toContain('10.1.2.3');
          // One word in single quotes, from which the very same password is read.
          const url = /^file '([^']*)'$/m.exec(stdin)?.[1] ?? '';
          expect(decodeURIComponent(new URL(url).password)).toBe(secret);
          expect(new URL(url).host).toBe('10.1.2.3:8554');
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    `rtsp://10.1.2.3/it's`,
    'rtsp://10.1.2.3/a\nfile b',
    'rtsp://10.1.2.3/a\\b',
    'file:///etc/passwd',
    '/etc/passwd',
    'http://10.1.2.3/',
    'rtsp:///nowhere',
  ])('%j is refused', (url) => {
    expect(() => invocations(url, 'x')).toThrow(expect.objectContaining({ reason: 'rtsp' }));
  });

  test('RTSP may be written in capitals', () => {
    for (const { stdin } of invocations('RTSP://10.1.2.3/ch1', 'pw'))
      expect(stdin).toContain('rtsp://admin:pw@10.1.2.3/ch1');
  });

  test('a relay copies or transcodes, and sends video and sound to places of their own', () => {
    const source = { url: 'rtsp://10.1.2.3/ch1' };
    const copied = relayInvocation(config, source, { analysis: 'quick', transcode: false, ...outputs }).args;
    expect(copied).toEqual(expect.arrayContaining([...config.presets.copy, outputs.videoUrl, outputs.audioUrl]));
    const coded = relayInvocation(config, source, {
      analysis: 'quick',
      transcode: true,
      ...outputs,
      audioUrl: null,
    }).args;
    expect(coded).toEqual(expect.arrayContaining([...config.presets.transcode, outputs.videoUrl]));
    expect(coded).not.toContain(outputs.audioUrl);
  });

  test('masks are painted before all else in what is decoded, and a copied stream is left as it is', () => {
    const source = { url: 'rtsp://10.1.2.3/ch1' };
    const corners = [[0, 0] as const, [1, 0] as const, [1, 0.5] as const, [0, 0.5] as const];
    const masks = [corners.map(([x, y]) => ({ x, y }))];
    const argsOf = (transcode: boolean): string[] =>
      relayInvocation(config, source, { analysis: 'quick', transcode, ...outputs, masks }).args;
    const paint =
      'drawbox=x=floor(iw*0):y=floor(ih*0):w=ceil(iw*1)-floor(iw*0):h=ceil(ih*0.5)-floor(ih*0):color=black:t=fill';
    const scale = config.presets.transcode[config.presets.transcode.indexOf('-vf') + 1] ?? '';
    expect(argsOf(true)).toContain(`${paint},${scale}`);
    expect(argsOf(true).filter((word) => word === '-vf')).toHaveLength(1);
    expect(argsOf(false).join(' ')).not.toContain('drawbox');
    const snapshot = snapshotInvocation(config, source, 'quick', masks).args;
    expect(snapshot[snapshot.indexOf('-vf') + 1]).toBe(paint);
  });
});

describe('ffmpeg.config.json', () => {
  const wrong = (change: (copy: { ffmpeg: unknown; presets: Record<string, unknown> }) => void): unknown => {
    const copy = structuredClone(config) as unknown as { ffmpeg: unknown; presets: Record<string, unknown> };
    change(copy);
    return copy;
  };

  test.each([
    ['no object', () => null, 'ffmpeg.config.json'],
    ['no program', () => wrong((copy) => (copy.ffmpeg = '')), '/ffmpeg'],
    ['a missing preset', () => wrong((copy) => delete copy.presets['copy']), '/presets'],
    ['an unknown preset', () => wrong((copy) => (copy.presets['copi'] = [])), '/presets'],
    ['a line instead of words', () => wrong((copy) => (copy.presets['copy'] = '-c copy')), '/presets/copy'],
    ['an address', () => wrong((copy) => (copy.presets['push'] = ['http://10.0.0.1/'])), '/presets/push'],
    ['a value without its option', () => wrong((copy) => (copy.presets['input'] = ['5'])), '/presets/input'],
    ['an option without a value', () => wrong((copy) => (copy.presets['quick'] = ['-timeout'])), '/presets/quick'],
  ])('%s is named', (_, make, place) => {
    expect(() => loadFfmpegConfig(make())).toThrow(TypeError);
    expect(() => loadFfmpegConfig(make())).toThrow(place);
  });
});
