import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../server/contract/camera.ts';
import { call } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { Problem } from '../../../components/problem.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { photoContent } from './sign-photo.ts';
import { useSignPhoto } from './use-sign-photo.ts';

interface SignPartProps {
  camera: Camera;
  mayChange: boolean;
  changed: () => void;
}

/** The sign that tells passers-by: its photo, and the QR code of the camera's public page. */
export function SignPart({ camera, mayChange, changed }: SignPartProps) {
  const { t } = useTranslation();
  const { id, name, signCode, signPhoto } = camera;
  const photo = useSignPhoto(camera);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [odd, setOdd] = useState(false);
  const url = `${location.origin}/sign/${signCode}`;

  const set = async (jpeg: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await call('camera.setSignPhoto', { params: { id }, body: { jpeg } });
      changed();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const pick = async (file: File): Promise<void> => {
    const content = await photoContent(file);
    setOdd(content === null);
    if (content !== null) await set(content);
  };
  return (
    <section className="camera-part" aria-labelledby="camera-sign">
      <h2 id="camera-sign">{t('cameraSign.title')}</h2>
      <div className="sign">
        <figure>
          <QrCode text={url} label={t('cameraSign.qr', { name })} />
          <figcaption>
            <a href={url}>{t('cameraSign.page')}</a>
          </figcaption>
        </figure>
        <figure>
          {photo.url && <img src={photo.url} alt={t('cameraSign.photo', { name })} />}
          {!signPhoto && <p className="quiet">{t('cameraSign.noPhoto')}</p>}
          {photo.error && <Problem error={photo.error} />}
          {mayChange && (
            <figcaption className="camera-repairs">
              <Upload
                accept="image/*"
                showUploadList={false}
                beforeUpload={(file) => {
                  void pick(file);
                  return false;
                }}
              >
                <Button size="small" loading={busy}>
                  {t(signPhoto ? 'cameraSign.replace' : 'cameraSign.upload')}
                </Button>
              </Upload>
              {signPhoto && (
                <Button size="small" disabled={busy} onClick={() => void set('')}>
                  {t('cameraSign.remove')}
                </Button>
              )}
            </figcaption>
          )}
        </figure>
      </div>
      {odd && <p className="bad">{t('cameraSign.odd')}</p>}
      {problem && <Problem error={problem} />}
      <p className="quiet">{t('cameraSign.hint')}</p>
    </section>
  );
}
