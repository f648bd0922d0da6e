import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Channel } from '../../../server/contract/camera.ts';
import { takeTestPicture } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatTime } from '../../i18n/format.ts';

type Taken = { url: string; at: number } | { error: HubError } | null;

/** One picture of a channel, taken now; or the cause why there is none. One channel per mounting. */
export function TestPicture({ camera, channel, close }: { camera: Camera; channel: Channel; close: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [turn, setTurn] = useState(0);
  const [taken, setTaken] = useState<Taken>(null);

  useEffect(() => {
    const abort = new AbortController();
    let url = '';
    takeTestPicture(channel.id, abort.signal).then(
      (picture) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(picture);
        setTaken({ url, at: Date.now() });
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setTaken({ error: HubError.from(thrown) });
      },
    );
    return () => {
      abort.abort();
      URL.revokeObjectURL(url);
    };
  }, [channel.id, turn]);

  const again = (): void => {
    setTaken(null);
    setTurn(turn + 1);
  };
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
          <figure>
            <img src={taken.url} alt={t('testPicture.title', { name: camera.name })} />
            <figcaption>{t('testPicture.at', { time: formatTime(taken.at, language) })}</figcaption>
          </figure>
        )}
      </div>
    </Modal>
  );
}
