import { Button, Popconfirm, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import { GrantTime } from '../../components/grant-time.tsx';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { formatMoment } from '../../i18n/format.ts';
import type { GrantAct } from './acts.ts';

export interface GrantTableProps {
  grants: readonly Grant[];
  loading: boolean;
  /** Says why there is none. */
  empty: string;
  now: number;
  actsOn: (grant: Grant) => GrantAct[];
  act: (grant: Grant, act: GrantAct) => void;
  /** Absent: all are here. */
  pages?: { current: number; size: number; total: number; turn: (page: number) => void };
}

/** Grants with what is to be decided. */
export function GrantTable(props: GrantTableProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { grants, loading, empty, pages } = props;
  const wide: TableProps<Grant>['columns'] = [
    { title: t('approvals.who'), key: 'who', width: 120, render: (_, { name }) => <strong>{name}</strong> },
    { title: t('purpose.label'), key: 'purpose', width: 150, render: (_, grant) => <PurposeOf grant={grant} /> },
    { title: t('approvals.area'), key: 'area', width: '18%', render: (_, grant) => <Area grant={grant} /> },
    {
      title: t('purpose.reason'),
      key: 'reason',
      render: (_, { reason }) => <span className="grant-reason">{reason || '–'}</span>,
    },
    { title: t('approvals.time'), key: 'time', width: 180, render: (_, grant) => <Span grant={grant} {...props} /> },
    { title: t('approvals.state'), key: 'state', width: '16%', render: (_, grant) => <State grant={grant} /> },
    { title: t('approvals.acts'), key: 'acts', width: 190, render: (_, grant) => <Acts grant={grant} {...props} /> },
  ];
  const small: TableProps<Grant>['columns'] = [
    {
      key: 'all',
      render: (_, grant) => (
        <div className="grant-stack">
          <span className="grant-line">
            <strong>{grant.name}</strong> <PurposeOf grant={grant} />
          </span>
          <Area grant={grant} />
          {grant.reason && <span className="grant-reason">{grant.reason}</span>}
          <Span grant={grant} {...props} />
          <State grant={grant} />
          <Acts grant={grant} {...props} />
        </div>
      ),
    },
  ];
  return (
    <Table<Grant>
      className="grant-table"
      size="small"
      rowKey="id"
      sticky
      showHeader={!narrow}
      loading={loading}
      columns={narrow ? small : wide}
      dataSource={[...grants]}
      rowClassName={({ source, review }) => (source === 'break-glass' && !review ? 'grant-glass' : '')}
      pagination={
        pages && pages.total > pages.size
          ? {
              current: pages.current,
              pageSize: pages.size,
              total: pages.total,
              showSizeChanger: false,
              size: 'small',
              onChange: pages.turn,
            }
          : false
      }
      locale={{ emptyText: empty }}
    />
  );
}

function PurposeOf({ grant: { purpose, source } }: { grant: Grant }) {
  const { t } = useTranslation();
  if (source === 'break-glass') return <span className="bad">{t('grant.source.break-glass')}</span>;
  return (
    <span>
      {t(`purpose.name.${purpose}`)}{' '}
      {source !== 'approval' && <span className="quiet">{t(`grant.source.${source}`)}</span>}
    </span>
  );
}

function Area({ grant }: { grant: Grant }) {
  return <span>{usePathNames()(grant.unitId)}</span>;
}

/** When it was asked for, and how long it is to last or lasts. */
function Span({ grant, now }: { grant: Grant; now: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const minutes = Math.round((grant.endsAt - grant.startsAt) / 60_000);
  const length =
    minutes < 120 ? t('purpose.minutes', { count: minutes }) : t('purpose.hours', { count: Math.round(minutes / 60) });
  if (grant.source === 'duty') {
    return (
      <span>
        {formatMoment(grant.startsAt, language, now)} – {formatMoment(grant.endsAt, language, now)}
      </span>
    );
  }
  return (
    <span>
      {formatMoment(grant.requestedAt, language, now)} · {length}
      {grant.state === 'active' && (
        <>
          <br />
          <GrantTime grant={grant} />
        </>
      )}
    </span>
  );
}

function State({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const { state, decidedBy, decisionNote, source, review } = grant;
  return (
    <span className="grant-state" data-grant-state={state}>
      {t(`grant.state.${state}`)}
      {decidedBy && <span className="quiet"> {decidedBy}</span>}
      {decisionNote && <span className="grant-note">{decisionNote}</span>}
      {source === 'break-glass' && !review && <span className="bad grant-note">{t('approvals.toReview')}</span>}
      {review && (
        <span className="grant-note">
          {t(review.justified ? 'approvals.justified' : 'approvals.unjustified')}{' '}
          <span className="quiet">{review.by}</span> {review.note}
        </span>
      )}
    </span>
  );
}

function Acts({ grant, actsOn, act }: GrantTableProps & { grant: Grant }) {
  const { t } = useTranslation();
  const { name, state } = grant;
  return (
    <span className="grant-acts">
      {actsOn(grant).map((what) => {
        if (what === 'revoke' || what === 'giveUp') {
          const label =
            what === 'revoke' ? 'approvals.revoke' : state === 'pending' ? 'grant.withdraw' : 'grant.giveUp';
          const sure =
            what === 'revoke'
              ? 'approvals.revokeSure'
              : state === 'pending'
                ? 'grant.withdrawSure'
                : 'grant.giveUpSure';
          return (
            <Popconfirm
              key={what}
              title={t(sure)}
              okText={t(label)}
              cancelText={t('cancel')}
              okButtonProps={{ danger: true }}
              onConfirm={() => act(grant, what)}
            >
              <Button size="small" danger>
                {t(label)}
              </Button>
            </Popconfirm>
          );
        }
        return (
          <Button
            key={what}
            size="small"
            type={what === 'refuse' ? 'default' : 'primary'}
            aria-label={t(`approvals.${what}Named`, { name })}
            onClick={() => act(grant, what)}
          >
            {t(`approvals.${what}`)}
          </Button>
        );
      })}
    </span>
  );
}
