import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelState, RelayState } from '../../../../server/contract/camera.ts';
import type { CameraHealth } from '../../../../server/contract/health.ts';
import type { Count } from './rows.ts';

/** Texts of all rows, looked up once: thirty rows may come at a key. */
export interface RowWords {
  star: string;
  unstar: string;
  fill: string;
  count: (count: Pick<Count, 'online' | 'all'>) => string;
  /** Of the device: only what is not as it should be. */
  fault: (health: CameraHealth | undefined) => string;
  /** For those who do not see the dot. */
  state: (state: ChannelState | undefined) => string;
  tile: (tile: number) => string;
}

/** The same object until the language changes. */
export function useRowWords(): RowWords {
  const { t } = useTranslation();
  return useMemo(() => rowWords(t), [t]);
}

function rowWords(t: TFunction): RowWords {
  const faults = { offline: t('health.state.offline'), faulty: t('health.state.faulty') };
  const relays = new Map<RelayState, string>();
  const relay = (state: RelayState): string => {
    const words = relays.get(state) ?? t(`relay.${state}`);
    relays.set(state, words);
    return words;
  };
  return {
    star: t('choose.star'),
    unstar: t('choose.unstar'),
    fill: t('choose.fill'),
    count: ({ online, all }) => t('choose.online', { online, all }),
    fault: (health) => (health?.state === 'offline' || health?.state === 'faulty' ? faults[health.state] : ''),
    state: (state) => {
      const words = relay(state?.state ?? 'idle');
      return state?.cause ? `${words} ${t(`cause.${state.cause}.name`)}` : words;
    },
    tile: (tile) => t('choose.tile', { number: tile + 1 }),
  };
}
