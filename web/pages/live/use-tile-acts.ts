import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download } from '../../api/client.ts';
import { saveFile } from '../../api/save-file.ts';
import { formatStamp } from '../../i18n/format.ts';
import type { TileActs } from './tile-acts.ts';
import type { Leaves } from './use-leaves.ts';
import type { TileMarks } from './use-tile-marks.ts';
import type { UsedWall } from './use-wall.ts';
import { clear } from './wall.ts';

export interface TileActsOptions {
  used: UsedWall;
  marks: TileMarks;
  leaves: Leaves;
  nameOf: (channelId: string) => string;
  /** Undefined where the camera is not known. */
  unitOf: (channelId: string) => string | undefined;
  put: (channelId: string, tile?: number) => void;
  ask: (channelIds: readonly string[]) => void;
  /** Says how something went: words, or what was thrown. */
  say: (notice: unknown) => void;
}

/** What can be done with a tile, by its number: with what is there at that moment. */
export function useTileActs({ used, marks, leaves, nameOf, unitOf, put, ask, say }: TileActsOptions): TileActs {
  const { t } = useTranslation();
  const { change, current } = used;
  const channelOf = (tile: number): string | null => current().screen.tiles[tile] ?? null;

  const snapshot = async (channelId: string): Promise<void> => {
    const grantId = leaves.of(channelId)?.grant?.id;
    if (!grantId) {
      ask([channelId]);
      return;
    }
    const picture = await download('channel.snapshot', { params: { id: channelId }, body: { grantId } });
    const name = nameOf(channelId).replace(/[\\/:*?"<>|]/g, '_');
    saveFile(picture, `${name} ${formatStamp(Date.now()).replaceAll(':', '-')}.jpg`);
    say(t('tile.saved', { name: nameOf(channelId) }));
  };
  const copyLink = async (channelId: string): Promise<void> => {
    // Over plain http a browser has no clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const link = `${location.origin}/live?layout=1&tiles=${channelId}`;
    await clipboard?.writeText(link);
    say(clipboard ? t('tile.linkCopied', { name: nameOf(channelId) }) : link);
  };
  const calling = useRef(false);
  const callUnit = async (channelId: string): Promise<void> => {
    const unitId = unitOf(channelId);
    // A second click is not a second call.
    if (!unitId || calling.current) return;
    calling.current = true;
    try {
      const invited = { unitIds: [unitId], siteIds: [], userIds: [] };
      used.meet((await call('meeting.call', { body: { title: '', invited } })).id);
    } finally {
      calling.current = false;
    }
  };
  const withChannel = (tile: number, act: (channelId: string) => Promise<void>): void => {
    const channelId = channelOf(tile);
    if (channelId) act(channelId).catch(say);
  };

  return {
    select: (tile) => change((before) => ({ ...before, selected: tile })),
    place: put,
    clear: (tile) => change((before) => clear(before, tile)),
    call: (tile) => withChannel(tile, callUnit),
    choose: (channelId) => ask([channelId]),
    toggleSound: (tile) => marks.toggleSound(channelOf(tile)),
    toggleStats: (tile) => marks.toggleStats(channelOf(tile)),
    togglePtz: (tile) => marks.togglePtz(channelOf(tile)),
    toggleMaximised: (tile) =>
      change((before) => ({
        ...before,
        selected: tile,
        maximised: !before.maximised && before.screen.layout !== '1',
      })),
    snapshot: (tile) => withChannel(tile, snapshot),
    copyLink: (tile) => withChannel(tile, copyLink),
  };
}
