import { lazy, Suspense, useRef, type HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { StateDot } from '../../components/state-dot.tsx';
import { Watermark } from '../../components/watermark.tsx';
import { useChannelStates } from '../../hooks/use-hub.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useWatcher, type Leave } from '../../hooks/use-watcher.ts';
import { formatTime } from '../../i18n/format.ts';
import { tileView } from '../../media/watch-status.ts';
import { TileBar } from './tile-bar.tsx';
import { TileMessage } from './tile-message.tsx';
import { TileStats } from './tile-stats.tsx';
import type { TileActs } from './tile-acts.ts';
import type { ChannelLeave } from './use-leaves.ts';

const PtzPad = lazy(() => import('./ptz-pad.tsx'));

export interface TilePictureProps {
  /** Attributes of the tile's own element. */
  frame: HTMLAttributes<HTMLElement>;
  index: number;
  channelId: string;
  name: string;
  /** Parts of the picture are to be hidden, and are not. */
  unmasked: boolean;
  /** It can be turned, by this user. */
  movable: boolean;
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
  const { frame, index, channelId, name, unmasked, movable, sound, stats, ptz, actAt, leave, acts } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const element = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const { status, watcher } = useWatcher(host, channelId, leaveOf(leave), actAt, {
    sound,
    selected: frame['aria-current'] === true,
  });
  const channel = useChannelStates().get(channelId);
  const view = tileView(status, channel);
  return (
    <section
      {...frame}
      ref={element}
      data-state={view.state}
      data-channel={channelId}
      data-cause={
        view.state === 'failed' ? (view.cause ?? view.ended ?? view.error?.code.replace(/^camera\./, '')) : undefined
      }
      data-profile={status.profile ?? undefined}
      data-first-picture-ms={status.firstPictureMs ?? undefined}
    >
      <div ref={host} className="tile-picture" onDoubleClick={() => acts.toggleMaximised(index)} />
      <Watermark />
      <div className="tile-caption">
        <StateDot state={channel} />
        <span className="tile-name">{name}</span>
        {channel?.transcoding && <span className="tile-tag">{t('relay.transcoding')}</span>}
        {unmasked && <span className="tile-tag tile-stale">{t('masks.state.unmasked')}</span>}
        {view.state === 'stale' && (
          <span className="tile-tag tile-stale" role="status">
            {t('tile.stale', { time: formatTime(view.since, language) })}
          </span>
        )}
      </div>
      <TileMessage
        view={view}
        retry={() => watcher.current?.retry()}
        asked={leave?.asked ?? null}
        wasLive={status.firstPictureMs !== null}
        choose={() => acts.choose(channelId)}
      />
      {stats && <TileStats watcher={watcher} firstPictureMs={status.firstPictureMs} profile={status.profile} />}
      {ptz && movable && leave?.grant && (
        <Suspense>
          <PtzPad channelId={channelId} grantId={leave.grant.id} close={() => acts.togglePtz(index)} />
        </Suspense>
      )}
      <TileBar
        name={name}
        sound={status.sound}
        hasSound={status.hasSound}
        stats={stats}
        ptz={movable && leave?.grant ? ptz : null}
        togglePtz={() => acts.togglePtz(index)}
        toggleSound={() => acts.toggleSound(index)}
        toggleStats={() => acts.toggleStats(index)}
        clear={() => acts.clear(index)}
        element={element}
      />
    </section>
  );
}

function leaveOf(leave: ChannelLeave | null): Leave | null {
  return leave && { grantId: leave.grant?.id ?? null, readAt: leave.readAt };
}
