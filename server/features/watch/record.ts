import type { WatchEnd } from '../../contract/watch.ts';
import type { ErrorCode } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave } from '../../rights.ts';
import type { AuditBacklog } from '../../store/audit-backlog.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Store } from '../../store/store.ts';
import type { Stream } from './stream.ts';

/** Why a watch ended, for the record. */
export type EndReason = WatchEnd | 'released' | 'left' | 'failed';

/** Who looks at what, by which leave, and since when. */
export interface Look {
  actor: SignedIn;
  leave: Leave;
  stream: Stream;
  /** ms since 1970 */
  startedAt: number;
}

/** What somebody wanted to look at, in vain. */
export interface Wish {
  channelId: string;
  grantId: string;
}

/** What is looked at, by which grant. */
export function wishOf({ leave, stream }: Look): Wish {
  return { channelId: stream.channel.id, grantId: leave.grant.id };
}

type Detail = Record<string, string | number>;

/** Writes down who looked, for which purpose and how long, and who was not let. */
export class WatchRecord {
  readonly #store: Store;
  readonly #backlog: AuditBacklog;

  constructor(store: Store, backlog: AuditBacklog) {
    this.#store = store;
    this.#backlog = backlog;
  }

  /** Not written, not watched: call it before anything flows. */
  begun(look: Look): Promise<void> {
    return this.#store.auditEvents.add(eventOf('camera.watch', look, 'done', { role: look.stream.profile.role }));
  }

  /** Written as soon as it can be: that it ended cannot be refused. */
  ended(look: Look, reason: EndReason): Promise<void> {
    const outcome = reason === 'failed' ? 'failed' : 'done';
    const detail = { durationMs: Date.now() - look.startedAt, reason };
    return this.#backlog.add(eventOf('camera.watch-end', look, outcome, detail));
  }

  /** A picture to keep: not written, not given away. */
  snapshot(actor: SignedIn, leave: Leave, outcome: 'done' | 'failed', detail: Detail): Promise<void> {
    return this.#store.auditEvents.add(eventOf('channel.snapshot', { actor, leave }, outcome, detail));
  }

  /** @param wish null: the ticket did not say */
  async refused(
    { user, address }: SignedIn,
    reason: ErrorCode,
    wish: Wish | null,
    action = 'camera.watch',
  ): Promise<void> {
    const camera = wish && (await this.#store.cameras.findByChannel(wish.channelId));
    const grant = wish && (await this.#store.grants.find(wish.grantId));
    await this.#store.auditEvents.add({
      ...{ user, address, action, outcome: 'refused' },
      target: camera && { kind: 'channel', id: wish.channelId },
      detail: { reason, ...(camera && { camera: camera.name }) },
      // Somebody else's grant is none of this user's purposes.
      purpose: grant?.userId === user.id ? grant.purpose : undefined,
      unitId: camera?.unitId,
    });
  }
}

function eventOf(
  action: string,
  { actor: { user, address }, leave: { grant, camera, channel } }: Pick<Look, 'actor' | 'leave'>,
  outcome: 'done' | 'failed',
  detail: Detail,
): AuditEvent {
  return {
    ...{ user, address, action, outcome },
    target: { kind: 'channel', id: channel.id },
    detail: { camera: camera.name, channel: channel.name, grant: grant.id, ...detail },
    purpose: grant.purpose,
    unitId: camera.unitId,
  };
}
