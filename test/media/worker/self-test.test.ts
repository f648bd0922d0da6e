import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerBin } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfTest } from '../../../media/worker/self-test.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'self-test-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function program(name: string, line: string): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, `#!/bin/sh\n${line}\n`);
  await chmod(file, 0o755);
  return file;
}

test('a good worker relays packets through DTLS and SRTP', async () => {
  const report = await selfTest(workerBin);
  expect(report.packets).toBeGreaterThanOrEqual(25);
});

test('a program that ends at once is rejected', async () => {
  await expect(selfTest(await program('ends', 'exit 1'))).rejects.toThrow('code:1');
});

test('a worker that dies in the middle is rejected', async () => {
  // Ended from outside when the first peer's packets have begun to come.
  const dies = await program('dies', `(sleep 0.2; kill -SEGV $$) & exec ${workerBin} "$@"`);
  await expect(selfTest(dies)).rejects.toThrow('the worker died');
});

test('a program that never says a word is rejected when the time is over', async () => {
  // It ends when mediasoup's side of the channel does.
  const silent = await program('silent', 'exec cat <&3 >/dev/null');
  await expect(selfTest(silent, 500)).rejects.toThrow('no media through the worker within 500 ms');
});
