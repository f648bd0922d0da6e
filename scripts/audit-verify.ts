/**
 * `scripts/audit-verify FILE --key FINGERPRINT`: whether an export of the record is as the hub wrote it.
 *
 * It needs neither the hub nor its database, only the fingerprint of the hub's key, which was kept outside of both.
 * Exit code 0: intact; 1: it is not, or could not be read.
 */
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkExport } from '../server/features/record/export-check.ts';
import { say } from '../server/say.ts';

const READ_AT_ONCE = 1024 * 1024;

/** The file and the fingerprint; null: it was called in another way. */
function readArguments(): { file: string; fingerprint: string } | null {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
    const [file] = positionals;
    // As people copy it: upper case, in groups.
    const fingerprint = values.key?.toLowerCase().replaceAll(/[\s:]/g, '') ?? '';
    return file === undefined || !/^[0-9a-f]{64}$/.test(fingerprint) ? null : { file, fingerprint };
  } catch {
    return null; // An option that there is not: the usage says which there are.
  }
}

const called = readArguments();
process.exitCode = 1;
if (called === null) {
  say(
    '用法：scripts/audit-verify 文件 --key 指纹\n指纹是“记录”页面显示的公钥指纹（64 位十六进制），须保存在服务器之外。',
    'Usage: scripts/audit-verify FILE --key FINGERPRINT\n' +
      'The fingerprint is that of the key on the page "Record" (64 hexadecimal digits), kept outside of the hub.',
  );
} else {
  try {
    const chunks = createReadStream(called.file, { highWaterMark: READ_AT_ONCE });
    const { intact, events, anchors, problem } = await checkExport(chunks, called.fingerprint);
    if (intact) {
      process.exitCode = 0;
      say(`完整：${events} 条记录，${anchors} 个锚点`, `Intact: ${events} lines, ${anchors} anchors`);
    } else {
      say(
        `不完整！第 ${problem?.seq ?? 0} 条：${problem?.message.zh ?? ''}`,
        `NOT INTACT! Line ${problem?.seq ?? 0}: ${problem?.message.en ?? ''}`,
      );
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`无法读取文件：${reason}`, `The file cannot be read: ${reason}`);
  }
}
