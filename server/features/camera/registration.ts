import { newId } from '../../id.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Cameras } from '../../store/cameras.ts';
import type { Probed } from './probe.ts';
import type { Connection } from './source.ts';

/** The camera that is registered already, if it is one: by hardware id, then by where it is. */
export async function findKnown(
  cameras: Cameras,
  connection: Connection,
  hardwareId: string,
): Promise<StoredCamera | null> {
  const byHardware = hardwareId === '' ? null : await cameras.findByHardwareId(hardwareId);
  if (byHardware !== null) return byHardware;
  if (connection.kind === 'rtsp') return cameras.findByStreamUri(connection.url);
  const byAddress = await cameras.findByAddress(connection.address, connection.port);
  // Another device at an address that was another's: that is a new camera, and the old one has gone or moved.
  return byAddress !== null && (byAddress.hardwareId === '' || hardwareId === '') ? byAddress : null;
}

/** The record after a probe. Ids stay those of the known camera: a channel by its token, then by its place. */
export function toRecord(
  known: StoredCamera | null,
  connection: Connection,
  probed: Probed,
  name: string,
  now = Date.now(),
): StoredCamera {
  const { hardwareId, manufacturer, model, clockOffsetMs } = probed;
  const left = [...(known?.channels ?? [])];
  const takeId = (token: string): string => {
    const index = left.findIndex((channel) => channel.token === token);
    return index === -1 ? newId() : (left.splice(index, 1)[0]?.id ?? newId());
  };
  return {
    id: known?.id ?? newId(),
    name: name || known?.name || probed.name,
    kind: connection.kind,
    address: connection.address,
    port: connection.port,
    credentials: connection.credentials,
    hardwareId: hardwareId || (known?.hardwareId ?? ''),
    manufacturer,
    model,
    clockOffsetMs,
    channels: probed.channels.map((channel) => ({ ...channel, id: takeId(channel.token) })),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
}
