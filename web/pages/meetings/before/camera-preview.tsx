import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceState } from './device.ts';

/** Oneself, as in a mirror; or why there is no picture. */
export function CameraPreview({ state }: { state: DeviceState }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const stream = state.kind === 'on' ? state.stream : null;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className="preview" data-state={state.kind}>
      {stream ? (
        <video ref={video} autoPlay muted playsInline aria-label={t('meetings.before.preview')} />
      ) : (
        <p role="status">{t(`meetings.device.camera.${state.kind === 'on' ? 'off' : state.kind}`)}</p>
      )}
    </div>
  );
}
