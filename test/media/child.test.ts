import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { Child } from '../../media/child.ts';
import { isRunning } from './relay-rig.ts';

const children: Child[] = [];

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.close()));
});

/** A shell script under supervision. */
function shell(script: string, stdin = ''): Child {
  const child = new Child('sh', { args: ['-c', script], stdin });
  children.push(child);
  return child;
}

const output = async (child: Child): Promise<string> => {
  let text = '';
  child.on('stdout', (chunk) => (text += chunk.toString()));
  await child.ended();
  return text;
};

test('it gets its input, gives its output, and tells how it ended', async () => {
  const child = shell('cat; echo bad >&2; exit 3', 'hello');
  expect(await output(child)).toBe('hello');
  expect(await child.ended()).toEqual({ code: 3, signal: null, stderr: 'bad\n' });
});

test('of what it complains about, the end is kept, and no secret, wherever the cut falls', async () => {
  for (const shift of [0, 7, 14, 21, 28]) {
    const script = `printf '%${shift + 1}s\\n' x; i=0; while [ $i -lt 400 ]; do echo "rtsp://admin:s3cret@10.0.0.1/$i"; i=$((i+1)); done`;
    const { stderr } = await shell(`( ${script} ) >&2`).ended();
    expect(stderr).not.toMatch(/s3c|cret/);
    expect(stderr).toContain('rtsp://***@10.0.0.1/399');
    expect(stderr.length).toBeLessThanOrEqual(8 * 1024);
  }
});

test('a program that is not there, and input that nobody reads', async () => {
  const child = new Child('/no/such/program', { args: [], stdin: 'x'.repeat(1_000_000) });
  expect((await child.ended()).code).toBe(127);
  expect((await shell('exit 0', 'x'.repeat(1_000_000)).ended()).code).toBe(0);
});

test('close() ends the whole group, and waits for it', async () => {
  const child = shell('sleep 1000 & echo $!; wait');
  const [line] = (await once(child, 'stdout')) as [Buffer];
  const grandchild = Number(line.toString());
  await child.close();
  expect((await child.ended()).signal).toBe('SIGKILL');
  await expect.poll(() => isRunning(grandchild)).toBe(false);
  expect(isRunning(child.pid ?? 0)).toBe(false);
  await child.close();
});

test('with grace it may take its leave; if it does not, it is killed all the same', async () => {
  const polite = shell('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.01; done');
  let words = '';
  polite.on('stdout', (chunk) => (words += chunk.toString()));
  await expect.poll(() => words).toBe('up\n');
  await polite.close(10_000);
  expect([words, (await polite.ended()).code]).toEqual(['up\nbye\n', 0]);

  const deaf = shell('trap "" TERM; echo up; while :; do sleep 0.01; done');
  await once(deaf, 'stdout');
  await deaf.close(50);
  expect((await deaf.ended()).signal).toBe('SIGKILL');
});

test('it does not outlive the hub, even a killed one', async () => {
  const module = fileURLToPath(new URL('../../media/child.ts', import.meta.url));
  const script = `
    const { Child } = await import(${JSON.stringify(module)});
    const child = new Child('sleep', { args: ['1000'], stdin: '' });
    console.log(child.pid);
    setInterval(() => {}, 1000);
  `;
  const hub = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(hub, 'exit');
  const [line] = (await once(createInterface(hub.stdout), 'line')) as [string];
  expect(isRunning(Number(line))).toBe(true);
  hub.kill('SIGKILL');
  await ended;
  await expect.poll(() => isRunning(Number(line)), { timeout: 5000 }).toBe(false);
});
