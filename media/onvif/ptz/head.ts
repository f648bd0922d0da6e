import { optional } from '../device.ts';
import { findStream, partOf, sourceOf, type StreamSetup } from '../profile-parts.ts';
import type { ServiceAddress } from '../same-host.ts';
import { IMAGING, PTZ, readServices, type Services } from '../services.ts';
import type { Session } from '../session.ts';
import { escapeXml } from '../xml.ts';
import { isAny, type PtzNode, readNode } from './ptz-xml.ts';

/** The motors of one channel, and by what names they are called. */
export interface Head {
  service: ServiceAddress;
  namespace: typeof PTZ;
  /** The profile that moves; not always the one that is watched. */
  profileToken: string;
  node: PtzNode;
  /** Null: its lens cannot be focused from here. */
  focus: { service: ServiceAddress; namespace: typeof IMAGING; sourceToken: string } | null;
}

/** Looks for the motors of a stream; null: there are none. @throws MediaError as `probeOnvif` */
export async function findHead(session: Session, profileToken: string): Promise<Head | null> {
  const services = await readServices(session, ['media1', 'media2', 'ptz', 'imaging']);
  if (!services.ptz) return null;
  const stream = await findStream(session, services, profileToken);
  const profile = moving(stream);
  const nodeToken = profile && partOf(profile, 'PTZ')?.textOf('NodeToken');
  if (!nodeToken) return null;
  const parameters = `<NodeToken>${escapeXml(nodeToken)}</NodeToken>`;
  const answer = await optional(session.call(services.ptz, { name: 'GetNode', namespace: PTZ, parameters }));
  const told = answer?.find('PTZNode');
  const node = told && readNode(told);
  if (!node || !(isAny(node.continuous) || isAny(node.relative) || isAny(node.absolute))) return null;
  return {
    ...{ service: services.ptz, namespace: PTZ, node },
    profileToken: profile.attribute('token'),
    focus: await findFocus(session, services, sourceOf(stream.profile)),
  };
}

/** The stream's own profile, or another one of the same picture: some devices move by their main stream only. */
function moving({ profile, all }: StreamSetup): StreamSetup['profile'] | undefined {
  const source = sourceOf(profile);
  return [profile, ...all.filter((one) => sourceOf(one) === source)].find((one) => partOf(one, 'PTZ'));
}

async function findFocus(session: Session, { imaging }: Services, sourceToken: string): Promise<Head['focus']> {
  if (!imaging || sourceToken === '') return null;
  const parameters = `<VideoSourceToken>${escapeXml(sourceToken)}</VideoSourceToken>`;
  const answer = await optional(session.call(imaging, { name: 'GetMoveOptions', namespace: IMAGING, parameters }));
  if (!answer?.find('MoveOptions', 'Continuous')) return null;
  return { service: imaging, namespace: IMAGING, sourceToken };
}
