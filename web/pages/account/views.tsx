import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, RecordPage } from '../../../server/contract/record.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useUnitNames } from '../../hooks/use-units.ts';
import { formatMoment } from '../../i18n/format.ts';

const PAGE = 50;

/** Who viewed the cameras of my unit, and what for. The newest first, read on page by page. */
export function Views() {
  const { t } = useTranslation();
  const language = useLanguage();
  const narrow = useNarrow();
  const unitName = useUnitNames();
  const views = useInfiniteQuery<RecordPage, HubError, AuditEvent[], string[], number | null>({
    queryKey: ['views'],
    queryFn: async ({ pageParam, signal }) =>
      await call('record.views', { query: { limit: PAGE, ...(pageParam !== null && { before: pageParam }) }, signal }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ events }) => events),
  });
  const wide: TableProps<AuditEvent>['columns'] = [
    { title: t('views.at'), key: 'at', width: 130, render: (_, { at }) => formatMoment(at, language) },
    { title: t('views.who'), key: 'who', render: (_, { user }) => user?.username ?? '–' },
    { title: t('views.what'), key: 'what', render: (_, event) => cameraOf(event) },
    { title: t('views.unit'), key: 'unit', render: (_, { unitId }) => (unitId ? unitName(unitId) : '–') },
    {
      title: t('views.purpose'),
      key: 'purpose',
      render: (_, event) => <Purpose event={event} />,
    },
  ];
  const small: TableProps<AuditEvent>['columns'] = [
    {
      title: t('views.what'),
      key: 'what',
      render: (_, event) => (
        <>
          <div>
            {event.user?.username ?? '–'} <span className="quiet">{formatMoment(event.at, language)}</span>
          </div>
          <div>{cameraOf(event)}</div>
          <Purpose event={event} />
        </>
      ),
    },
  ];
  return (
    <section className="account-part" aria-labelledby="account-views">
      <h2 id="account-views">{t('views.title')}</h2>
      <p className="quiet">{t('views.intro')}</p>
      {views.error && <Problem error={views.error} />}
      <Table<AuditEvent>
        size="small"
        rowKey="seq"
        loading={views.isPending}
        showHeader={!narrow}
        columns={narrow ? small : wide}
        dataSource={views.data ?? []}
        pagination={false}
        locale={{ emptyText: t('views.none') }}
      />
      {views.hasNextPage && (
        <Button
          block
          className="views-more"
          loading={views.isFetchingNextPage}
          onClick={() => void views.fetchNextPage()}
        >
          {t('views.more')}
        </Button>
      )}
    </section>
  );
}

function Purpose({ event: { purpose, outcome } }: { event: AuditEvent }) {
  const { t } = useTranslation();
  return (
    <>
      {purpose ? t(`purpose.name.${purpose}`) : '–'}
      {outcome !== 'done' && <strong className="bad"> {t('views.refused')}</strong>}
    </>
  );
}

/** The name that the camera had when it was looked at. */
function cameraOf({ detail, target }: AuditEvent): string {
  const { camera, name } = detail;
  if (typeof camera === 'string') return camera;
  return typeof name === 'string' ? name : (target?.id ?? '–');
}
