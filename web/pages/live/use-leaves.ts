import { useMemo, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import type { Grant } from '../../../server/contract/grant.ts';
import { toHubTime } from '../../api/hub-clock.ts';
import type { HubError } from '../../api/hub-error.ts';
import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useOwnGrants } from '../../hooks/use-grants.ts';
import { useUnits } from '../../hooks/use-units.ts';
import { covering, holds } from '../../rights/covering.ts';

/** What is known of the leave to look at one channel. */
export interface ChannelLeave {
  /** Unit of the camera; null where the camera is not known. */
  unitId: string | null;
  /** The grant under which it is looked at. */
  grant: Grant | null;
  /** Without a grant: what was last asked for there, where it waits or was refused. */
  asked: Grant | null;
  /** Changes whenever grants, cameras or units were read again. */
  readAt: number;
}

export interface Leaves {
  /** Null: not known yet. */
  of: (channelId: string) => ChannelLeave | null;
  /** Those that hold now, and those that wait. */
  held: readonly Grant[];
  pending: readonly Grant[];
  /** Grant that the user wants to use wherever it reaches. */
  preferred: string | null;
  prefer: (grantId: string) => void;
  known: boolean;
  error: HubError | null;
}

const none: readonly Grant[] = [];

/** Finds the grant for each channel. */
export function useLeaves(cameras: readonly Camera[] | undefined, camerasReadAt: number): Leaves {
  const grants = useOwnGrants();
  const units = useUnits();
  const tree = useUnitTree();
  const [preferred, prefer] = useState<string | null>(null);
  const unitOf = useMemo(
    () => new Map(cameras?.flatMap(({ unitId, channels }) => channels.map(({ id }) => [id, unitId] as const))),
    [cameras],
  );
  const own = grants.data ?? none;
  // They are read again at each beginning and end of one, so nothing changes in between.
  const now = toHubTime(grants.dataUpdatedAt);
  const known = grants.data !== undefined && units.data !== undefined && cameras !== undefined;
  const readAt = Math.max(grants.dataUpdatedAt, units.dataUpdatedAt, camerasReadAt);

  return {
    of: (channelId) => {
      if (!known) return null;
      const unitId = unitOf.get(channelId) ?? null;
      const path = pathIds(tree, unitId);
      const grant = covering(own, path, now, preferred);
      // The newest stands first.
      const asked = own.find(
        ({ source, state, unitId: area }) =>
          source === 'approval' && path.includes(area) && (state === 'pending' || state === 'refused'),
      );
      return { unitId, grant, asked: grant ? null : (asked ?? null), readAt };
    },
    held: own.filter((grant) => holds(grant, now)),
    pending: own.filter(({ state }) => state === 'pending'),
    preferred,
    prefer,
    known,
    error: grants.error,
  };
}
