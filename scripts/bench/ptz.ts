/**
 * How soon a camera gets a PTZ command, and the stop when the page is gone: `npm run bench ptz [-- --commands 200]`.
 *
 * The cameras run in this process and note when a command comes in; the hub is a process of its own on the same machine,
 * so both read the same clock.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { PTZ_RENEW } from '../../server/contract/ptz.ts';
import { type SimulatedCamera, startFleet } from '../../test/fleet/index.ts';
import { percentile, round, spread } from '../../test/rig/figures.ts';
import { HubClient } from '../../test/rig/hub-client.ts';
import { startHub } from '../../test/rig/hub-process.ts';

const { values } = parseArgs({ options: { commands: { type: 'string', default: '200' } } });

/** The time of the first such operation from `since` on; waits for it. */
async function received({ ptzLog }: SimulatedCamera, operation: string, since: number): Promise<number> {
  for (;;) {
    const entry = ptzLog.findLast((found) => found.operation === operation && found.at >= since);
    if (entry !== undefined) return entry.at;
    await new Promise(setImmediate);
  }
}

async function openPage({ url, cookie }: HubClient): Promise<WebSocket> {
  const page = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { cookie, origin: url } });
  await once(page, 'message');
  return page;
}

const fleet = await startFleet({ cameras: [{ clip: 0, ptz: true }], prepare: ['sub'] });
const hub = await startHub({ environment: { HUB_LOG: 'error' } });
try {
  const client = await HubClient.signIn(hub.url);
  const [camera] = fleet.cameras;
  if (camera === undefined) throw new Error('no camera');
  const { address, onvifPort: port, username, password } = camera;
  const { channels } = await client.register('', { kind: 'onvif', address, port, username, password });
  const target = { channelId: channels[0]?.id, grantId: (await client.grant()).id };
  let id = 0;
  const act = (page: WebSocket, what: object): void =>
    page.send(JSON.stringify({ id: ++id, request: 'ptz.act', data: { ...target, act: what } }));

  const commands: number[] = [];
  const page = await openPage(client);
  for (let command = 0; command < Number(values.commands); command++) {
    const sentAt = Date.now();
    const isStop = command % 4 === 3;
    act(page, isStop ? { kind: 'stop' } : { kind: 'move', pan: command % 2 === 0 ? 1 : -1, tilt: 0, zoom: 0 });
    commands.push((await received(camera, isStop ? 'Stop' : 'ContinuousMove', sentAt)) - sentAt);
    await new Promise((resolve) => setTimeout(resolve, PTZ_RENEW / 10));
  }
  page.close();

  const stops: number[] = [];
  for (let leaving = 0; leaving < 20; leaving++) {
    const mover = await openPage(client);
    const sentAt = Date.now();
    act(mover, { kind: 'move', pan: 1, tilt: 0, zoom: 0 });
    await received(camera, 'ContinuousMove', sentAt);
    const goneAt = Date.now();
    mover.terminate();
    stops.push((await received(camera, 'Stop', goneAt)) - goneAt);
  }
  console.table({ 'command to receipt, ms': spread(commands), 'page gone to stop, ms': spread(stops) });
  console.log(
    JSON.stringify({ commandP95Ms: round(percentile(commands, 0.95)), stopMaxMs: round(Math.max(...stops)) }),
  );
} finally {
  await hub.close();
  await fleet.close();
}
