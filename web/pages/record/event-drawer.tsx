import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../server/contract/record.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { formatStamp } from '../../i18n/format.ts';
import { ActionName, OutcomeName, targetName, Who } from './event-words.tsx';
import type { Search } from './query.ts';

export interface EventDrawerProps {
  event: AuditEvent;
  close: () => void;
  /** Absent: the reader may not search. */
  find?: (search: Search) => void;
}

/** A line of the record, whole. */
export function EventDrawer({ event, close, find }: EventDrawerProps) {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  const { seq, at, user, action, target, purpose, unitId, outcome, detail, address, hash } = event;
  const facts: [string, ReactNode][] = [
    [t('record.at'), formatStamp(at)],
    [t('record.who'), <Who key="who" event={event} />],
    [
      t('record.what'),
      <span key="what">
        <ActionName action={action} /> <code className="quiet">{action}</code>
      </span>,
    ],
    [t('record.result'), <OutcomeName key="outcome" outcome={outcome} />],
    ...(target ? [[t('record.target'), `${targetName(event)} · ${target.kind} ${target.id}`] as [string, string]] : []),
    ...(purpose ? [[t('record.purpose'), t(`purpose.name.${purpose}`)] as [string, string]] : []),
    ...(unitId ? [[t('record.unit'), pathNames(unitId)] as [string, string]] : []),
    [t('record.address'), address || t('record.hub')],
    [t('record.hash'), <code key="hash">{hash}</code>],
  ];
  const details = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
  return (
    <Drawer open size={520} title={t('record.line', { seq })} onClose={close}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="facts-row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {details.length > 0 && (
        <>
          <h3 className="event-more">{t('record.details')}</h3>
          <dl className="facts">
            {details.map(([name, value]) => (
              <div key={name} className="facts-row">
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{detailText(name, value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {find && (
        <div className="event-finds">
          {user && <Button onClick={() => find({ username: user.username })}>{t('record.linesOfUser')}</Button>}
          {target && <Button onClick={() => find({ targetId: target.id })}>{t('record.sameTarget')}</Button>}
        </div>
      )}
    </Drawer>
  );
}

/** Moments are written as such: their names say that they are. */
function detailText(name: string, value: AuditEvent['detail'][string]): string {
  if (typeof value === 'number' && (name.endsWith('At') || name === 'until')) return formatStamp(value);
  return String(value);
}
