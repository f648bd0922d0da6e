import type { Store } from '../../store/store.ts';
import { plainCode, stepOf } from './totp.ts';

/** A wrong code after the right password is worth as many wrong passwords: a code is one of a million. */
export const CODE_WEIGHT = 20;

/** How a second factor was shown; `none`: the user has none. */
export type Shown = 'none' | 'totp' | 'recovery code' | 'wrong';

/**
 * Looks at a code, or a recovery code, and uses it up: it is good once.
 * @param secret of the user; null: none is set up
 */
export async function show(
  secondFactors: Store['secondFactors'],
  userId: string,
  secret: string | null,
  typed: string,
): Promise<Shown> {
  if (secret === null) return 'none';
  const code = plainCode(typed);
  const step = /^\d{6}$/.test(code) ? stepOf(secret, code) : null;
  if (step !== null) return (await secondFactors.useStep(userId, step)) ? 'totp' : 'wrong';
  return (await secondFactors.useRecoveryCode(userId, code)) ? 'recovery code' : 'wrong';
}
