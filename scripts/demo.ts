/**
 * `npm start -- --demo [--cameras 24] [--base 127.20.0.1]`: the hub with a simulated county beside it, to look around in.
 *
 * The cameras are those of the tests (real ONVIF and RTSP on loopback addresses), in a process that ends with this one.
 * Units, people and cameras come in by the same ways as any others. The demo has a data folder of its own (`data/demo`).
 */
import { parseArgs } from 'node:util';
import type { OrgUnit } from '../server/contract/org.ts';
import type { Hub } from '../server/hub.ts';
import { say } from '../server/say.ts';
import { serve } from '../server/serve.ts';
import { onvifSource, startFleetProcess, type FleetCamera } from '../test/rig/fleet-process.ts';
import { importCounty, unitOf } from './demo/county.ts';
import { declare } from './demo/declaration.ts';
import { addPeople, demoActor, NEWCOMER } from './demo/people.ts';

/** Probes at the same time. */
const PARALLEL = 4;
const TILES = 4;

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '24' },
    // The same at every start, so that cameras are found again.
    base: { type: 'string', default: '127.20.0.1' },
  },
});

/** Registers what is not registered yet; resolves to the channels' ids, in the fleet's order. */
async function register({ services }: Hub, cameras: FleetCamera[], units: OrgUnit[]): Promise<string[]> {
  const actor = demoActor('technician', units[0]?.id ?? '');
  const known = new Map((await services.cameras.list(actor)).map((camera) => [camera.hardwareId, camera]));
  const ids: string[] = [];
  const queue = [...cameras.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, camera] = next;
      const unit = unitOf(camera.name, units);
      const placement = declare(camera.name, index, unit);
      const facts = { name: camera.name, source: onvifSource(camera), unitId: unit.id, placement };
      const registered =
        known.get(camera.hardwareId) ??
        (await services.cameras.register(actor, facts, AbortSignal.timeout(60_000))).camera;
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
const fleet = await startFleetProcess(['--cameras', values.cameras, '--base', values.base]);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fleet.close());
const hub = await serve({ HUB_DATA: 'data/demo', HUB_CAMERA_RANGES: '127.0.0.0/8', ...process.env });
if (hub === null) {
  await fleet.close();
} else {
  const units = await importCounty(hub.services);
  const ids = await register(hub, fleet.cameras, units);
  const token = await addPeople(hub.services, units);
  const wall = `/live?layout=${TILES}&tiles=${ids.slice(0, TILES).join(',')}`;
  if (token === null) {
    say(
      `模拟县已就绪，${ids.length} 台摄像机。以 ${NEWCOMER} 和您设置的密码登录（值班 12 小时）：\n${hub.url}${wall}`,
      `The simulated county is ready: ${ids.length} cameras. Sign in as ${NEWCOMER}, who is on duty for 12 h, with the password that you set:\n${hub.url}${wall}`,
    );
  } else {
    const link = `${hub.url}/setup?token=${token}&next=${encodeURIComponent(wall)}`;
    say(
      `模拟县已就绪，${ids.length} 台摄像机。从这里开始：设置密码，即作为县值班员 ${NEWCOMER} 上岗 12 小时：\n${link}`,
      `The simulated county is ready: ${ids.length} cameras. Begin here: set a password, and you are ${NEWCOMER}, duty officer of the county, on duty for 12 h:\n${link}`,
    );
  }
}
