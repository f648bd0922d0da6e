import { Button, Modal } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Camera, Channel } from '../../../server/contract/camera.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useReadCamerasAgain } from '../../hooks/use-cameras.ts';
import { useChannelStates } from '../../hooks/use-hub.ts';
import { AlarmStrip } from './alarm-strip.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CamerasBar } from './cameras-bar.tsx';
import { Drawers, type Above } from './drawers.tsx';
import { FilterBar } from './list/filter-bar.tsx';
import { FleetList } from './list/fleet-list.tsx';
import type { Sorting } from './list/fleet-filter.ts';
import { useFleet } from './list/use-fleet.ts';
import { useSelection } from './list/use-selection.ts';
import './cameras.css';

/** The register of cameras: all of them, what is wrong with which, and what is done about it. */
export default function Cameras() {
  const { t } = useTranslation();
  const fleet = useFleet();
  const { cameras, health, filter, change, carriers, shown, rows, fold, filtered } = fleet;
  const states = useChannelStates();
  const readAgain = useReadCamerasAgain();
  const navigate = useNavigate();
  const selection = useSelection(shown);
  const [above, setAbove] = useState<Above>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [modal, modalHolder] = Modal.useModal();

  const edit = useCallback((camera: Camera) => setAbove({ kind: 'edit', camera }), []);
  const mask = useCallback((camera: Camera) => setAbove({ kind: 'masks', camera }), []);
  const watch = useCallback(({ id }: Channel) => void navigate(`/live?layout=1&tiles=${id}`), [navigate]);
  const testPicture = useCallback(
    (camera: Camera, channel: Channel) => setAbove({ kind: 'picture', camera, channel }),
    [],
  );
  const sortBy = useCallback((sort: Sorting) => change({ sort }), [change]);
  const remove = useCallback(
    ({ id, name }: Camera): void => {
      setProblem(null);
      void modal.confirm({
        title: t('camera.removeSure', { name }),
        content: t('camera.removeHint'),
        okText: t('camera.remove'),
        cancelText: t('cancel'),
        okButtonProps: { danger: true },
        onOk: () =>
          call('camera.remove', { params: { id } }).then(readAgain, (thrown: unknown) =>
            setProblem(HubError.from(thrown)),
          ),
      });
    },
    [modal, readAgain, t],
  );
  const ticked = (): Camera[] => shown.flatMap(({ camera }) => (selection.ids.has(camera.id) ? [camera] : []));

  return (
    <main className="page cameras">
      <CamerasBar fleet={fleet} open={setAbove} />
      <AlarmStrip alarms={health.alarms} open={() => setAbove({ kind: 'alarms' })} />
      <FilterBar filter={filter} change={change} carriers={carriers} />
      {cameras.error && (
        <Problem error={cameras.error} action={<Button onClick={() => void cameras.refetch()}>{t('retry')}</Button>} />
      )}
      {health.error && <Problem error={health.error} />}
      {problem && <Problem error={problem} />}
      {selection.ids.size > 0 && (
        <BulkBar
          count={selection.ids.size}
          clear={selection.clear}
          act={(kind) => setAbove({ kind, cameras: ticked() })}
        />
      )}
      <FleetList
        rows={rows}
        count={shown.length}
        health={health.byCamera}
        states={states}
        selected={selection.ids}
        select={selection.select}
        selectAll={selection.selectAll}
        sort={filter.sort}
        sortBy={sortBy}
        fold={fold}
        edit={edit}
        mask={mask}
        remove={remove}
        watch={watch}
        testPicture={testPicture}
        empty={t(cameras.isPending ? 'loading' : filtered ? 'cameras.nothing' : 'cameras.empty')}
      />
      <Drawers above={above} close={() => setAbove(null)} open={setAbove} changed={readAgain} />
      {modalHolder}
    </main>
  );
}
