import { isScreen } from '../../permissions.ts';
import type { Repositories } from '../../store/store.ts';
import type { Callee } from './ring.ts';

type Facts = Pick<Repositories, 'users' | 'kiosks' | 'answerRules'>;

/**
 * Those of these users who can still sign in.
 * @param answerAlone whether screens may answer by themselves, where their site's rule says so
 */
export async function calleesOf(facts: Facts, userIds: readonly string[], answerAlone: boolean): Promise<Callee[]> {
  const callees: Callee[] = [];
  for (const userId of userIds) {
    const user = await facts.users.find(userId);
    if (user === null) continue;
    const { username, name, unitId } = user;
    const answersAfter = answerAlone && isScreen(user) ? await answersAfterOf(facts, userId) : null;
    callees.push({ userId, name: name || username, unitId, answersAfter });
  }
  return callees;
}

/** By the rule of the site where the screen stands, ms; null: never. */
async function answersAfterOf({ kiosks, answerRules }: Facts, userId: string): Promise<number | null> {
  const kiosk = await kiosks.findByUser(userId);
  if (kiosk === null) return null;
  const { answersAfter } = await answerRules.find(kiosk.siteId);
  return answersAfter === null ? null : answersAfter * 1000;
}
