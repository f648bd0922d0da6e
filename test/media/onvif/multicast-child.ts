import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { discover, type FoundDevice, probeOnvif } from '../../../media/onvif/index.ts';
import { honestUdp } from './small-device.ts';

// Runs inside a network namespace of its own, with two interfaces; prints what it saw as one line of JSON.
const [first = '', second = '', nobody = ''] = process.argv.slice(2);
const heard: string[] = [];
const responder = createSocket('udp4');
responder.bind(3702);
await once(responder, 'listening');
for (const address of [first, second]) responder.addMembership('239.255.255.250', address);
responder.on('message', (message, from) => {
  heard.push(from.address);
  const id = /<\w+:MessageID>([^<]*)/.exec(message.toString())?.[1] ?? '';
  // The answer leaves by the address that the question came to.
  const camera = { address: from.address, port: 8000, rtspPort: 554, uuid: from.address, name: 'm', clockSkewMs: 0 };
  responder.send(honestUdp(camera, id), from.port, from.address);
});

async function sweep(...interfaces: string[]): Promise<string[]> {
  const found: FoundDevice[] = [];
  heard.length = 0;
  for await (const event of discover({ targets: [], interfaces, signal: new AbortController().signal })) {
    if (event.type === 'device') found.push(event.device);
  }
  return [
    ...found.map(({ address, cause }) => `${address} ${cause ?? 'good'}`).sort(),
    `heard ${[...new Set(heard)].sort().join(' ')}`,
  ];
}

const reasonOf = async (failing: Promise<unknown>): Promise<unknown> =>
  failing.then(
    () => 'none',
    (error: unknown) => error,
  );
const started = Date.now();
const unreachable = await reasonOf(
  probeOnvif({
    address: nobody,
    port: 80,
    credentials: { username: '', password: '' },
    signal: new AbortController().signal,
    timeoutMs: 600,
  }),
);
const waitedMs = Date.now() - started;
const sweeps = [await sweep(first), await sweep(second), await sweep(first, second)];
responder.close();
process.stdout.write(`${JSON.stringify({ sweeps, unreachable: String(unreachable), waitedMs })}\n`);
