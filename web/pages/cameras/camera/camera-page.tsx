import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Camera } from '../../../../server/contract/camera.ts';
import type { RepairKind } from '../../../components/jobs/repairs.ts';
import { Loading } from '../../../components/loading.tsx';
import { Problem } from '../../../components/problem.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { pathIds } from '../../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../../components/use-unit-tree.ts';
import { useCameras, useReadCamerasAgain } from '../../../hooks/use-cameras.ts';
import { useHealth } from '../../../hooks/use-health.ts';
import { useChannelStates } from '../../../hooks/use-hub.ts';
import { useMay } from '../../../hooks/use-rights.ts';
import { EditDrawer } from '../edit-drawer.tsx';
import { MaskDrawer } from '../mask-drawer.tsx';
import { MaskMark } from '../mask-mark.tsx';
import { Profiles, soundOf } from '../profiles.tsx';
import { RepairDrawer } from '../repair-drawer.tsx';
import { TestPicture } from '../test-picture.tsx';
import { CheckPart } from './check-part.tsx';
import { DeclarationPart } from './declaration-part.tsx';
import { SignPart } from './sign-part.tsx';
import { StatePart } from './state-part.tsx';
import '../cameras.css';
import './camera.css';

/** Everything of one camera. */
export default function CameraPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const cameras = useCameras();
  const camera = cameras.data?.find((one) => one.id === id);
  if (cameras.isPending) return <Loading />;
  if (camera) return <Page key={camera.id} camera={camera} />;
  return (
    <main className="alone">
      {cameras.error ? <Problem error={cameras.error} /> : <p>{t('cameraPage.none')}</p>}
      <Link to="/cameras">{t('cameraPage.back')}</Link>
    </main>
  );
}

type Above = { kind: 'edit' | 'masks' | 'picture' } | { kind: 'repair'; repair: RepairKind } | null;

function Page({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const unitName = usePathNames();
  const path = pathIds(useUnitTree(), camera.unitId);
  const readAgain = useReadCamerasAgain();
  const health = useHealth().byCamera.get(camera.id);
  const [above, setAbove] = useState<Above>(null);
  const close = (): void => setAbove(null);
  const { id, name, unitId, channels, gaps } = camera;
  const [channel] = channels;
  const mayChange = may('camera.register', path);

  return (
    <main className="page camera-page">
      <div className="page-bar">
        <Button type="link" className="camera-back" onClick={() => void navigate('/cameras')}>
          <ArrowLeftOutlined aria-hidden /> {t('cameraPage.back')}
        </Button>
        <h1>{name}</h1>
        <span className="quiet">{unitName(unitId)}</span>
        {gaps.length > 0 && <span className="tag">{t('camera.acceptance')}</span>}
        <span className="page-acts">
          {channel && may('camera.watch') && (
            <>
              <Button type="primary" onClick={() => void navigate(`/live?layout=1&tiles=${channel.id}`)}>
                {t('camera.watch')}
              </Button>
              <Button onClick={() => setAbove({ kind: 'picture' })}>{t('camera.testPicture')}</Button>
            </>
          )}
          {may('mask.write', path) && <Button onClick={() => setAbove({ kind: 'masks' })}>{t('masks.open')}</Button>}
          {mayChange && <Button onClick={() => setAbove({ kind: 'edit' })}>{t('camera.edit')}</Button>}
          {may('record.search') && <Link to={`/record?targetId=${id}`}>{t('cameraPage.record')}</Link>}
        </span>
      </div>
      <div className="camera-parts">
        <StatePart camera={camera} health={health} mayLook={mayChange} />
        <DeclarationPart camera={camera} {...(mayChange && { edit: () => setAbove({ kind: 'edit' }) })} />
        {mayChange && (
          <CheckPart
            camera={camera}
            {...(may('camera.repair', path) && {
              repair: (repair: RepairKind) => setAbove({ kind: 'repair', repair }),
            })}
          />
        )}
        <SignPart camera={camera} mayChange={mayChange} changed={readAgain} />
        <Device camera={camera} />
      </div>
      {above?.kind === 'edit' && <EditDrawer camera={camera} close={close} changed={readAgain} />}
      {above?.kind === 'masks' && <MaskDrawer camera={camera} close={close} changed={readAgain} />}
      {above?.kind === 'picture' && channel && <TestPicture camera={camera} channel={channel} close={close} />}
      {above?.kind === 'repair' && <RepairDrawer cameraIds={[id]} kind={above.repair} close={close} />}
    </main>
  );
}

/** What it is, and what it streams. */
function Device({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  const states = useChannelStates();
  const { address, port, kind, manufacturer, model, hardwareId, channels } = camera;
  return (
    <section className="camera-part" aria-labelledby="camera-device">
      <h2 id="camera-device">{t('cameraPage.device')}</h2>
      <dl className="facts">
        <dt>{t('camera.address')}</dt>
        <dd>
          {address}:{port} <span className="quiet">{t(`add.${kind}`)}</span>
        </dd>
        <dt>{t('camera.model')}</dt>
        <dd>{[manufacturer, model].filter(Boolean).join(' ') || '–'}</dd>
        <dt>{t('probe.hardwareId')}</dt>
        <dd>{hardwareId || '–'}</dd>
        {channels.map(({ id, name, gbId, profiles, maskState, movable }) => (
          <div key={id} className="facts-row">
            <dt>{name || t('cameraPage.channel')}</dt>
            <dd>
              <div>
                <StateMark state={states.get(id)} /> {maskState !== 'none' && <MaskMark state={maskState} />}
              </div>
              <div className="quiet">
                {t('cameraPage.gbId', { id: gbId })}
                {movable && ` · ${t('cameraPage.movable')}`} · {t('camera.sound')} {soundOf(profiles)}
              </div>
              <Profiles profiles={profiles} bitrate />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
