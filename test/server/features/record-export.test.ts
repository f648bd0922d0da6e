import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anchorDays } from '../../../server/features/record/anchors.ts';
import { checkExport } from '../../../server/features/record/export-check.ts';
import { exportRecord } from '../../../server/features/record/export.ts';
import { Keys } from '../../../server/keys.ts';
import { anchorText } from '../../../server/store/audit-chain.ts';
import { Store } from '../../../server/store/store.ts';
import { anEvent } from '../record.ts';
import { ROOT, temporaryFolder } from '../rig.ts';

const DAY = 24 * 3_600_000;

/** An export's lines, and the fingerprint of the key that it was signed with. */
let lines: string[];
let fingerprint: string;
/** The same record, written and signed anew by somebody with another key. */
let forged: string[];
let forger: Keys;

/** A record over four days, anchored, as its hub exports it. */
async function makeExport(): Promise<{ lines: string[]; keys: Keys }> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  const keys = Keys.load(folder);
  const store = await Store.open(join(folder, 'hub.sqlite'), keys);
  const now = new Date(2026, 5, 15, 12).getTime();
  for (let day = 3; day >= 0; day--) {
    for (const camera of ['村口', 'a "quoted"\u2028name', '']) {
      await store.auditEvents.add(anEvent({ detail: { camera, day } }), now - day * DAY);
    }
  }
  await anchorDays({ store, keys, folder: join(folder, 'anchors') }, now);
  const chunks: Buffer[] = [];
  for await (const chunk of exportRecord(store, keys)) chunks.push(chunk);
  await store.close();
  rmSync(folder, { recursive: true });
  return {
    lines: Buffer.concat(chunks)
      .toString()
      .split(/(?<=\n)/),
    keys,
  };
}

beforeAll(async () => {
  const own = await makeExport();
  ({ lines } = own);
  fingerprint = own.keys.publicKeyFingerprint;
  const other = await makeExport();
  forged = other.lines;
  forger = other.keys;
});

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

function check(text: string | Buffer, key = fingerprint, size = 1000) {
  return checkExport(inPieces(Buffer.from(text), size), key);
}

/** Indexes of the lines of a kind. */
function all(kind: string): number[] {
  return lines.flatMap((line, index) => (line.startsWith(`{"kind":"${kind}"`) ? [index] : []));
}

/** The line, with something in it changed. */
function changed(index: number, change: Record<string, unknown>): string {
  return `${JSON.stringify({ ...(JSON.parse(lines[index] ?? '') as object), ...change })}\n`;
}

test('an export is intact as it is, however it is read', async () => {
  expect(all('event')).toHaveLength(12);
  expect(all('anchor')).toHaveLength(3);
  for (const size of [1, 7, 1000, 1_000_000]) {
    expect(await check(lines.join(''), fingerprint, size)).toEqual({
      ...{ intact: true, events: 12, anchors: 3, problem: null },
    });
  }
});

test('one byte changed, added or taken away is found, wherever it is', async () => {
  const whole = Buffer.from(lines.join(''));
  const place = fc.integer({ min: 0, max: whole.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), fc.constantFrom(0, 1), async (at, by, cut) => {
      const byte = ((whole[at] ?? 0) + by) % 256;
      for (const middle of [[byte], [whole[at] ?? 0, byte], []].slice(cut)) {
        const bytes = Buffer.concat([whole.subarray(0, at), Buffer.from(middle), whole.subarray(at + 1)]);
        expect((await check(bytes)).intact).toBe(false);
      }
    }),
    { numRuns: 1000 },
  );
});

test('any line removed, any two swapped, and any tail cut is found', async () => {
  for (const index of lines.keys()) {
    expect((await check(lines.toSpliced(index, 1).join(''))).intact).toBe(false);
    expect((await check(lines.slice(0, index).join(''))).intact).toBe(false);
    for (const other of lines.keys()) {
      if (other === index) continue;
      const swapped = lines.with(index, lines[other] ?? '').with(other, lines[index] ?? '');
      expect((await check(swapped.join(''))).intact).toBe(false);
    }
  }
  expect((await check(lines.join('') + (lines[1] ?? ''))).intact).toBe(false);
});

