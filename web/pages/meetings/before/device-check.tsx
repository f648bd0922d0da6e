import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { CameraPreview } from './camera-preview.tsx';
import type { Choices } from './choices.ts';
import { DeviceChoice } from './device-choice.tsx';
import type { DeviceState } from './device.ts';
import { MicrophoneLevel } from './microphone-level.tsx';
import { NetworkCheck } from './network-check.tsx';
import { SpeakerTest } from './speaker-test.tsx';
import { useDeviceList } from './use-device-list.ts';

export interface DeviceCheckProps {
  choices: Choices;
  change: (choices: Choices) => void;
  camera: DeviceState;
  microphone: DeviceState;
}

/** Camera, microphone, speaker and network before one comes in; nobody sees or hears it yet. */
export function DeviceCheck({ choices, change, camera, microphone }: DeviceCheckProps) {
  const { t } = useTranslation();
  const devices = useDeviceList(`${camera.kind} ${microphone.kind}`);
  return (
    <section className="device-check" aria-label={t('meetings.before.check')}>
      <CameraPreview state={camera} />
      <p className="quiet device-note">{t('meetings.before.onlyHere')}</p>
      <div className="device">
        <label>
          <Switch checked={choices.camera} onChange={(on) => change({ ...choices, camera: on })} />
          <span>{t('meetings.before.camera')}</span>
        </label>
        <DeviceChoice
          kind="videoinput"
          label={t('meetings.before.whichCamera')}
          devices={devices}
          value={choices.cameraId}
          onChange={(cameraId) => change({ ...choices, cameraId })}
        />
      </div>
      <div className="device">
        <label>
          <Switch checked={choices.microphone} onChange={(on) => change({ ...choices, microphone: on })} />
          <span>{t('meetings.before.microphone')}</span>
        </label>
        <DeviceChoice
          kind="audioinput"
          label={t('meetings.before.whichMicrophone')}
          devices={devices}
          value={choices.microphoneId}
          onChange={(microphoneId) => change({ ...choices, microphoneId })}
        />
      </div>
      {microphone.kind === 'on' ? (
        <MicrophoneLevel stream={microphone.stream} />
      ) : (
        <p role="status" className="device-words">
          {t(`meetings.device.microphone.${microphone.kind}`)}
        </p>
      )}
      <div className="device">
        <SpeakerTest id={choices.speakerId} />
        <DeviceChoice
          kind="audiooutput"
          label={t('meetings.before.whichSpeaker')}
          devices={devices}
          value={choices.speakerId}
          onChange={(speakerId) => change({ ...choices, speakerId })}
        />
      </div>
      <NetworkCheck />
    </section>
  );
}
