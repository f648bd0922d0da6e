import { CloseOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../components/problem.tsx';
import type { Held } from '../../media/ptz-hand.ts';
import { moveOf, wayOf, type WayName } from './ptz-keys.ts';
import { PtzPlaces } from './ptz-places.tsx';
import { usePtz } from './use-ptz.ts';
import './ptz.css';

const ROSE: readonly (readonly [WayName, string])[] = [
  ['upLeft', '↖'],
  ['up', '↑'],
  ['upRight', '↗'],
  ['left', '←'],
  ['right', '→'],
  ['downLeft', '↙'],
  ['down', '↓'],
  ['downRight', '↘'],
];
const SPEEDS = [
  ['slow', 0.2],
  ['middle', 0.5],
  ['fast', 1],
] as const;

/** Turns one camera: as long as a button or an arrow key is held down. */
export default function PtzPad({
  channelId,
  grantId,
  close,
}: {
  channelId: string;
  grantId: string;
  close: () => void;
}) {
  const { t } = useTranslation();
  const { ptz, hand, holder, error, readAgain } = usePtz(channelId, grantId);
  const [speed, setSpeed] = useState<number>(0.5);
  const pad = useRef<HTMLElement>(null);
  useEffect(() => pad.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const way = wayOf(event.key);
    if (event.key === 'Escape') close();
    else if (way !== null && (event.target === pad.current || way.startsWith('zoom'))) {
      if (!event.repeat) hand.hold(moveOf(way, speed));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const holds = (held: Held) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      hand.hold(held);
    },
    onPointerUp: hand.letGo,
    onPointerCancel: hand.letGo,
    onLostPointerCapture: hand.letGo,
  });

  const can = ptz?.capabilities;
  return (
    <section
      ref={pad}
      className="ptz"
      tabIndex={-1}
      aria-label={t('ptz.title')}
      onKeyDown={onKeyDown}
      onKeyUp={hand.letGo}
      onBlur={hand.letGo}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <header>
        <span role="status">{holder?.name ? t('ptz.heldBy', { name: holder.name }) : t('ptz.free')}</span>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('ptz.close')} onClick={close} />
      </header>
      {error && <Problem error={error} />}
      {can?.continuous && (
        <>
          <div className="ptz-rose">
            {ROSE.map(([way, arrow]) => (
              <button
                key={way}
                type="button"
                className={`ptz-${way}`}
                aria-label={t(`ptz.way.${way}`)}
                {...holds(moveOf(way, speed))}
              >
                {arrow}
              </button>
            ))}
          </div>
          <div className="ptz-pairs">
            <Pair label={t('ptz.zoom')} less={holds(moveOf('zoomOut', speed))} more={holds(moveOf('zoomIn', speed))} />
            {can.focus && (
              <Pair
                label={t('ptz.focus')}
                less={holds({ kind: 'focus', speed: -speed })}
                more={holds({ kind: 'focus', speed })}
              />
            )}
            <Segmented
              size="small"
              aria-label={t('ptz.speed')}
              value={speed}
              onChange={setSpeed}
              options={SPEEDS.map(([word, value]) => ({ value, label: t(`ptz.speeds.${word}`) }))}
            />
          </div>
        </>
      )}
      {ptz && <PtzPlaces channelId={channelId} grantId={grantId} ptz={ptz} hand={hand} changed={readAgain} />}
    </section>
  );
}

type Holds = Record<string, unknown>;

function Pair({ label, less, more }: { label: string; less: Holds; more: Holds }) {
  return (
    <div className="ptz-pair" role="group" aria-label={label}>
      <button type="button" aria-label={`${label} −`} {...less}>
        −
      </button>
      <span>{label}</span>
      <button type="button" aria-label={`${label} +`} {...more}>
        +
      </button>
    </div>
  );
}
