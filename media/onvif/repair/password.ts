import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import { DEVICE } from '../device.ts';
import type { Session } from '../session.ts';
import { escapeXml } from '../xml.ts';
import type { Change } from './change.ts';
import { open, set } from './setting.ts';

/**
 * Changes the password of the user that signs in here, and signs in with the new one. ONVIF has no way to tell it but
 * in plain, so that who listens on the camera's network while this happens learns it.
 *
 * @throws MediaError `refused`: the device does not take it, and the old one is in force; otherwise as `probeOnvif`:
 *   where the cause is not `credentials`, the new one may be in force already
 */
export async function setPassword(options: DeviceOptions & { password: string }): Promise<Change> {
  const { credentials, password } = options;
  const { username } = credentials;
  const { session, level } = await signIn(options);
  if (credentials.password === password) return { before: username, after: username };
  const user =
    `<User><tt:Username>${escapeXml(username)}</tt:Username><tt:Password>${escapeXml(password)}</tt:Password>` +
    `<tt:UserLevel>${escapeXml(level)}</tt:UserLevel></User>`;
  await set(session, session.device, { name: 'SetUser', namespace: DEVICE, parameters: user });
  try {
    await signIn({ ...options, credentials: { username, password } });
  } catch (error) {
    if (!(error instanceof MediaError) || error.reason !== 'credentials') throw error;
    // It said yes and did not do it: the old one must still be good, or nobody knows what is.
    await signIn(options);
    throw new MediaError('refused', 'the new password was taken and not kept');
  }
  return { before: username, after: `${username} ***` };
}

/** Signs in by asking for what only an administrator may know: the users, and this one's level. */
async function signIn(options: DeviceOptions): Promise<{ session: Session; level: string }> {
  const { session } = await open(options);
  const answer = await session.call(session.device, { name: 'GetUsers', namespace: DEVICE });
  const own = answer.all('User').find((user) => user.textOf('Username') === options.credentials.username);
  return { session, level: own?.textOf('UserLevel') || 'Administrator' };
}
