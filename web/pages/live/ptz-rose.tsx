import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Held, PtzHand } from '../../media/ptz-hand.ts';
import { moveOf, type WayName } from './ptz-keys.ts';

/** Clockwise from above, in degrees. */
const ROSE: readonly (readonly [WayName, number])[] = [
  ['upLeft', 315],
  ['up', 0],
  ['upRight', 45],
  ['left', 270],
  ['right', 90],
  ['downLeft', 225],
  ['down', 180],
  ['downRight', 135],
];

/** What makes a button act as long as it is held down. */
export function holding(hand: PtzHand, held: Held) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      hand.hold(held);
    },
    onPointerUp: hand.letGo,
    onPointerCancel: hand.letGo,
    onLostPointerCapture: hand.letGo,
    // A finger that stays would open a menu.
    onContextMenu: (event: { preventDefault: () => void }) => event.preventDefault(),
  };
}

/** Eight ways to turn. @param speed 0..1 */
export function PtzRose({ hand, speed }: { hand: PtzHand; speed: number }) {
  const { t } = useTranslation();
  return (
    <div className="ptz-rose">
      {ROSE.map(([way, degrees]) => (
        <button
          key={way}
          type="button"
          className={`ptz-${way}`}
          aria-label={t(`ptz.way.${way}`)}
          {...holding(hand, moveOf(way, speed))}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" style={{ rotate: `${degrees}deg` }}>
            <path d="M3 10.5 8 5l5 5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
          </svg>
        </button>
      ))}
    </div>
  );
}

/** Less and more of something, as long as a button is held down. */
export function PtzPair({ label, hand, less, more }: { label: string; hand: PtzHand; less: Held; more: Held }) {
  return (
    <div className="ptz-pair" role="group" aria-label={label}>
      <button type="button" aria-label={`${label} −`} {...holding(hand, less)}>
        −
      </button>
      <span>{label}</span>
      <button type="button" aria-label={`${label} +`} {...holding(hand, more)}>
        +
      </button>
    </div>
  );
}
