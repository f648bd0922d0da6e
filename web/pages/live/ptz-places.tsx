import { DeleteOutlined, HomeOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ptz } from '../../../server/contract/ptz.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import type { PtzHand } from '../../media/ptz-hand.ts';

export interface PtzPlacesProps {
  channelId: string;
  grantId: string;
  ptz: Ptz;
  hand: PtzHand;
  changed: () => void;
}

/** Places that the camera remembers, home, and rounds of them. */
export function PtzPlaces({ channelId, grantId, ptz, hand, changed }: PtzPlacesProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [error, setError] = useState<HubError | null>(null);
  const run = (work: Promise<unknown>): void => {
    setError(null);
    work.then(changed, (thrown: unknown) => {
      if (!(thrown instanceof HubError)) throw thrown;
      setError(thrown);
    });
  };
  const save = (): void => {
    const body = { grantId, token: '', name: name.trim() };
    if (body.name) run(call('ptz.savePreset', { params: { id: channelId }, body }).then(() => setName('')));
  };
  const can = ptz.capabilities;
  return (
    <div className="ptz-places">
      {can?.presets && (
        <>
          <div className="ptz-line">
            <Select
              size="small"
              aria-label={t('ptz.preset')}
              placeholder={t('ptz.preset')}
              value={chosen}
              placement="topLeft"
              getPopupContainer={() => (document.fullscreenElement as HTMLElement | null) ?? document.body}
              onChange={(token: string) => {
                setChosen(token);
                hand.do({ kind: 'preset', token });
              }}
              options={ptz.presets.map((preset) => ({ value: preset.token, label: preset.name || preset.token }))}
            />
            <Button
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('ptz.removePreset')}
              title={t('ptz.removePreset')}
              disabled={chosen === null}
              onClick={() => {
                if (chosen === null) return;
                setChosen(null);
                run(call('ptz.removePreset', { params: { id: channelId, token: chosen } }));
              }}
            />
            {can.home && (
              <Button
                size="small"
                icon={<HomeOutlined />}
                aria-label={t('ptz.home')}
                title={t('ptz.home')}
                onClick={() => hand.do({ kind: 'home' })}
              />
            )}
          </div>
          <div className="ptz-line">
            <Input
              size="small"
              maxLength={60}
              aria-label={t('ptz.presetName')}
              placeholder={t('ptz.presetName')}
              value={name}
              onChange={({ target }) => setName(target.value)}
              onPressEnter={save}
            />
            <Button size="small" disabled={!name.trim()} onClick={save}>
              {t('ptz.savePreset')}
            </Button>
          </div>
        </>
      )}
      {ptz.tours.map((tour) => (
        <Button
          key={tour.id}
          size="small"
          aria-pressed={ptz.touring === tour.id}
          onClick={() => {
            hand.do({ kind: 'tour', tourId: ptz.touring === tour.id ? null : tour.id });
            changed();
          }}
        >
          {t(ptz.touring === tour.id ? 'ptz.stopTour' : 'ptz.startTour', { name: tour.name })}
        </Button>
      ))}
      {error && <Problem error={error} />}
    </div>
  );
}
