import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/** Of gzipped script before the first tile. */
const BUDGET = 400 * 1024;

const chunks = new Map<string, Rolldown.OutputChunk>();

beforeAll(async () => {
  // As it is shipped: under a test's own NODE_ENV the libraries' own checks would be built in, and counted.
  vi.stubEnv('NODE_ENV', 'production');
  const configFile = join(import.meta.dirname, '../../web/vite.config.ts');
  const built = await build({ configFile, logLevel: 'error', build: { write: false } });
  if (!('output' in built)) throw new Error('the build has no single output');
  for (const part of built.output) if (part.type === 'chunk') chunks.set(part.fileName, part);
});

afterAll(() => vi.unstubAllEnvs());

/** The chunk and all that it imports at once; what it imports later is not needed to begin. */
function needed(fileName: string, seen = new Set<string>()): Set<string> {
  if (seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const other of chunks.get(fileName)?.imports ?? []) needed(other, seen);
  return seen;
}

function page(module: string): Set<string> {
  const all = [...chunks.values()];
  const entry = all.find(({ isEntry }) => isEntry);
  const own = all.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  if (!entry || !own) throw new Error(`no chunk for ${module}`);
  return needed(own.fileName, needed(entry.fileName));
}

function gzipped(files: Set<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(chunks.get(file)?.code ?? '').length, 0);
}

describe('script before the first tile', () => {
  test('is at most 400 KB, gzipped', () => {
    expect(gzipped(page('/pages/live/live.tsx'))).toBeLessThanOrEqual(BUDGET);
  });

  test('has nothing of the table of cameras', () => {
    const live = page('/pages/live/live.tsx');
    const modules = [...live].flatMap((file) => chunks.get(file)?.moduleIds ?? []);
    expect(
      modules.filter((id) => /\/(antd\/es\/table\/Table\.js|antd\/es\/form\/Form\.js|web\/pages\/cameras\/)/.test(id)),
    ).toEqual([]);
  });
});
