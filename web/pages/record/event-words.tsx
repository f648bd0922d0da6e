import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../server/contract/record.ts';
import { actionKey } from './known-actions.ts';

/** What was done, in words. */
export function ActionName({ action }: { action: string }) {
  const { t } = useTranslation();
  const key = actionKey(action);
  return <span title={action}>{key ? t(`record.action.${key}`) : action}</span>;
}

/** What came of it; never by the colour alone. */
export function OutcomeName({ outcome }: { outcome: AuditEvent['outcome'] }) {
  const { t } = useTranslation();
  return (
    <span className="outcome" data-outcome={outcome}>
      {t(`record.outcome.${outcome}`)}
    </span>
  );
}

/** Who; the hub itself, or somebody who was not signed in, has no name. */
export function Who({ event: { user, detail, address } }: { event: AuditEvent }) {
  const { t } = useTranslation();
  if (user) return <span>{user.username}</span>;
  const named = detail['username'];
  if (typeof named === 'string' && named) return <span className="quiet">{named}</span>;
  return <span className="quiet">{t(address ? 'record.nobody' : 'record.hub')}</span>;
}

/** A name for what it was done to, out of what was written down with it; else its kind and the end of its id. */
export function targetName({ target, detail }: AuditEvent): string {
  for (const name of ['camera', 'person', 'name', 'username']) {
    const value = detail[name];
    if (typeof value === 'string' && value) return value;
  }
  return target ? `${target.kind} …${target.id.slice(-6)}` : '';
}
