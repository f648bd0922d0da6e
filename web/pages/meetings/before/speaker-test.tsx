import { SoundOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playTone } from './tone.ts';

/** Plays a tone on the speaker that is chosen. @param id empty: the browser's own choice */
export function SpeakerTest({ id }: { id: string }) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<'idle' | 'plays' | 'played' | 'failed'>('idle');
  const play = async (): Promise<void> => {
    if (!audio.current) return;
    setState('plays');
    try {
      await playTone(audio.current, id);
      setState('played');
    } catch {
      // Which reason does not matter: nothing is heard, and it is said.
      setState('failed');
    }
  };
  return (
    <div className="device-test">
      <audio ref={audio} />
      <Button icon={<SoundOutlined aria-hidden />} disabled={state === 'plays'} onClick={() => void play()}>
        {t('meetings.before.tone')}
      </Button>
      <span role="status" className={state === 'failed' ? 'bad' : 'quiet'}>
        {state === 'played' && t('meetings.before.toneHeard')}
        {state === 'failed' && t('meetings.before.toneFailed')}
      </span>
    </div>
  );
}
