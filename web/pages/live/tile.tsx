import { useRef, type FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrop } from './use-drop.ts';
import type { TileActs } from './tile-acts.ts';
import { TilePicture } from './tile-picture.tsx';
import type { ChannelLeave } from './use-leaves.ts';
import './tile.css';
import './tile-message.css';
import './tile-small.css';

export interface TileProps {
  index: number;
  channelId: string | null;
  /** Null as long as the camera is not known. */
  name: string | null;
  /** Where it stands, in words. */
  place: string;
  /** Name of its unit, where that may be called; else null. */
  callable: string | null;
  /** Parts of the picture are to be hidden, and are not. */
  unmasked: boolean;
  /** It can be turned, by this user. */
  movable: boolean;
  selected: boolean;
  sound: boolean;
  stats: boolean;
  /** The pad to turn it is open. */
  ptz: boolean;
  /** `performance.now()` of the act that put the channel here. */
  actAt: number;
  /** Leave to look at the channel; null: not known yet. */
  leave: ChannelLeave | null;
  /** Tapped rather than dragged. */
  touch: boolean;
  acts: TileActs;
}

/** One place of the wall: empty, or with a channel's picture. */
export function Tile(props: TileProps) {
  const { index, channelId, name, place, callable, unmasked, movable, selected } = props;
  const { sound, stats, ptz, actAt, leave, touch, acts } = props;
  const { t } = useTranslation();
  const element = useRef<HTMLElement>(null);
  const { over, handlers } = useDrop((dropped) => acts.place(dropped, index));
  const onFocus = (event: FocusEvent): void => {
    if (event.target === event.currentTarget && !selected) acts.select(index);
  };
  const frame = {
    className: 'tile',
    'data-tile': index,
    'data-selected': selected || undefined,
    'data-over': over || undefined,
    role: 'group',
    tabIndex: selected ? 0 : -1,
    'aria-label': t('tile.label', {
      number: index + 1,
      name: channelId ? (name ?? t('tile.unknown')) : t('tile.empty'),
    }),
    'aria-current': selected || undefined,
    onFocus,
    onPointerDown: () => acts.select(index),
    ...handlers,
  } as const;
  if (!channelId) {
    return (
      <section {...frame} ref={element} data-state="empty">
        <p className="tile-empty">
          <span aria-hidden="true">{index + 1}</span>
          {t(touch ? 'tile.emptyTouch' : 'tile.emptyHint')}
        </p>
      </section>
    );
  }
  return (
    <TilePicture
      key={channelId}
      frame={frame}
      channelId={channelId}
      name={name ?? t('tile.unknown')}
      place={place}
      callable={callable}
      unmasked={unmasked}
      movable={movable}
      index={index}
      selected={selected}
      sound={sound}
      stats={stats}
      ptz={ptz}
      actAt={actAt}
      leave={leave}
      acts={acts}
    />
  );
}
