import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { toCell, toCsv } from '../../../server/csv.ts';
import { exportOrg } from '../../../server/features/org/export.ts';
import { parseCsv } from '../../../server/table/text.ts';
import { COUNTY, orgRig, run, told, treeOf } from './org-rig.ts';

test('UTF-8 with and without a mark and GB18030 are read; anything else is told', async () => {
  const rig = await orgRig();
  const rare = COUNTY.replace('赵一', '𠮷㐂');
  for (const bytes of [Buffer.from(rare), Buffer.from('\uFEFF' + rare), iconv.encode(rare, 'gb18030')]) {
    const result = await run(rig, bytes);
    expect(told(result)).toEqual([]);
    expect((await rig.store.orgUnits.root()).contactName).toBe('𠮷㐂');
  }
  const wrong = [
    iconv.encode(COUNTY, 'utf-16'),
    iconv.encode('kind,name,parent\ntown,Köln \xff\x80,x', 'latin1'),
    Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xff, 0, 0]),
  ];
  for (const bytes of wrong) {
    const result = await run(rig, bytes);
    expect(result).toMatchObject({ applied: false, errorCount: 1, errors: [{ row: 0 }] });
    expect(told(result)[0]?.[2]).toContain('UTF-8');
  }
  expect(told(await run(rig, COUNTY, { format: 'xlsx' }))[0]?.[2]).toContain('no XLSX file');
});

test('100,000 rows are refused in both formats, and the hub goes on meanwhile', async () => {
  const rig = await orgRig();
  const rows = Array.from({ length: 100_000 }, (_, index) => ['村', `村${index}`, '', '本县']);
  const csv = toCsv([['类型', '名称', '区划代码', '上级'], ...rows]);
  let beats = 0;
  const heart = setInterval(() => beats++, 5);
  const result = await run(rig, csv);
  clearInterval(heart);
  expect(told(result)).toEqual([[0, '', expect.stringContaining('20000')]]);
  expect(beats).toBeGreaterThan(0);
  const sheet = await writeWorkbook(rows.map((row) => row.map((value) => ({ value })))).toBuffer();
  expect(told(await run(rig, sheet, { format: 'xlsx' }))).toHaveLength(1);
  expect(await rig.store.orgUnits.list()).toHaveLength(1);
});

test('a workbook that unpacks to gigabytes is refused', async () => {
  const rig = await orgRig();
  const bomb = zipOf('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(110_000_000)));
  expect(bomb.length).toBeLessThan(200_000);
  expect(told(await run(rig, bomb, { format: 'xlsx' }))[0]?.[2]).toContain('too large');
});

/** The smallest archive: one entry, the directory, and its end. The sizes that it tells are lies. */
function zipOf(path: string, deflated: Buffer): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  for (const [header, at] of [[local, 0] as const, [entry, 2] as const]) {
    header.writeUInt16LE(8, 8 + at);
    header.writeUInt32LE(deflated.length, 18 + at);
    header.writeUInt32LE(100, 22 + at);
    header.writeUInt16LE(path.length, 26 + at);
  }
  const body = Buffer.concat([local, Buffer.from(path), deflated]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + path.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, entry, Buffer.from(path), end]);
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const name = fc
  .oneof(
    text,
    text.map((rest) => `=${rest}`),
    fc.constantFrom("'@x", "''", '甲/乙', '甲\\/', '"a",b', '-1', '+86'),
  )
  .map((found) => found.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, '').trim())
  .filter((found) => found !== '' && found.length <= 60);

test('whatever is written as CSV is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(name, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      expect(parseCsv(toCsv(rows))).toEqual(rows);
      for (const cell of rows.flat()) expect(toCell(cell)).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test('garbage is answered, never thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (garbage) => {
      try {
        expect(Array.isArray(parseCsv(garbage))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: 'TableProblem' });
      }
    }),
  );
});

test('an export imports back unchanged, into the same hub and into an empty one', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      fc.double({ min: -90, max: 90, noNaN: true }).filter((value) => !Object.is(value, -0)),
      fc.constantFrom('csv' as const, 'xlsx' as const),
      async (names, choice, degrees, format) => {
        const rig = await orgRig();
        const ids = [rig.root.id];
        for (const [index, one] of names.entries()) {
          const parentId = ids[(choice.next().value ?? 0) % ids.length] ?? rig.root.id;
          const civilCode = index % 3 === 0 ? `6109231${String(index).padStart(2, '0')}` : '';
          const facts = { civilCode, contactName: one, contactPhone: '+86 110', latitude: degrees };
          ids.push((await rig.add(one, parentId, facts)).id);
          await rig.sites.create(rig.actor, { unitId: ids.at(-1) ?? '', name: one, kind: 'reception' });
        }
        const file = Buffer.from(await exportOrg(rig.store, rig.actor, format));
        const again = await run(rig, file, { format });
        expect(again).toMatchObject({ errors: [], created: 0, updated: 0, applied: true });
        const other = await orgRig();
        expect(await run(other, file, { format })).toMatchObject({ errors: [], applied: true });
        expect(await treeOf(other)).toEqual(await treeOf(rig));
      },
    ),
    { numRuns: 12 },
  );
});
