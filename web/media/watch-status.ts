import type { ChannelState, ProfileRole } from '../../server/contract/camera.ts';
import type { Pace } from '../../server/contract/watch.ts';
import type { HubError } from '../api/hub-error.ts';
import type { PictureEnd, Poster } from './picture.ts';

/** What one tile's watcher knows by itself. */
export interface WatchStatus {
  /** Frames come; or came and stopped; or none has come yet; or the attempt failed. */
  phase: 'connecting' | 'live' | 'stale' | 'failed';
  /** Since when, ms since 1970. */
  since: number;
  /** From the user's act to the first frame on the screen, ms. */
  firstPictureMs: number | null;
  error: HubError | null;
  /** Why the hub ended the watch for good; `grant` also before there is one. */
  ended: PictureEnd | null;
  /** Which of the channel's streams is shown; null before the hub's first answer. */
  profile: ProfileRole | null;
  hasSound: boolean;
  sound: boolean;
  /** All frames, or keyframes alone. */
  pace: Pace;
  /** With keyframes alone: one in so many ms; null where unknown. */
  every: number | null;
  /** To be shown as long as there is no frame. */
  poster: Poster | null;
  /** When the last frame came (or the poster was taken), as of the last change of the phase; ms since 1970. */
  lastPictureAt: number | null;
}

/** Before anything was heard; `since` in ms since 1970. */
export function newStatus(since: number): WatchStatus {
  return {
    phase: 'connecting',
    since,
    firstPictureMs: null,
    error: null,
    ended: null,
    profile: null,
    hasSound: false,
    sound: false,
    pace: 'full',
    every: null,
    poster: null,
    lastPictureAt: null,
  };
}

/** Refusals that only another grant can help. */
export function wantsGrant({ code }: HubError): boolean {
  return code === 'grant.ended' || code === 'grant.scope' || code === 'grant.unknown';
}

/** No frame for so long: the picture is marked as stale. Two seconds are two frames of the slowest camera. */
export const STALE_MS = 2_000;
/** No frame for so long although the hub calls the channel live: the watch is asked for again. */
export const STUCK_MS = 8_000;

export type Freshness = 'none' | 'fresh' | 'stale';

/** Keyframes of unknown distance: the slowest cameras send one in ten seconds. */
const UNKNOWN_EVERY_MS = 10_000;

/** How long a picture is fresh, ms. @param every as in {@link WatchStatus} */
export function staleAfter({ pace, every }: Pick<WatchStatus, 'pace' | 'every'>): number {
  if (pace === 'full') return STALE_MS;
  return Math.max(STALE_MS, (every ?? UNKNOWN_EVERY_MS) * 1.5);
}

/**
 * @param lastFrameAt and `now` by the same clock, ms
 * @param within how long a frame is fresh, ms
 */
export function freshness(lastFrameAt: number | null, now: number, within = STALE_MS): Freshness {
  if (lastFrameAt === null) return 'none';
  return now - lastFrameAt > within ? 'stale' : 'fresh';
}

/** What a tile shows, from the watcher's own view and what the hub says of the channel. */
export type TileView =
  | { state: 'empty' }
  | { state: 'connecting'; since: number }
  | { state: 'live'; firstPictureMs: number | null }
  | { state: 'stale'; since: number }
  | { state: 'failed'; since: number; cause: ChannelState['cause']; error: HubError | null; ended: PictureEnd | null };

/**
 * A picture that moves is live whatever else is said; without one, the hub's cause explains most,
 * then the watcher's own error.
 */
export function tileView(status: WatchStatus | null, channel: ChannelState | undefined): TileView {
  if (!status) return { state: 'empty' };
  if (status.phase === 'live') return { state: 'live', firstPictureMs: status.firstPictureMs };
  if (status.phase !== 'failed' && channel?.cause && (channel.state === 'retrying' || channel.state === 'stopped')) {
    return { state: 'failed', since: channel.since, cause: channel.cause, error: null, ended: null };
  }
  if (status.phase === 'failed') {
    return { state: 'failed', since: status.since, cause: null, error: status.error, ended: status.ended };
  }
  return { state: status.phase, since: status.since };
}
