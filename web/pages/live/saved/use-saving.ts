import { useState } from 'react';
import type { SiteView, WallWrite, TourWrite } from '../../../../server/contract/wall.ts';
import { call } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { useReadWallsAgain } from '../../../hooks/use-walls.ts';

type Kind = 'wall' | 'tour';

/** Writes walls and tours; each resolves to whether it went well, and `problem` says why not. */
export function useSaving() {
  const readAgain = useReadWallsAgain();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const tried = async <T>(act: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const done = await act();
      readAgain();
      return done;
    } catch (thrown) {
      setProblem(HubError.from(thrown));
      return null;
    } finally {
      setBusy(false);
    }
  };
  /** At these sites, and at no others of those that the user answers for, it is what screens show by themselves. */
  const setSites = async (
    show: NonNullable<SiteView['show']>,
    wanted: readonly string[],
    before: readonly string[],
  ) => {
    for (const id of wanted) {
      if (!before.includes(id)) await call('site.setView', { params: { id }, body: { show } });
    }
    for (const id of before) {
      if (!wanted.includes(id)) await call('site.setView', { params: { id }, body: { show: null } });
    }
  };
  return {
    busy,
    problem,
    saveWall: (id: string | null, body: WallWrite) =>
      tried(() => (id === null ? call('wall.create', { body }) : call('wall.update', { params: { id }, body }))),
    saveTour: (id: string | null, body: TourWrite) =>
      tried(() => (id === null ? call('tour.create', { body }) : call('tour.update', { params: { id }, body }))),
    setSites: (kind: Kind, id: string, wanted: readonly string[], before: readonly string[]) =>
      tried(async () => {
        await setSites({ kind, id }, wanted, before);
        return true;
      }),
    remove: (kind: Kind, id: string) => tried(() => call(`${kind}.remove`, { params: { id } })),
  };
}

export type Saving = ReturnType<typeof useSaving>;
