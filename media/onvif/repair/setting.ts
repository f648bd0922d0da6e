import { MediaError } from '../../error.ts';
import { type DeviceOptions, deadline } from '../device-options.ts';
import { optional, readClock } from '../device.ts';
import type { ServiceAddress } from '../same-host.ts';
import { type Operation, Session } from '../session.ts';
import type { XmlElement } from '../xml.ts';

/** An encoder that is set anew may take seconds to say so. */
const DEFAULT_TIMEOUT_MS = 20_000;

/** Begins to talk with a device. Its clock is read first, since a username token is only good by that. */
export async function open(options: DeviceOptions): Promise<{ session: Session; clock: XmlElement | undefined }> {
  const session = new Session({ ...options, signal: deadline(options, DEFAULT_TIMEOUT_MS) });
  return { session, clock: await readClock(session) };
}

/**
 * Sets something. Once a login is known to be right, a refusal is one of the setting and not of the login.
 *
 * @throws MediaError `refused`; otherwise as {@link Session.call}
 */
export async function set(session: Session, service: ServiceAddress, operation: Operation): Promise<XmlElement> {
  const answer = session.signedIn
    ? await session.callIfAllowed(service, operation)
    : await optional(session.call(service, operation));
  if (!answer) throw new MediaError('refused', operation.name);
  return answer;
}

/** @throws MediaError `refused` where a device took a setting, and then tells something else */
export function requireKept(isKept: boolean, what: string): void {
  if (!isKept) throw new MediaError('refused', `${what} was taken and not kept`);
}
