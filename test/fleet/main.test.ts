import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Ready {
  control: string;
  cameras: { address: string; name: string; main: string; sub: string; fault: object | null }[];
}

test('as a process: tells its cameras, takes faults by HTTP, and ends at SIGTERM', async () => {
  const script = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [script, '--cameras', '4', '--control', '0', '--prepare', 'none', '--faulty', '50'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { cameras, control } = JSON.parse(line) as Ready;
    expect(new Set(cameras.map(({ address }) => address)).size).toBe(4);
    expect(cameras.every(({ name }) => /[镇村]/.test(name))).toBe(true);

    expect(cameras.map(({ fault }) => fault)).toEqual([null, { wrongPassword: true }, null, { onvif: 'silent' }]);

    const post = (path: string, body: unknown): Promise<Response> =>
      fetch(`${control}/cameras/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(await (await post('1/fault', { rtsp: 'reset' })).json()).toMatchObject({ faults: { rtsp: 'reset' } });
    expect(await (await post('1/die', {})).json()).toMatchObject({ alive: false });
    expect((await post('1/fault', { rtsp: 'no such fault' })).status).toBe(400);
    expect((await post('9/die', {})).status).toBe(400);

    const group = { method: 'POST', body: JSON.stringify({ cameras: [0, 2] }) };
    const told = async (): Promise<unknown> => (await fetch(`${control}/cameras/2`)).json();
    expect((await fetch(`${control}/cut-off`, group)).status).toBe(200);
    expect(await told()).toMatchObject({ alive: true, reachable: false });
    expect((await fetch(`${control}/restore`, group)).status).toBe(200);
    expect(await told()).toMatchObject({ reachable: true, position: { pan: 0 } });
    expect(await (await fetch(`${control}/counters`)).json()).toHaveLength(4);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await exited).toEqual([0, null]);
});
