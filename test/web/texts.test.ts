import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../../web/i18n/en.json' with { type: 'json' };
import zh from '../../web/i18n/zh.json' with { type: 'json' };

const web = join(import.meta.dirname, '../../web');

function flatten(tree: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree) as [string, string | object][]) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') texts.set(name, value);
    else for (const [inner, text] of flatten(value, name)) texts.set(inner, text);
  }
  return texts;
}

const texts = { zh: flatten(zh), en: flatten(en) };
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('dist'))
  .map((path) => readFileSync(join(web, path), 'utf8'))
  .join('\n');

/** Keys as the code writes them: whole, or with a part that is filled in. */
const used = [...sources.matchAll(/\bt\(\s*(?:[\w!=.\s?]+\?\s*)?(['`])([\w.${}\-? ']+?)\1/g)].map(
  (match) => match[2] ?? '',
);

test('both languages have the same keys, and none is empty', () => {
  expect([...texts.en.keys()]).toEqual([...texts.zh.keys()]);
  expect([...texts.zh, ...texts.en].filter(([, text]) => !text.trim())).toEqual([]);
});

test('both languages fill in the same values', () => {
  const values = (text: string | undefined): string[] => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const [key, text] of texts.zh) expect(values(texts.en.get(key)), key).toEqual(values(text));
});

test('every key that is used exists', () => {
  expect(used.length).toBeGreaterThan(80);
  const patterns = used.map(
    (key) => [key, new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`)] as const,
  );
  const missing = patterns.filter(([, pattern]) => ![...texts.zh.keys()].some((key) => pattern.test(key)));
  expect(missing.map(([key]) => key)).toEqual([]);
});

test('every key that exists is used', () => {
  const filled = [...sources.matchAll(/`([\w.]+\.)\$\{[^`]+\}([\w.]*)`/g)].map(
    ([, before = '', after = '']) =>
      new RegExp(`^${before.replaceAll('.', '\\.')}[\\w-]+${after.replaceAll('.', '\\.')}$`),
  );
  const idle = [...texts.zh.keys()].filter(
    (key) => !sources.includes(`'${key}'`) && !filled.some((pattern) => pattern.test(key)),
  );
  expect(idle).toEqual([]);
});
