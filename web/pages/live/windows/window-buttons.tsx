import { BlockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { MOST_SCREENS } from '../../../../server/contract/wall.ts';
import type { WallWindow } from './use-wall-window.ts';

export interface WindowButtonsProps {
  /** This one. */
  window: number;
  /** How many the wall was saved with. */
  saved: number;
  windows: WallWindow;
}

/** The windows of the wall, one for each monitor: those that are open, those that can be, and one more. */
export function WindowButtons({ window, saved, windows }: WindowButtonsProps) {
  const { t } = useTranslation();
  const { others, open } = windows;
  const count = Math.max(saved, window + 1, ...[...others.keys()].map((number) => number + 1));
  const numbers = Array.from({ length: Math.min(count + 1, MOST_SCREENS) }, (_, index) => index);
  return (
    <div className="window-buttons" role="group" aria-label={t('windows.title')}>
      <span className="quiet">{t('windows.title')}</span>
      {numbers.map((number) => {
        const state = number === window ? 'this' : others.has(number) ? 'open' : number < count ? 'closed' : 'new';
        return (
          <Button
            key={number}
            size="small"
            data-window={state}
            disabled={state === 'this'}
            icon={state === 'new' ? <BlockOutlined aria-hidden /> : undefined}
            title={t(`windows.state.${state}`)}
            aria-label={`${t('windows.named', { number: number + 1 })}: ${t(`windows.state.${state}`)}`}
            onClick={() => open(number)}
          >
            {number + 1}
          </Button>
        );
      })}
    </div>
  );
}
