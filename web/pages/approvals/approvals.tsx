import { Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Grant } from '../../../server/contract/grant.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { soundAlert, soundWanted, wantSound } from '../../components/alert-sound.ts';
import { Problem } from '../../components/problem.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useGrantList, useOwnGrants, useReadGrantsAgain } from '../../hooks/use-grants.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useSession } from '../../hooks/use-session.ts';
import { actsOn, type GrantAct } from './acts.ts';
import { DecideDialog, type DecideDialogProps } from './decide-dialog.tsx';
import { GrantTable } from './grant-table.tsx';
import './approvals.css';

const PAGE = 50;
const EVERY_MS = 30_000;
const tabs = ['open', 'active', 'all', 'mine'] as const;
type Tab = (typeof tabs)[number];

/** Leave to look: what waits for a decision or a review, what holds, and one's own. */
export default function Approvals() {
  const { t } = useTranslation();
  const may = useMay();
  const decider = may('grant.decide');
  const [params, setParams] = useSearchParams();
  const asked = tabs.find((name) => name === params.get('show'));
  const tab: Tab = decider ? (asked ?? 'open') : 'mine';
  const [page, setPage] = useState(1);
  const now = useHubNow(EVERY_MS);
  const me = useSession().data?.user?.id ?? '';
  const tree = useUnitTree();
  const own = useOwnGrants();
  const show = tab === 'mine' ? 'open' : tab;
  const list = useGrantList({ show, offset: (page - 1) * PAGE, limit: PAGE }, decider);
  const readAgain = useReadGrantsAgain();
  const [dialog, setDialog] = useState<Pick<DecideDialogProps, 'grant' | 'act'> | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [sound, setSound] = useState(soundWanted);
  const mine = tab === 'mine';
  const shown = mine ? own : list;
  // Nobody asks for being on duty.
  const grants = mine ? own.data?.filter(({ source }) => source !== 'duty') : list.data?.grants;

  const act = (grant: Grant, what: GrantAct): void => {
    setProblem(null);
    if (what !== 'revoke' && what !== 'giveUp') {
      setDialog({ grant, act: what });
      return;
    }
    call('grant.revoke', { params: { id: grant.id } }).then(readAgain, (thrown: unknown) => {
      setProblem(HubError.from(thrown));
      readAgain();
    });
  };
  const change = (next: Tab): void => {
    setPage(1);
    setParams(next === 'open' ? {} : { show: next }, { replace: true });
  };

  return (
    <main className="page approvals">
      <div className="page-bar">
        <h1>{t('approvals.title')}</h1>
        {decider && (
          <Segmented<Tab>
            aria-label={t('approvals.show')}
            value={tab}
            onChange={change}
            options={tabs.map((value) => ({ value, label: t(`approvals.tab.${value}`) }))}
          />
        )}
        <span className="quiet" role="status">
          {grants && t('approvals.count', { count: mine ? grants.length : (list.data?.total ?? 0) })}
        </span>
        {decider && (
          <label className="approvals-sound">
            <Switch
              size="small"
              checked={sound}
              onChange={(on) => {
                wantSound(on);
                setSound(on);
                if (on) soundAlert();
              }}
            />
            {t('alert.sound')}
          </label>
        )}
      </div>
      {shown.error && <Problem error={shown.error} />}
      {problem && <Problem error={problem} />}
      <GrantTable
        grants={grants ?? []}
        loading={shown.isPending}
        empty={t(mine ? 'approvals.noneMine' : tab === 'open' ? 'approvals.noneOpen' : 'approvals.none')}
        now={now}
        actsOn={(grant) => actsOn(grant, me, may('grant.decide', pathIds(tree, grant.unitId)), now)}
        act={act}
        {...(!mine && { pages: { current: page, size: PAGE, total: list.data?.total ?? 0, turn: setPage } })}
      />
      {dialog && <DecideDialog key={dialog.grant.id} {...dialog} close={() => setDialog(null)} done={readAgain} />}
    </main>
  );
}
