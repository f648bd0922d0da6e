import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Repositories, Store } from '../../store/store.ts';

/** What is recorded of an act on a person; the act itself may add to it. */
export interface Act {
  action: string;
  /** Id of the person, or of what was asked for where there is no such person. */
  targetId: string;
  unitId?: string;
  detail: AuditEvent['detail'];
}

/** Does it and records it, in one transaction. Where a HubError refuses it, that is recorded, and nothing else is kept. */
export async function perform<T>(
  store: Store,
  actor: SignedIn,
  act: Act,
  work: (repositories: Repositories) => Promise<T>,
): Promise<T> {
  const eventOf = (): Omit<AuditEvent, 'outcome'> => ({
    user: { id: actor.user.id, username: actor.user.username },
    action: act.action,
    target: { kind: 'user', id: act.targetId },
    detail: act.detail,
    address: actor.address,
    unitId: act.unitId,
  });
  try {
    return await store.transaction(async (repositories) => {
      const result = await work(repositories);
      await repositories.auditEvents.add({ ...eventOf(), outcome: 'done' });
      return result;
    });
  } catch (error) {
    if (error instanceof HubError) {
      const event = eventOf();
      const detail = { ...event.detail, reason: error.code };
      await store.auditEvents.add({ ...event, detail, outcome: 'refused' });
    }
    throw error;
  }
}
