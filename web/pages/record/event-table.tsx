import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../server/contract/record.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { formatStamp } from '../../i18n/format.ts';
import { ActionName, OutcomeName, targetName, Who } from './event-words.tsx';

export interface EventTableProps {
  events: readonly AuditEvent[];
  /** Those shown are of the search before. */
  old: boolean;
  open: (event: AuditEvent) => void;
}

/** One page of the record; a line is opened by its time. */
export function EventTable({ events, old, open }: EventTableProps) {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  return (
    <table className="events" data-old={old || undefined} aria-busy={old}>
      <thead>
        <tr>
          <th scope="col">{t('record.at')}</th>
          <th scope="col">{t('record.who')}</th>
          <th scope="col">{t('record.what')}</th>
          <th scope="col">{t('record.target')}</th>
          <th scope="col">{t('record.purpose')}</th>
          <th scope="col">{t('record.unit')}</th>
          <th scope="col">{t('record.result')}</th>
          <th scope="col">{t('record.address')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.seq} data-seq={event.seq} onClick={() => open(event)}>
            <td>
              <button
                type="button"
                aria-label={`${formatStamp(event.at)} ${t('record.openNamed', { seq: event.seq })}`}
              >
                {formatStamp(event.at)}
              </button>
            </td>
            <td>
              <Who event={event} />
            </td>
            <td>
              <ActionName action={event.action} />
            </td>
            <td>{targetName(event)}</td>
            <td>{event.purpose && t(`purpose.name.${event.purpose}`)}</td>
            <td>{event.unitId && pathNames(event.unitId)}</td>
            <td>
              <OutcomeName outcome={event.outcome} />
            </td>
            <td className="quiet">{event.address}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
