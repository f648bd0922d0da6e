import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ChannelState } from '../../../../server/contract/camera.ts';
import type { Screen, Tour, Wall } from '../../../../server/contract/wall.ts';
import { useHub } from '../../../hooks/use-hub.ts';
import { gridOf } from '../layout/layouts.ts';
import { DeadChannels } from './dead.ts';
import { placeOf, type TourPage } from './tour-pages.ts';
import { TourRun, type TourView } from './tour-run.ts';

export interface TourOptions {
  /** Null: none runs. */
  tour: Tour | null;
  walls: readonly Wall[];
  /** As the hub tells it; undefined: nobody looks at the channel. */
  stateOf: (channelId: string) => ChannelState | undefined;
  /** Puts a page on the wall. */
  change: (screen: Screen, wallId: string | null) => void;
  /** The grant under which a channel would be looked at: the next page is opened ahead where there is one. */
  grantOf: (channelId: string) => string | null;
}

export interface TourHand {
  /** Number of the page, counted from 1; 0 where nothing runs. */
  page: number;
  pages: number;
  paused: boolean;
  /** Whether the time goes on; `shown` when that last changed, and the whole, ms. */
  running: boolean;
  shown: number;
  dwell: number;
  /** Changes with each page. */
  turns: number;
  toggle: () => void;
  next: () => void;
  previous: () => void;
  /** Cameras (or walls, in a tour of them) that were left out of this page because they show nothing. */
  skipped: readonly string[];
}

const none: readonly string[] = [];

/** By then the tiles of a page have taken what was opened ahead for them: what is left was not wanted after all. */
const TAKEN_MS = 2_000;

/** Runs a tour as long as the component is there. One that is changed begins anew. */
export function useTour({ tour, walls, stateOf, change, grantOf }: TourOptions): TourHand {
  const hub = useHub();
  const run = useRef<TourRun | null>(null);
  const dead = useRef(new DeadChannels());
  const [view, setView] = useState<TourView | null>(null);
  const byId = useMemo(() => new Map(walls.map((wall) => [wall.id, wall])), [walls]);
  const source = useEffectEvent(() => ({
    content: tour?.content ?? { kind: 'walls' as const, wallIds: [] },
    walls: byId,
    isDead: (channelId: string) => dead.current.isDead(channelId, stateOf(channelId), performance.now()),
  }));
  const show = useEffectEvent(({ screen, wallId }: TourPage) => change(screen, wallId));
  const prepare = useEffectEvent(({ screen }: TourPage) => {
    const wall = document.querySelector('.wall')?.clientWidth ?? innerWidth;
    const { columns, cells } = gridOf(screen.layout);
    hub.preloads.open(
      screen.tiles.flatMap((channelId, index) => {
        const grantId = channelId && grantOf(channelId);
        const cell = cells[index];
        if (!channelId || !grantId || !cell) return [];
        return { channelId, grantId, width: Math.round(((wall * cell.w) / columns) * devicePixelRatio) };
      }),
    );
  });

  const version = tour && `${tour.id} ${tour.updatedAt}`;
  const dwell = (tour?.dwell ?? 0) * 1000;
  useEffect(() => {
    if (version === null) return;
    const made = new TourRun({
      dwell,
      source: () => source(),
      show: (page) => show(page),
      prepare: (page) => prepare(page),
      wake: () => hub.preloads.wake(),
    });
    run.current = made;
    const off = made.on('change', () => setView(made.view));
    const hide = (): void => made.hide(document.visibilityState !== 'visible');
    document.addEventListener('visibilitychange', hide);
    hide();
    made.start();
    return () => {
      off();
      document.removeEventListener('visibilitychange', hide);
      made.close();
      hub.preloads.open([]);
      run.current = null;
      setView(null);
    };
  }, [version, dwell, hub]);

  const turns = view?.turns ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => hub.preloads.open([]), TAKEN_MS);
    return () => clearTimeout(timer);
  }, [turns, hub]);

  const page = view?.page ?? null;
  return {
    ...(tour && page ? placeOf(tour.content, page) : { page: 0, pages: 0 }),
    paused: view?.paused ?? false,
    running: view?.running ?? false,
    shown: view?.shown ?? 0,
    dwell,
    turns,
    toggle: () => run.current?.toggle(),
    next: () => run.current?.next(),
    previous: () => run.current?.previous(),
    skipped: page?.skipped ?? none,
  };
}
