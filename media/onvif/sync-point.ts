import { optional, readClock } from './device.ts';
import type { Credentials } from '../ffmpeg.ts';
import type { ServiceAddress } from './same-host.ts';
import { MEDIA1, MEDIA2, readMediaServices } from './services.ts';
import { Session } from './session.ts';
import { escapeXml } from './xml.ts';

const DEFAULT_TIMEOUT_MS = 2000;

export interface SyncPointOptions {
  address: string;
  port: number;
  credentials: Credentials;
  profileToken: string;
  signal?: AbortSignal;
  /** For all of it, ms; 2 s by default: a keyframe that comes later than that comes by itself. */
  timeoutMs?: number;
}

/**
 * Asks a camera for a keyframe now (SetSynchronizationPoint). It is a wish: cameras may accept it and do nothing.
 *
 * @throws MediaError as {@link probeOnvif}; a camera that does not know the operation gives `onvif`
 */
export async function requestSyncPoint(options: SyncPointOptions): Promise<void> {
  const { profileToken, timeoutMs = DEFAULT_TIMEOUT_MS, ...target } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const session = new Session({ ...target, signal });
  await readClock(session);
  const { media1, media2 } = await readMediaServices(session);
  // Media2 first, as in the probe that the token comes from: a H.265 profile is unknown to Media.
  if (!media2 || !(await ask(session, media2, MEDIA2, profileToken, media1 !== undefined))) {
    if (media1) await ask(session, media1, MEDIA1, profileToken, false);
  }
}

/** False where the service refuses, and another one may be asked. */
async function ask(
  session: Session,
  service: ServiceAddress,
  namespace: string,
  profileToken: string,
  mayRefuse: boolean,
): Promise<boolean> {
  const parameters = `<ProfileToken>${escapeXml(profileToken)}</ProfileToken>`;
  const answer = session.call(service, { name: 'SetSynchronizationPoint', namespace, parameters });
  return mayRefuse ? (await optional(answer)) !== undefined : (await answer, true);
}
