import { Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HealthQuery, HealthRow } from '../../../server/contract/health.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { formatShare, formatSpan } from './query.ts';

const PAGE = 100;
/** Causes told of each row. */
const CAUSES = 3;
/** Of 100 cameras so many must work. */
const PROMISED = 0.95;

/** The figures, a row for each unit, carrier, day or camera. */
export function RowTable({
  rows,
  by,
  loading,
}: {
  rows: readonly HealthRow[];
  by: HealthQuery['by'];
  loading: boolean;
}) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const share = (value: number | null) => (
    <span className={value !== null && value < PROMISED ? 'bad' : undefined}>{formatShare(value)}</span>
  );
  const columns: TableProps<HealthRow>['columns'] = [
    {
      title: t(`availability.${by}`),
      key: 'name',
      render: (_, { key, name }) => (by === 'camera' ? <Link to={`/cameras/${key}`}>{name}</Link> : name),
    },
    ...(narrow ? [] : [{ title: t('availability.cameras'), dataIndex: 'cameras', key: 'cameras', width: 90 }]),
    {
      title: t('availability.online'),
      key: 'online',
      width: narrow ? 96 : 110,
      sorter: (a, b) => (a.online ?? 2) - (b.online ?? 2),
      render: (_, { online }) => share(online),
    },
    {
      title: t('availability.available'),
      key: 'available',
      width: narrow ? 96 : 110,
      sorter: (a, b) => (a.available ?? 2) - (b.available ?? 2),
      render: (_, { available }) => share(available),
    },
    ...(narrow
      ? []
      : ([
          {
            title: t('availability.causes'),
            key: 'causes',
            render: (_: unknown, { causes }: HealthRow) =>
              causes
                .slice(0, CAUSES)
                .map(({ cause, lost }) => `${t(`cause.${cause}.name`)} ${formatSpan(lost)}`)
                .join(' · ') || '–',
          },
          {
            title: t('availability.unobserved'),
            key: 'unobserved',
            width: 130,
            render: (_: unknown, { unobserved }: HealthRow) => formatSpan(unobserved),
          },
        ] satisfies TableProps<HealthRow>['columns'])),
  ];
  return (
    <Table<HealthRow>
      size="small"
      rowKey="key"
      sticky
      loading={loading}
      columns={columns}
      dataSource={[...rows]}
      onRow={({ key }) => ({ 'data-row': key }) as object}
      pagination={rows.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
      locale={{ emptyText: t('availability.none') }}
    />
  );
}
