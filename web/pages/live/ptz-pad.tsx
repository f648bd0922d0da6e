import { CloseOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../components/problem.tsx';
import { moveOf, wayOf } from './ptz-keys.ts';
import { PtzPlaces } from './ptz-places.tsx';
import { PtzPair, PtzRose } from './ptz-rose.tsx';
import { usePtz } from './use-ptz.ts';
import { useRoomy } from './use-roomy.ts';
import './ptz.css';

const SPEEDS = [
  ['slow', 0.2],
  ['middle', 0.5],
  ['fast', 1],
] as const;

export interface PtzPadProps {
  channelId: string;
  grantId: string;
  /** Of the camera. */
  name: string;
  tile: RefObject<HTMLElement | null>;
  close: () => void;
}

/** Turns one camera: as long as a button or an arrow key is held down. It lies on the tile where there is room for it. */
export default function PtzPad(props: PtzPadProps) {
  const roomy = useRoomy(props.tile);
  if (roomy) return <Pad {...props} />;
  return createPortal(<Pad {...props} beside />, document.fullscreenElement ?? document.body);
}

function Pad({ channelId, grantId, name, close, beside = false }: PtzPadProps & { beside?: boolean }) {
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

  const can = ptz?.capabilities;
  return (
    <section
      ref={pad}
      className="ptz"
      data-beside={beside || undefined}
      tabIndex={-1}
      aria-label={t('ptz.title')}
      onKeyDown={onKeyDown}
      onKeyUp={hand.letGo}
      onBlur={hand.letGo}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <header>
        {beside && <strong>{name}</strong>}
        <span role="status">{holder?.name ? t('ptz.heldBy', { name: holder.name }) : t('ptz.free')}</span>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('ptz.close')} onClick={close} />
      </header>
      {error && <Problem error={error} />}
      {can?.continuous && (
        <div className="ptz-body">
          <PtzRose hand={hand} speed={speed} />
          <div className="ptz-pairs">
            <PtzPair label={t('ptz.zoom')} hand={hand} less={moveOf('zoomOut', speed)} more={moveOf('zoomIn', speed)} />
            {can.focus && (
              <PtzPair
                label={t('ptz.focus')}
                hand={hand}
                less={{ kind: 'focus', speed: -speed }}
                more={{ kind: 'focus', speed }}
              />
            )}
            <Segmented
              size="small"
              block
              aria-label={t('ptz.speed')}
              value={speed}
              onChange={setSpeed}
              options={SPEEDS.map(([word, value]) => ({ value, label: t(`ptz.speeds.${word}`) }))}
            />
          </div>
        </div>
      )}
      {ptz && <PtzPlaces channelId={channelId} grantId={grantId} ptz={ptz} hand={hand} changed={readAgain} />}
    </section>
  );
}
