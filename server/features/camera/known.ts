import type { CameraRanges } from '../../camera-ranges.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Cameras } from '../../store/cameras.ts';
import type { OrgUnits } from '../../store/org-units.ts';
import { canonicalHost } from './host.ts';
import { permit } from './place.ts';
import type { Probed } from './probe.ts';
import type { Connection } from './source.ts';

/** The default port of RTSP (RFC 2326, section 3.2). */
const RTSP_PORT = 554;

/**
 * Everything that the host of an address is called among registered cameras: its number, this name, and other names that
 * lead there. Looks names up, so call it outside of transactions.
 */
export async function aliasesOf(cameras: Cameras, ranges: CameraRanges, address: string): Promise<string[]> {
  const number = await numberOf(ranges, address);
  const hosts = new Set([canonicalHost(address), ...(number === null ? [] : [number])]);
  if (number !== null) {
    for (const name of await cameras.hostNames()) {
      if ((await numberOf(ranges, name)) === number) hosts.add(name);
    }
  }
  return [...hosts];
}

/** Null where there is no such host, or none that may be contacted: nothing that is registered leads there now. */
async function numberOf(ranges: CameraRanges, host: string): Promise<string | null> {
  try {
    return canonicalHost(await ranges.resolve(host));
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}

/**
 * Whoever would look at a host, or have it registered, needs the rights on every camera that is registered there, by
 * whatever address: else another URL of somebody's camera would be a way around them.
 * @returns those cameras
 * @throws HubError `permission.denied`
 */
export async function permitHost(
  actor: SignedIn,
  { cameras, orgUnits }: { cameras: Cameras; orgUnits: OrgUnits },
  hosts: readonly string[],
): Promise<StoredCamera[]> {
  const there = await cameras.findByHosts(hosts);
  for (const { unitId } of there) await permit(actor, orgUnits, unitId);
  return there;
}

/**
 * The camera that is registered already, if it is one: by hardware id, then by where it is.
 * @param there cameras at the same host
 * @throws HubError `camera.known`: one of its streams is another camera's
 */
export async function findKnown(
  cameras: Cameras,
  connection: Connection,
  { hardwareId, channels }: Pick<Probed, 'hardwareId' | 'channels'>,
  there: readonly StoredCamera[],
): Promise<StoredCamera | null> {
  const streams = new Set(channels.flatMap(streamsOf));
  const sharing = there.filter((camera) => camera.channels.flatMap(streamsOf).some((stream) => streams.has(stream)));
  const known =
    (hardwareId === '' ? null : await cameras.findByHardwareId(hardwareId)) ??
    (connection.kind === 'rtsp'
      ? sharing.find(({ kind }) => kind === 'rtsp')
      : // Another device at an address that was another's: that is a new camera, and the old one has gone or moved.
        there.find((one) => isAt(one, connection) && (one.hardwareId === '' || hardwareId === ''))) ??
    null;
  // Without a hardware id, the stream is all that tells one camera from another.
  const other = sharing.find(({ id, kind }) => id !== known?.id && (kind === 'rtsp' || connection.kind === 'rtsp'));
  if (other !== undefined) throw new HubError('camera.known', { name: other.name });
  return known;
}

function isAt({ kind, port }: StoredCamera, connection: Connection): boolean {
  return kind === 'onvif' && port === connection.port;
}

/** What names a stream at its host. */
function streamsOf({ profiles }: Pick<StoredCamera['channels'][number], 'profiles'>): string[] {
  return profiles.map(({ streamUri }) => {
    const { port, pathname, search } = new URL(streamUri);
    return `${port || RTSP_PORT}${pathname}${search}`;
  });
}
