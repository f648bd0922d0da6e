import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { leftBehind } from './left-behind.ts';

test('a child is found while it runs, and no longer', async () => {
  const child = spawn('cat', ['-', 'of-the-test'], { env: {} });
  const exited = once(child, 'exit');
  const commands = async () => (await leftBehind('no such run')).map(({ command }) => command);
  try {
    await once(child, 'spawn');
    expect(await commands()).toContain('cat - of-the-test');
  } finally {
    child.stdin.end();
    await exited;
  }
  expect(await commands()).not.toContain('cat - of-the-test');
});

test('an orphan is found by the marker that it carries', async () => {
  const run = 'of-the-orphan';
  // The shell ends at once; what it started stays, until our end of the pipe is closed.
  const shell = spawn('sh', ['-c', 'cat - of-the-orphan <&3 &'], {
    env: { QINLING_TEST_RUN: run },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  await once(shell, 'exit');
  const orphans = async () => (await leftBehind(run)).filter(({ marked }) => marked).map(({ command }) => command);
  await expect.poll(orphans).toEqual(['cat - of-the-orphan']);
  shell.stdio[3]?.destroy();
  await expect.poll(orphans).toEqual([]);
});
