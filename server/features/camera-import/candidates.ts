import type { StoredCamera } from '../../store/camera-record.ts';
import type { StoredCredentialSet } from '../../store/credential-sets.ts';
import { hasOtherCredentials, type Wanted } from './wanted.ts';

/** Sign-ins to one device in one run: cameras lock the account after a few that they refuse. */
const MAX_TRIES = 2;

export interface Credentials {
  username: string;
  password: string;
}

/**
 * What is tried at a device, in this order: what was given; what it is known by; else the sets, those of its carrier first. Two
 * at most.
 */
export function candidatesFor(
  wanted: Wanted,
  known: StoredCamera | null,
  sets: readonly StoredCredentialSet[],
): Credentials[] {
  if (wanted.credentials !== null) return [wanted.credentials];
  if (known !== null && !hasOtherCredentials(known, wanted)) return [known.credentials ?? NOBODY];
  const carrier = wanted.placement.carrier ?? known?.placement.carrier ?? '';
  const fitting = sets.filter(
    (set) =>
      (set.carrier === '' || set.carrier === carrier) && (wanted.username === '' || set.username === wanted.username),
  );
  const inOrder = [...fitting.filter((set) => set.carrier !== ''), ...fitting.filter((set) => set.carrier === '')];
  const tried = inOrder.slice(0, MAX_TRIES).map(({ username, password }) => ({ username, password }));
  return tried.length === 0 ? [NOBODY] : tried;
}

const NOBODY: Credentials = { username: '', password: '' };
