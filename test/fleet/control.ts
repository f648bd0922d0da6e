import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SimulatedCamera } from './camera.ts';
import { Faults } from './faults.ts';
import type { Fleet } from './index.ts';

const SomeFaults = Type.Partial(Faults, { additionalProperties: false });
const Reboot = Type.Object({ afterMs: Type.Integer({ minimum: 0 }), downMs: Type.Integer({ minimum: 0 }) });

const LARGEST_BODY = 4096;

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

/**
 * The fleet's faults by HTTP, for a fleet in another process; on 127.0.0.1 only.
 * `GET /cameras/3` tells its faults and counters; `POST /cameras/3/fault` (JSON of Faults), `/die`, `/revive`,
 * `/reboot` (`{afterMs, downMs}`) change it and answer the same. Anything wrong is 400 with its reason as text.
 */
export async function startControl(fleet: Fleet, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<string> => {
      const [, noun, index = '', action] = (request.url ?? '').split('/');
      const camera = noun === 'cameras' && /^\d+$/.test(index) ? fleet.cameras[Number(index)] : undefined;
      if (!camera) throw new RangeError('no such camera');
      if (request.method === 'POST') await act(camera, action ?? '', await readJson(request));
      return JSON.stringify({ faults: camera.faults, counters: camera.counters, alive: camera.alive });
    };
    answer().then(
      (json) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(json),
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
