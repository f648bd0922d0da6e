import { AimOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Channel } from '../../../server/contract/camera.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { idsBelow } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useCameras, useReadCamerasAgain } from '../../hooks/use-cameras.ts';
import { useChannelStates } from '../../hooks/use-hub.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { AddDrawer } from './add-drawer.tsx';
import { CameraTable } from './camera-table.tsx';
import { DiscoverDrawer } from './discover-drawer.tsx';
import { EditDrawer } from './edit-drawer.tsx';
import { MaskDrawer } from './mask-drawer.tsx';
import { searchCameras } from './source.ts';
import { TestPicture } from './test-picture.tsx';
import './cameras.css';

/** What lies above the table. */
type Above =
  | { kind: 'add' | 'discover' }
  | { kind: 'edit' | 'masks'; camera: Camera }
  | { kind: 'picture'; camera: Camera; channel: Channel }
  | null;

/** The register of cameras. */
export default function Cameras() {
  const { t } = useTranslation();
  const cameras = useCameras();
  const states = useChannelStates();
  const readAgain = useReadCamerasAgain();
  const may = useMay();
  const tree = useUnitTree();
  const [search, setSearch] = useState('');
  const [unitId, setUnitId] = useState<string | undefined>(undefined);
  const [above, setAbove] = useState<Above>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const all = cameras.data ?? [];
  const shown = useMemo(() => {
    const found = searchCameras(cameras.data ?? [], search);
    if (!unitId) return found;
    const below = idsBelow(tree, unitId);
    return found.filter((camera) => below.has(camera.unitId));
  }, [cameras.data, search, unitId, tree]);
  const close = (): void => setAbove(null);

  const remove = async ({ id }: Camera): Promise<void> => {
    setProblem(null);
    try {
      await call('camera.remove', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };

  return (
    <main className="page cameras">
      <div className="cameras-bar">
        <h1>{t('cameras.title')}</h1>
        <span className="quiet" role="status">
          {shown.length < all.length
            ? t('live.countFound', { found: shown.length, all: all.length })
            : t('cameras.count', { count: all.length })}
        </span>
        <UnitSelect
          className="cameras-unit"
          clearable
          placeholder={t('cameras.everywhere')}
          value={unitId}
          onChange={setUnitId}
        />
        <Input
          type="search"
          allowClear
          className="cameras-search"
          value={search}
          placeholder={t('cameras.search')}
          aria-label={t('cameras.search')}
          onChange={({ target }) => setSearch(target.value)}
        />
        {may('camera.discover') && (
          <Button icon={<AimOutlined aria-hidden />} onClick={() => setAbove({ kind: 'discover' })}>
            {t('discover.open')}
          </Button>
        )}
        {may('camera.register') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAbove({ kind: 'add' })}>
            {t('add.open')}
          </Button>
        )}
      </div>
      {cameras.error && (
        <Problem error={cameras.error} action={<Button onClick={() => void cameras.refetch()}>{t('retry')}</Button>} />
      )}
      {problem && <Problem error={problem} />}
      <CameraTable
        cameras={shown}
        states={states}
        loading={cameras.isPending}
        searched={search !== '' || unitId !== undefined}
        edit={(camera) => setAbove({ kind: 'edit', camera })}
        remove={remove}
        mask={(camera) => setAbove({ kind: 'masks', camera })}
        testPicture={(camera, channel) => setAbove({ kind: 'picture', camera, channel })}
      />
      {above?.kind === 'add' && <AddDrawer close={close} added={readAgain} />}
      {above?.kind === 'discover' && <DiscoverDrawer close={close} added={readAgain} />}
      {above?.kind === 'edit' && <EditDrawer camera={above.camera} close={close} changed={readAgain} />}
      {above?.kind === 'masks' && <MaskDrawer camera={above.camera} close={close} changed={readAgain} />}
      {above?.kind === 'picture' && <TestPicture camera={above.camera} channel={above.channel} close={close} />}
    </main>
  );
}
