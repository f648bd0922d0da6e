/**
 * Downloads upstream's prebuilt mediasoup-worker: `node scripts/fetch-worker.ts FILE.tgz`; exit code 1 where there is
 * none to be had. From GitHub, or from MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL (a site's own mirror), named as
 * mediasoup's own npm-scripts.mjs names it. Upstream publishes no checksum: TLS and the self-test are all there is.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

/** Where a firewall swallows packets, nobody should wait long to learn that. */
const ANSWER_MS = 5_000;
const DOWNLOAD_MS = 120_000;

const Package = Type.Object({ version: Type.String(), repository: Type.Object({ url: Type.String() }) });

async function prebuiltUrl(): Promise<string> {
  const file = new URL('../node_modules/mediasoup/package.json', import.meta.url);
  const { version, repository } = Value.Parse(Package, JSON.parse(await readFile(file, 'utf8')));
  const upstream = `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const base = process.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ?? upstream;
  const [kernel] = release().split('.');
  return `${base}/${version}/mediasoup-worker-${version}-${platform()}-${arch()}-kernel${kernel}.tgz`;
}

async function download(url: string): Promise<Buffer> {
  const limit = new AbortController();
  const noAnswer = setTimeout(() => {
    limit.abort(new Error(`no answer within ${ANSWER_MS} ms`));
  }, ANSWER_MS);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([limit.signal, AbortSignal.timeout(DOWNLOAD_MS)]) });
    clearTimeout(noAnswer);
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(noAnswer);
  }
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node scripts/fetch-worker.ts FILE.tgz');
try {
  await writeFile(file, await download(await prebuiltUrl()));
} catch (error) {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  console.error(`worker: none to be had (${message}${cause instanceof Error ? `: ${cause.message}` : ''})`);
  process.exit(1);
}
