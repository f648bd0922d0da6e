import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** A namespace with multicast on loopback and on a second interface (one end of a cable), where nobody else is. */
const SCRIPT = `
  ip link set lo up && ip link set lo multicast on && ip route add 239.0.0.0/8 dev lo
  ip link add cams type veth peer name other && ip addr add 10.9.0.1/24 dev cams && ip link set cams up && ip link set other up
  exec "$0" --no-warnings "$@"`;

function canMakeNamespaces(): boolean {
  try {
    execFileSync('unshare', ['-Urn', 'ip', 'link', 'add', 'cams', 'type', 'veth'], { stdio: 'ignore' });
    return true;
  } catch {
    // Some containers forbid it; unicast, tested beside this, is what such machines have.
    return false;
  }
}

it.skipIf(!canMakeNamespaces())('asks by multicast on the chosen interfaces only', async () => {
  const child = new URL('./multicast-child.ts', import.meta.url).pathname;
  const args = ['-Urn', 'sh', '-c', SCRIPT, process.execPath, child, '127.0.0.1', '10.9.0.1', '10.9.0.99'];
  const { stdout, stderr } = await promisify(execFile)('unshare', args, { timeout: 30_000 });
  expect(stderr).toBe('');
  const result = JSON.parse(stdout) as { sweeps: string[][]; unreachable: string; waitedMs: number };
  expect(result.sweeps).toEqual([
    ['127.0.0.1 good', 'heard 127.0.0.1'],
    ['10.9.0.1 good', 'heard 10.9.0.1'],
    ['10.9.0.1 good', '127.0.0.1 good', 'heard 10.9.0.1 127.0.0.1'],
  ]);
  // An address that swallows packets is no device that hangs.
  expect(result.unreachable).toContain('address');
  expect(result.waitedMs).toBeLessThan(1200);
});
