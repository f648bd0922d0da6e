import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SimulatedCamera } from './camera.ts';
import { Faults } from './faults.ts';
import type { Fleet } from './index.ts';

const SomeFaults = Type.Partial(Faults, { additionalProperties: false });
const Group = Type.Object({
  cameras: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 5000 }),
  how: Type.Optional(Type.Enum(['silent', 'refused'])),
});
const Reboot = Type.Object({ afterMs: Type.Integer({ minimum: 0 }), downMs: Type.Integer({ minimum: 0 }) });

const LARGEST_BODY = 65_536;

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new RangeError('body too large');
  }
  return text === '' ? {} : JSON.parse(text);
}

async function act(camera: SimulatedCamera, action: string, body: unknown): Promise<void> {
  switch (action) {
    case 'fault':
      return camera.setFault(Value.Parse(SomeFaults, body));
    case 'die':
      return camera.die();
    case 'revive':
      return camera.revive();
    case 'reboot': {
      const { afterMs, downMs } = Value.Parse(Reboot, body);
      camera.reboot(afterMs, downMs);
      return;
    }
    default:
      throw new RangeError(`no such action: ${action}`);
  }
}

/** What a camera tells of itself. */
function describe(camera: SimulatedCamera): unknown {
  const { alive, counters, faults, head, ptzLog, reachable } = camera;
  return { alive, reachable, faults, counters, position: head?.position ?? null, ptzLog };
}

async function answer(fleet: Fleet, request: IncomingMessage): Promise<unknown> {
  const [, noun = '', index = '', action] = (request.url ?? '').split('/');
  const post = request.method === 'POST';
  if (noun === 'counters') return fleet.cameras.map(({ counters }) => counters);
  if (post && (noun === 'cut-off' || noun === 'restore')) {
    const { cameras, how } = Value.Parse(Group, await readJson(request));
    await (noun === 'restore' ? fleet.restore(cameras) : fleet.cutOff(cameras, how));
    return { cameras };
  }
  const camera = noun === 'cameras' && /^\d+$/.test(index) ? fleet.cameras[Number(index)] : undefined;
  if (!camera) throw new RangeError('no such camera');
  if (post) await act(camera, action ?? '', await readJson(request));
  return describe(camera);
}

/**
 * The fleet's faults by HTTP, for a fleet in another process; on 127.0.0.1 only.
 * `GET /cameras/3` tells its faults and counters; `POST /cameras/3/fault` (JSON of Faults), `/die`, `/revive`,
 * `/reboot` (`{afterMs, downMs}`) change it and answer the same. `POST /cut-off` (`{cameras: [0, 1], how}`) and
 * `POST /restore` are the fleet's; `GET /counters` those of all cameras. Anything wrong is 400 with its reason as text.
 */
export async function startControl(fleet: Fleet, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(fleet, request).then(
      (told) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(told)),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
