import { AlertOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { GrantTime } from '../../components/grant-time.tsx';
import { Problem } from '../../components/problem.tsx';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useReadGrantsAgain } from '../../hooks/use-grants.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { RenewalBar } from './renewal-bar.tsx';
import type { Leaves } from './use-leaves.ts';
import './purpose.css';

export interface PurposeBarProps {
  leaves: Leaves;
  /** Grant under which the selected tile is looked at. */
  used: string | null;
  choose: () => void;
  breakGlass: () => void;
}

/** Why one looks: the grants that hold, which of them is used, and how to get another. */
export function PurposeBar({ leaves, used, choose, breakGlass }: PurposeBarProps) {
  const { t } = useTranslation();
  const may = useMay();
  const readAgain = useReadGrantsAgain();
  const [problem, setProblem] = useState<HubError | null>(null);
  const { held, pending } = leaves;
  const giveUp = async ({ id }: Grant): Promise<void> => {
    setProblem(null);
    try {
      await call('grant.revoke', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };
  const mayLook = may('camera.watch');
  return (
    <>
      <div className="purpose-bar" role="region" aria-label={t('purpose.bar')}>
        <div className="purpose-chips">
          {held.map((grant) => (
            <Chip
              key={grant.id}
              grant={grant}
              used={grant.id === used}
              use={() => leaves.prefer(grant.id)}
              giveUp={giveUp}
            />
          ))}
          {pending.map((grant) => (
            <Chip key={grant.id} grant={grant} used={false} giveUp={giveUp} />
          ))}
          {leaves.known && !held.length && !pending.length && (
            <span className="purpose-nothing" role="status">
              {t(mayLook ? 'purpose.nothing' : 'purpose.never')}
            </span>
          )}
        </div>
        {may('grant.request') && (
          <Button
            size="small"
            type={leaves.known && !held.length ? 'primary' : 'default'}
            icon={<PlusOutlined aria-hidden />}
            onClick={choose}
          >
            {t('purpose.choose')}
          </Button>
        )}
        {may('grant.breakGlass') && (
          <Button size="small" danger icon={<AlertOutlined aria-hidden />} onClick={breakGlass}>
            {t('breakGlass.open')}
          </Button>
        )}
      </div>
      <RenewalBar held={held} renewed={({ id }) => leaves.prefer(id)} choose={choose} />
      {(problem ?? leaves.error) && <Problem error={(problem ?? leaves.error) as HubError} />}
    </>
  );
}

interface ChipProps {
  grant: Grant;
  used: boolean;
  /** Absent: it does not hold. */
  use?: () => void;
  giveUp: (grant: Grant) => Promise<void>;
}

function Chip({ grant, used, use, giveUp }: ChipProps) {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  const { purpose, source, unitId } = grant;
  const words = (
    <>
      <strong>{t(source === 'break-glass' ? 'grant.source.break-glass' : `purpose.name.${purpose}`)}</strong>
      <span className="purpose-unit">{pathNames(unitId)}</span>
      {use ? (
        <GrantTime grant={grant} counted={used} />
      ) : (
        <span className="grant-time">{t('grant.state.pending')}</span>
      )}
    </>
  );
  return (
    <span className="purpose-chip" data-used={used || undefined} data-source={source} data-grant={grant.id}>
      {use ? (
        <button type="button" aria-pressed={used} title={grant.reason} onClick={use}>
          {words}
        </button>
      ) : (
        <span className="purpose-words" title={grant.reason}>
          {words}
        </span>
      )}
      {source !== 'duty' && (
        <Popconfirm
          title={t(use ? 'grant.giveUpSure' : 'grant.withdrawSure')}
          okText={t(use ? 'grant.giveUp' : 'grant.withdraw')}
          cancelText={t('cancel')}
          onConfirm={() => giveUp(grant)}
        >
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t(use ? 'grant.giveUp' : 'grant.withdraw')}
            title={t(use ? 'grant.giveUp' : 'grant.withdraw')}
          />
        </Popconfirm>
      )}
    </span>
  );
}
