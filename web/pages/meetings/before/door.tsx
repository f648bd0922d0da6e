import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Meeting } from '../../../../server/contract/meeting.ts';
import { keepChoices, ownChoices, roomPath, type Choices } from './choices.ts';
import { DeviceCheck } from './device-check.tsx';
import { useDevice } from './use-device.ts';

/** The devices, the passcode where there is one, and the way in. */
export function Door({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const [choices, setChoices] = useState(ownChoices);
  const [passcode, setPasscode] = useState('');
  const [missing, setMissing] = useState(false);
  const camera = useDevice('camera', choices.camera, choices.cameraId);
  const microphone = useDevice('microphone', choices.microphone, choices.microphoneId);
  const change = (next: Choices): void => {
    setChoices(next);
    keepChoices(next);
  };
  const join = (): void => {
    const needed = meeting.hasPasscode && passcode.trim() === '';
    setMissing(needed);
    if (needed) return;
    keepChoices(choices);
    // What does not work here is not tried again there: one comes in without it.
    const path = roomPath(meeting.id, { camera: camera.kind === 'on', microphone: microphone.kind === 'on' });
    // With the page's own history, and nowhere that it stays.
    void navigate(path, { state: passcode ? { passcode: passcode.trim() } : null });
  };
  return (
    <form
      className="door"
      onSubmit={(event) => {
        event.preventDefault();
        join();
      }}
    >
      <DeviceCheck choices={choices} change={change} camera={camera} microphone={microphone} />
      {meeting.hasPasscode && (
        <div className="door-passcode">
          <label htmlFor={id}>{t('meetings.before.passcode')}</label>
          <Input
            id={id}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            value={passcode}
            status={missing ? 'error' : ''}
            aria-invalid={missing}
            aria-describedby={missing ? `${id}-missing` : undefined}
            onChange={({ target }) => setPasscode(target.value)}
          />
          {missing && (
            <span id={`${id}-missing`} className="bad">
              {t('meetings.before.passcodeMissing')}
            </span>
          )}
        </div>
      )}
      <Button type="primary" size="large" htmlType="submit" block>
        {t('meetings.join')}
      </Button>
      {meeting.lobby && !meeting.own && <p className="quiet">{t('meetings.before.lobby')}</p>}
    </form>
  );
}
