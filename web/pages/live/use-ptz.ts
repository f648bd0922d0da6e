import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Ptz, PtzHolder } from '../../../server/contract/ptz.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { useHub, useNotification } from '../../hooks/use-hub.ts';
import { PtzHand } from '../../media/ptz-hand.ts';

/** One camera to be turned: what it can do, whose hand is on it, and one's own. */
export function usePtz(channelId: string, grantId: string) {
  const hub = useHub();
  const [refused, setRefused] = useState<HubError | null>(null);
  const [told, setTold] = useState<PtzHolder | null>(null);
  const query = useQuery<Ptz, HubError>({
    queryKey: ['ptz', channelId],
    queryFn: ({ signal }) => call('ptz.read', { params: { id: channelId }, signal }),
  });
  useNotification(hub, 'ptz.holder', (holder) => {
    if (holder.channelId === channelId) setTold(holder);
  });
  const hand = useMemo(
    () =>
      new PtzHand(hub.socket, { channelId, grantId }, (error) => {
        if (!(error instanceof HubError)) throw error;
        setRefused(error);
      }),
    [hub, channelId, grantId],
  );
  useEffect(() => hand.attend(), [hand]);
  return {
    ptz: query.data,
    hand,
    holder: told ?? query.data?.holder,
    error: refused ?? query.error,
    readAgain: () => void query.refetch(),
  };
}
