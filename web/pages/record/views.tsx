import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, RecordPage } from '../../../server/contract/record.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useSession } from '../../hooks/use-session.ts';
import { EventDrawer } from './event-drawer.tsx';
import { EventTable } from './event-table.tsx';
import { Pager } from './pager.tsx';

const PAGE = 100;

/** Who viewed the cameras of the user's own unit and below. */
export function Views() {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  const unitId = useSession().data?.user?.unitId;
  // Where this page and those newer than it begin.
  const [places, setPlaces] = useState<readonly number[]>([]);
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const before = places.at(-1);
  const query = { ...(before !== undefined && { before }), limit: PAGE };
  const page = useQuery<RecordPage, HubError>({
    queryKey: ['record', 'views', query],
    queryFn: async ({ signal }) => await call('record.views', { query, signal }),
    placeholderData: keepPreviousData,
  });
  const next = page.data?.next;
  const events = page.data?.events ?? [];
  return (
    <>
      <p className="quiet">{t('record.viewsOf', { unit: unitId ? pathNames(unitId) : '' })}</p>
      {page.error && <Problem error={page.error} />}
      {page.isPending && <Loading />}
      {page.data && (
        <>
          <Pager
            count={events.length}
            newest={before === undefined}
            hasOlder={typeof next === 'number'}
            toNewest={() => setPlaces([])}
            newer={() => setPlaces(places.slice(0, -1))}
            older={() => typeof next === 'number' && setPlaces([...places, next])}
          />
          {events.length ? (
            <div className="events-box">
              <EventTable events={events} old={page.isPlaceholderData} open={setOpened} />
            </div>
          ) : (
            <p className="quiet">{t('record.noViews')}</p>
          )}
        </>
      )}
      {opened && <EventDrawer event={opened} close={() => setOpened(null)} />}
    </>
  );
}
