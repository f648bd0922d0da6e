import { Drawer, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alarm } from '../../../server/contract/health.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useCameras } from '../../hooks/use-cameras.ts';
import { useHealth } from '../../hooks/use-health.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';

const PAGE = 100;

/** Alarms that go on. */
export function AlarmsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { alarms } = useHealth();
  const { data: cameras } = useCameras();
  const unitName = usePathNames();
  const columns: TableProps<Alarm>['columns'] = [
    {
      title: t('alarms.what'),
      key: 'what',
      render: (_, { kind, unitId, cameraId, cameras: count }) =>
        kind === 'uplink' || cameraId === null ? (
          <>
            <strong>{unitName(unitId)}</strong>
            <div className="quiet">{t('alarms.uplinkCount', { count })}</div>
          </>
        ) : (
          <>
            <Link to={`/cameras/${cameraId}`}>{cameras?.find(({ id }) => id === cameraId)?.name ?? cameraId}</Link>
            <div className="quiet">{unitName(unitId)}</div>
          </>
        ),
    },
    {
      title: t('health.cause'),
      key: 'cause',
      render: (_, { cause }) =>
        cause && (
          <>
            <span className="bad">{t(`cause.${cause}.name`)}</span>
            <div className="quiet">{t(`cause.${cause}.hint`)}</div>
          </>
        ),
    },
    { title: t('alarms.began'), key: 'began', width: 110, render: (_, { beganAt }) => formatMoment(beganAt, language) },
  ];
  return (
    <Drawer open size={640} title={t('alarms.title')} onClose={close}>
      <Table<Alarm>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...alarms].sort((a, b) => b.cameras - a.cameras)}
        onRow={({ id, kind }) => ({ 'data-alarm': id, 'data-alarm-kind': kind }) as object}
        pagination={alarms.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
        locale={{ emptyText: t('alarms.none') }}
      />
    </Drawer>
  );
}
