import { expect, it } from 'vitest';
import { MediaError } from '../../../media/error.ts';
import { streamAddress } from '../../../media/onvif/same-host.ts';
import { parseEnvelope } from '../../../media/onvif/xml.ts';
import { envelope } from './answers.ts';

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

/** CPU time of reading, ms. */
function cost(content: string): number {
  const before = process.cpuUsage();
  try {
    parseEnvelope(envelope(content)).body.textOf('a');
  } catch (error) {
    expect(error).toBeInstanceOf(MediaError);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

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
])('is held up by 2 MB of %s in proportion to their size', (_, content) => {
  const eighth = content.slice(0, content.length / 8);
  const cheapest = (text: string): number => Math.min(cost(text), cost(text));
  // In square proportion it would be 64 times; 100 ms are for what is over at once, and the collector of garbage.
  expect(cheapest(content)).toBeLessThan(24 * cheapest(eighth) + 100);
});
