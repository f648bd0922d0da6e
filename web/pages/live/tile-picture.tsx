import { lazy, Suspense, useEffect, useRef, type CSSProperties, type HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { Watermark } from '../../components/watermark.tsx';
import { useChannelState } from '../../hooks/use-hub.ts';
import { useWatcher, type Leave } from '../../hooks/use-watcher.ts';
import { tileView, type TileView } from '../../media/watch-status.ts';
import type { TileActs } from './tile-acts.ts';
import { TileBar } from './tile-bar.tsx';
import { TileCaption } from './tile-caption.tsx';
import { TileMessage } from './tile-message.tsx';
import { TileStats } from './tile-stats.tsx';
import type { ChannelLeave } from './use-leaves.ts';
import { useTileZoom } from './use-tile-zoom.ts';

const PtzPad = lazy(() => import('./ptz-pad.tsx'));

export interface TilePictureProps {
  /** Attributes of the tile's own element. */
  frame: HTMLAttributes<HTMLElement>;
  index: number;
  channelId: string;
  name: string;
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
  actAt: number;
  leave: ChannelLeave | null;
  acts: TileActs;
}

/** A tile with a channel: the picture, what it is, and what is wrong with it. */
export function TilePicture(props: TilePictureProps) {
  const { frame, index, channelId, name, place, callable, unmasked, movable, selected } = props;
  const { sound, stats, ptz, actAt, leave, acts } = props;
  const { t } = useTranslation();
  const element = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const { status, watcher } = useWatcher(host, channelId, leaveOf(leave), actAt, { sound, selected });
  const channel = useChannelState(channelId);
  const view = tileView(status, channel);
  const { zoom, reset, onKeyDown, handlers } = useTileZoom(host);
  const { scale, x, y } = zoom;
  useEffect(() => watcher.current?.magnify(scale), [watcher, scale]);
  const grantId = (movable && leave?.grant?.id) || null;
  return (
    <section
      {...frame}
      ref={element}
      onKeyDown={onKeyDown}
      data-state={view.state}
      data-channel={channelId}
      data-cause={causeIn(view)}
      data-profile={status.profile ?? undefined}
      data-pace={status.pace}
      data-zoom={scale > 1 ? scale.toFixed(2) : undefined}
      data-first-picture-ms={status.firstPictureMs ?? undefined}
    >
      {status.poster && <img className="tile-poster" src={status.poster.url} alt="" draggable={false} />}
      <div
        ref={host}
        className="tile-picture"
        style={{ '--zoom': `translate(${x}px, ${y}px) scale(${scale})` } as CSSProperties}
        onDoubleClick={() => acts.toggleMaximised(index)}
        {...handlers}
      />
      <Watermark />
      <TileCaption name={name} place={place} unmasked={unmasked} channel={channel} status={status} view={view} />
      <TileMessage
        view={view}
        retry={() => watcher.current?.retry()}
        asked={leave?.asked ?? null}
        wasLive={status.firstPictureMs !== null}
        lastPictureAt={status.lastPictureAt}
        choose={() => acts.choose(channelId)}
      />
      {scale > 1 && (
        <button type="button" className="tile-zoomed" title={t('tile.whole')} onClick={reset}>
          {scale.toFixed(1)}× <span aria-hidden>✕</span>
          <span className="unseen">{t('tile.whole')}</span>
        </button>
      )}
      {stats && <TileStats watcher={watcher} firstPictureMs={status.firstPictureMs} profile={status.profile} />}
      {ptz && grantId && (
        <Suspense>
          <PtzPad
            channelId={channelId}
            grantId={grantId}
            name={name}
            tile={element}
            close={() => acts.togglePtz(index)}
          />
        </Suspense>
      )}
      <TileBar
        name={name}
        callable={callable}
        callUnit={() => acts.call(index)}
        sound={status.sound}
        hasSound={status.hasSound}
        stats={stats}
        ptz={grantId ? ptz : null}
        mayLook={Boolean(leave?.grant)}
        togglePtz={() => acts.togglePtz(index)}
        toggleSound={() => acts.toggleSound(index)}
        toggleStats={() => acts.toggleStats(index)}
        snapshot={() => acts.snapshot(index)}
        copyLink={() => acts.copyLink(index)}
        clear={() => acts.clear(index)}
        element={element}
      />
    </section>
  );
}

function leaveOf(leave: ChannelLeave | null): Leave | null {
  return leave && { grantId: leave.grant?.id ?? null, readAt: leave.readAt };
}

function causeIn(view: TileView): string | undefined {
  if (view.state !== 'failed') return undefined;
  return view.cause ?? view.ended ?? view.error?.code.replace(/^camera\./, '');
}
