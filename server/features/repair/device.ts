import {
  type Change,
  type DeviceOptions,
  MediaError,
  probeOnvif,
  reboot,
  setClock,
  setNtp,
  setPassword,
  setScreenName,
  setWallProfile,
} from '../../../media/index.ts';
import { type Repair, WALL_PROFILE } from '../../contract/repair.ts';
import type { StoredCamera } from '../../store/camera-record.ts';

/** The longest name that devices draw on a picture, characters; what is more they refuse. */
const SCREEN_NAME = 32;

/** Sets what is to be set on one device, and tells what it was and is. @throws MediaError */
export async function applyRepair(camera: StoredCamera, repair: Repair, device: DeviceOptions): Promise<Change> {
  switch (repair.kind) {
    case 'clock':
      return setClock(device);
    case 'ntp':
      return setNtp({ ...device, server: repair.server });
    case 'wall-profile':
      return wallProfiles(camera, device);
    case 'screen-name':
      return screenNames(camera, repair.text, device);
    case 'password':
      return changePassword(repair.password, device);
    case 'reboot':
      return reboot(device);
  }
}

/** On the small stream of every channel; the large one stays as it is. */
async function wallProfiles({ channels }: StoredCamera, device: DeviceOptions): Promise<Change> {
  const known = channels.map(({ token, profiles }) => ({
    token,
    sub: profiles.find(({ role }) => role === 'sub')?.token,
  }));
  const found = known.some(({ sub }) => sub === undefined) ? await smallStreams(device) : new Map<string, string>();
  const tokens = known.flatMap(({ token, sub }) => sub ?? found.get(token) ?? []);
  if (tokens.length < channels.length) throw new MediaError('refused', 'a channel has only one stream');
  const changes: Change[] = [];
  for (const profileToken of tokens) {
    changes.push(await setWallProfile({ ...device, profileToken, profile: WALL_PROFILE }));
  }
  return joined(changes);
}

/** The smaller stream of channels that have two large ones: one of them can become small. */
async function smallStreams({ signal = new AbortController().signal, ...device }: DeviceOptions) {
  const { channels } = await probeOnvif({ ...device, signal });
  return new Map(
    channels.flatMap(({ token, profiles }) => {
      const [, ...others] = profiles.toSorted((a, b) => b.width - a.width);
      const smallest = others.at(-1);
      return smallest === undefined ? [] : [[token, smallest.token] as const];
    }),
  );
}

async function screenNames(camera: StoredCamera, text: string, device: DeviceOptions): Promise<Change> {
  const changes: Change[] = [];
  for (const { name, profiles } of camera.channels) {
    const [profile] = profiles;
    if (profile === undefined) continue;
    const own = camera.channels.length > 1 ? `${camera.name} ${name}` : camera.name;
    const shown = (text.trim() || own).slice(0, SCREEN_NAME);
    changes.push(await setScreenName({ ...device, profileToken: profile.token, text: shown }));
  }
  return joined(changes);
}

/**
 * Where the answer was lost, or a run before this one got no further, the new password may be in force already: one login
 * tells, and devices lock themselves after few.
 */
async function changePassword(password: string, device: DeviceOptions): Promise<Change> {
  try {
    return await setPassword({ ...device, password });
  } catch (error) {
    if (!(error instanceof MediaError) || error.reason === 'refused') throw error;
    const { signal = new AbortController().signal, ...same } = device;
    const credentials = { ...device.credentials, password };
    await probeOnvif({ ...same, credentials, signal, maxRefusals: 1 }).catch(() => {
      throw error;
    });
    return { before: '?', after: '******' };
  }
}

function joined(changes: readonly Change[]): Change {
  return {
    before: changes.map(({ before }) => before).join('; '),
    after: changes.map(({ after }) => after).join('; '),
  };
}
