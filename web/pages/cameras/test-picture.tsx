import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toHubTime } from '../../api/hub-clock.ts';
import type { Camera, Channel } from '../../../server/contract/camera.ts';
import type { Grant } from '../../../server/contract/grant.ts';
import { Problem } from '../../components/problem.tsx';
import PurposeChooser from '../../components/purpose-chooser.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { Watermark } from '../../components/watermark.tsx';
import { useOwnGrants } from '../../hooks/use-grants.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatTime } from '../../i18n/format.ts';
import { covering } from '../../rights/covering.ts';
import { useTestPicture } from './use-test-picture.ts';

interface TestPictureProps {
  camera: Camera;
  channel: Channel;
  close: () => void;
}

/** One picture of a channel, taken now; before it, the question for a purpose where there is no grant. */
export function TestPicture({ camera, channel, close }: TestPictureProps) {
  const grants = useOwnGrants();
  const tree = useUnitTree();
  const [granted, setGranted] = useState<Grant | null>(null);
  if (!grants.data) return null;
  const grant = granted ?? covering(grants.data, pathIds(tree, camera.unitId), toHubTime(grants.dataUpdatedAt));
  if (!grant) return <PurposeChooser target={camera} close={close} granted={setGranted} />;
  return <Picture camera={camera} channelId={channel.id} grantId={grant.id} close={close} />;
}

/** The picture, or the cause why there is none. One channel per mounting. */
function Picture(props: { camera: Camera; channelId: string; grantId: string; close: () => void }) {
  const { camera, channelId, grantId, close } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const { taken, again } = useTestPicture(channelId, grantId);
  return (
    <Modal
      open
      width={760}
      title={t('testPicture.title', { name: camera.name })}
      onCancel={close}
      footer={
        <Button loading={!taken} onClick={again}>
          {t('testPicture.again')}
        </Button>
      }
    >
      <div className="test-picture" aria-live="polite" aria-busy={!taken}>
        {!taken && <p className="quiet">{t('testPicture.taking')}</p>}
        {taken && 'error' in taken && <Problem error={taken.error} />}
        {taken && 'url' in taken && (
          <figure className="watermarked">
            <img src={taken.url} alt={t('testPicture.title', { name: camera.name })} />
            <Watermark />
            <figcaption>{t('testPicture.at', { time: formatTime(taken.at, language) })}</figcaption>
          </figure>
        )}
      </div>
    </Modal>
  );
}
