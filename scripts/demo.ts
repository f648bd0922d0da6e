/**
 * `npm start -- --demo [--cameras 24]`: the hub with a simulated county beside it, to look around in.
 *
 * The cameras are those of the tests (real ONVIF and RTSP on loopback addresses), in a process that ends with this one.
 * They are registered by the same way as any camera. The demo has a data folder of its own (`data/demo`).
 */
import { parseArgs } from 'node:util';
import { newId } from '../server/id.ts';
import type { SignedIn } from '../server/permissions.ts';
import { say } from '../server/say.ts';
import { serve } from '../server/serve.ts';
import type { Hub } from '../server/hub.ts';
import { onvifSource, startFleetProcess, type FleetCamera } from '../test/rig/fleet-process.ts';

/** Probes at the same time. */
const PARALLEL = 4;
const TILES = 4;

const { values } = parseArgs({ options: { cameras: { type: 'string', default: '24' } } });

/** In the record, the demo itself has registered its cameras. */
const actor: SignedIn = { user: { id: newId(), username: 'demo', role: 'administrator' }, address: '127.0.0.1' };

/** Registers what is not registered yet; resolves to the channels' ids, in the fleet's order. */
async function register(hub: Hub, cameras: FleetCamera[]): Promise<string[]> {
  const known = new Map((await hub.cameras.list()).map((camera) => [camera.hardwareId, camera]));
  const ids: string[] = [];
  const queue = [...cameras.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, camera] = next;
      const registered =
        known.get(camera.hardwareId) ??
        (
          await hub.cameras.register(
            actor,
            { name: camera.name, source: onvifSource(camera) },
            AbortSignal.timeout(60_000),
          )
        ).camera;
      ids[index] = registered.channels[0]?.id ?? '';
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return ids;
}

say(
  '正在准备模拟摄像机（首次需要绘制画面，约一分钟）…',
  'Preparing simulated cameras (the first time their pictures are drawn, about a minute) …',
);
const fleet = await startFleetProcess(['--cameras', values.cameras, '--base', '127.20.0.1']);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fleet.close());
const hub = await serve({ HUB_DATA: 'data/demo', HUB_CAMERA_RANGES: '127.0.0.0/8', ...process.env });
if (hub === null) {
  await fleet.close();
} else {
  const ids = await register(hub, fleet.cameras);
  const wall = `/live?layout=${TILES}&tiles=${ids.slice(0, TILES).join(',')}`;
  const link = hub.setupUrl === null ? `${hub.url}${wall}` : `${hub.setupUrl}&next=${encodeURIComponent(wall)}`;
  say(
    `模拟县已就绪，${ids.length} 台摄像机。打开画面：\n${link}`,
    `The simulated county is ready: ${ids.length} cameras. See it:\n${link}`,
  );
}
