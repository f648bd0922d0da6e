import { randomBytes } from 'node:crypto';
import { newId } from '../../id.ts';
import type { Placement } from '../../contract/placement.ts';
import type { StoredCamera, StoredChannel } from '../../store/camera-record.ts';
import type { PtzRecord } from '../../contract/ptz.ts';
import { gapsOf, NO_PLACEMENT } from './declaration.ts';
import { maskState } from './mask-state.ts';
import type { Probed, ProbedChannel } from './probe.ts';
import type { Connection } from './source.ts';

/** What the probe does not tell: a name (empty: the known one, or the device's own), the unit, and where it stands. */
export interface Given {
  name: string;
  unitId: string;
  placement?: Placement | undefined;
}

/** The record after a probe. What is known of a camera stays: of a channel by its token, then by its place. */
export function toRecord(
  known: StoredCamera | null,
  connection: Connection,
  probed: Probed,
  given: Given,
  now = Date.now(),
): StoredCamera {
  const { name, unitId } = given;
  const placement = given.placement ?? known?.placement ?? NO_PLACEMENT;
  const { hardwareId, manufacturer, model, clockOffsetMs } = probed;
  const left = [...(known?.channels ?? [])];
  const take = ({ token, profiles, abilities }: ProbedChannel): Omit<StoredChannel, keyof ProbedChannel> => {
    const index = left.findIndex((channel) => channel.token === token);
    const [found] = index === -1 ? [] : left.splice(index, 1);
    if (found === undefined) {
      return { id: newId(), masks: [], maskTokens: [], maskState: 'none', gbId: '', ptz: toPtz(abilities, null) };
    }
    const { id, masks, maskTokens, gbId, ptz } = found;
    // The device may be another one now: it has to prove its masks anew.
    return { id, masks, maskTokens, maskState: maskState({ masks, profiles }), gbId, ptz: toPtz(abilities, ptz) };
  };
  return {
    id: known?.id ?? newId(),
    name: name || known?.name || probed.name,
    unitId,
    placement,
    accepted: gapsOf(placement).length === 0,
    signCode: known?.signCode ?? randomBytes(5).toString('hex'),
    signPhotoAt: known?.signPhotoAt ?? null,
    testPicture: probed.testPicture ?? known?.testPicture ?? null,
    kind: connection.kind,
    address: connection.address,
    port: connection.port,
    credentials: connection.credentials,
    hardwareId: hardwareId || (known?.hardwareId ?? ''),
    manufacturer,
    model,
    clockOffsetMs,
    channels: probed.channels.map((channel) => {
      const { token, name, profiles } = channel;
      return { token, name, profiles, ...take(channel) };
    }),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
}

/** Limits and tours stay with the channel; limits even where the device denies today that it can be turned. */
function toPtz(abilities: ProbedChannel['abilities'], known: PtzRecord | null): PtzRecord | null {
  if (abilities === undefined || (abilities === null && known !== null && known.limits !== null)) return known;
  return abilities && { limits: known?.limits ?? null, tours: known?.tours ?? [], capabilities: abilities };
}