test('what was found is said with its place', async () => {
  const [, , third = 0] = all('event');
  const problem = async (text: string[]) => (await check(text.join(''))).problem;
  expect(await problem(lines.with(third, changed(third, { username: 'nobody' })))).toMatchObject({
    ...{ seq: 3, message: { en: 'line 3 does not fit its hash: it was changed' } },
  });
  expect(await problem(lines.toSpliced(third, 1))).toMatchObject({ seq: 3 });
  expect(await problem(lines.slice(0, -1))).toMatchObject({ seq: 13, message: { zh: /尾部被截去/ } });
});

test('an anchor replaced is found: by another text, another signature, another day’s, or another key’s', async () => {
  const [first = 0, second = 0] = all('anchor');
  const anchor = JSON.parse(lines[first] ?? '') as { day: string; seq: number; hash: string; at: number };
  const others = [
    changed(first, { day: '2020-01-01' }),
    changed(first, { seq: 2 }),
    changed(first, { signature: forger.sign(anchorText(anchor)) }),
    lines[second] ?? '',
    forged.find((line) => line.startsWith('{"kind":"anchor"')) ?? '',
  ];
  for (const other of others) {
    const { problem } = await check(lines.with(first, other).join(''));
    expect(problem?.message.en).toMatch(/anchor/);
  }
  // A good anchor once more.
  expect((await check(lines.toSpliced(first, 0, lines[first] ?? '').join(''))).intact).toBe(false);
});

test('a record written anew with another key is found, also with that key in its header', async () => {
  expect((await check(forged.join(''), forger.publicKeyFingerprint)).intact).toBe(true);
  expect((await check(forged.join(''))).problem?.message.en).toMatch(/key is not the one given/);
  const disguised = forged.with(0, (forged[0] ?? '').replace(forger.publicKeyFingerprint, fingerprint));
  expect((await check(disguised.join(''))).intact).toBe(false);
  expect((await check([lines[0] ?? '', ...forged.slice(1)].join(''))).intact).toBe(false);
});

test('what is no export at all is refused, and does not fill the memory', async () => {
  for (const text of ['', '\n', 'x'.repeat(3_000_000), '{}\n', lines[1] ?? '', '\0\0\0']) {
    expect((await check(text, fingerprint, 65_536)).intact).toBe(false);
  }
  const endless = (lines[0] ?? '') + 'x'.repeat(3_000_000);
  expect((await check(endless, fingerprint, 65_536)).intact).toBe(false);
});

test('scripts/audit-verify says so in the reader’s language, and by its exit code', () => {
  const file = join(temporaryFolder(), 'record.ndjson');
  const run = (text: string, key: string[], LANG = 'zh_CN.UTF-8') => {
    writeFileSync(file, text);
    const env = { PATH: process.env['PATH'], LANG };
    const options = { cwd: ROOT, encoding: 'utf8', env } as const;
    const { status, stdout } = spawnSync(process.execPath, ['scripts/audit-verify.ts', file, ...key], options);
    return { status, stdout: stdout.trim() };
  };
  const key = ['--key', fingerprint];
  const grouped = fingerprint.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
  expect(run(lines.join(''), key)).toEqual({ status: 0, stdout: '完整：12 条记录，3 个锚点' });
  expect(run(lines.join(''), ['--key', grouped], 'en_US.UTF-8')).toEqual({
    ...{ status: 0, stdout: 'Intact: 12 lines, 3 anchors' },
  });
  expect(run(lines.slice(0, -1).join(''), key)).toMatchObject({ status: 1, stdout: /尾部被截去/ });
  expect(run(forged.join(''), key)).toMatchObject({ status: 1, stdout: /指纹/ });
  expect(run('', [])).toMatchObject({ status: 1, stdout: /用法/ });
  expect(run('', ['--key', fingerprint, '--what'])).toMatchObject({ status: 1, stdout: /用法/ });
});
