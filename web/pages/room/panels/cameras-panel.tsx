import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../../server/contract/grant.ts';
import { Problem } from '../../../components/problem.tsx';
import { pathIds } from '../../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../../components/use-unit-tree.ts';
import { useCameras } from '../../../hooks/use-cameras.ts';
import { useOwnGrants } from '../../../hooks/use-grants.ts';
import { useHubNow } from '../../../hooks/use-now.ts';
import { covering } from '../../../rights/covering.ts';
import { useRoomUse } from '../room-context.ts';

const PurposeChooser = lazy(() => import('../../../components/purpose-chooser.tsx'));

/** So many are listed; more words find the others. */
const MOST_SHOWN = 40;

interface Found {
  channelId: string;
  name: string;
  unitId: string;
}

/** Brings a camera of the county into the room, under my own leave to look; without one it is asked for. */
export default function CamerasPanel() {
  const { t } = useTranslation();
  const { room, state, view, chair, run } = useRoomUse();
  const cameras = useCameras();
  const grants = useOwnGrants();
  const now = useHubNow(10_000);
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const [words, setWords] = useState('');
  const [asking, setAsking] = useState<Found | null>(null);
  // Thousands: not looked through each time that somebody speaks.
  const all = useMemo(
    () =>
      (cameras.data ?? []).flatMap(({ name, unitId, channels }) =>
        channels.map((channel, index): Found => ({
          channelId: channel.id,
          unitId,
          name: channels.length > 1 ? `${name} ${index + 1}` : name,
        })),
      ),
    [cameras.data],
  );
  const found = useMemo(() => {
    const there = new Set(state.cameras.map(({ channelId }) => channelId));
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return all.filter(({ channelId, name, unitId }) => {
      const text = `${name} ${pathNames(unitId)}`.toLowerCase();
      return !there.has(channelId) && wanted.every((word) => text.includes(word));
    });
  }, [all, state.cameras, words, pathNames]);
  const bring = (camera: Found): void => {
    const grant = covering(grants.data ?? [], pathIds(tree, camera.unitId), now);
    if (grant) run(room.bringCamera(camera.channelId, grant.id));
    else setAsking(camera);
  };
  const granted = ({ id }: Grant): void => {
    if (asking) run(room.bringCamera(asking.channelId, id));
    setAsking(null);
  };
  return (
    <div className="panel-body">
      {cameras.error && <Problem error={cameras.error} />}
      {state.cameras.length > 0 && (
        <section className="panel-section" aria-label={t('room.cameras.here')}>
          <h3>{t('room.cameras.here')}</h3>
          <ul className="people-list">
            {state.cameras.map(({ id, name, byName, participantId }) => (
              <li key={id} className="person-line">
                <span className="person-name">
                  <strong>{name}</strong>
                  <span className="quiet">{byName}</span>
                </span>
                {(chair || participantId === view.me) && (
                  <button
                    type="button"
                    className="room-plain"
                    aria-label={t('room.cameras.removeNamed', { name })}
                    onClick={() => run(room.removeCamera(id))}
                  >
                    {t('room.cameras.remove')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="quiet">{t('room.cameras.what')}</p>
      <input
        type="search"
        aria-label={t('room.cameras.search')}
        placeholder={t('room.cameras.search')}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <ul className="people-list">
        {found.slice(0, MOST_SHOWN).map((camera) => (
          <li key={camera.channelId} className="person-line">
            <span className="person-name">
              <strong>{camera.name}</strong>
              <span className="quiet">{pathNames(camera.unitId)}</span>
            </span>
            <button
              type="button"
              className="room-plain"
              aria-label={t('room.cameras.bringNamed', { name: camera.name })}
              onClick={() => bring(camera)}
            >
              {t('room.cameras.bring')}
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && (
        <p className="quiet">{t('room.cameras.more', { count: found.length - MOST_SHOWN })}</p>
      )}
      {asking && (
        <Suspense>
          <PurposeChooser target={asking} close={() => setAsking(null)} granted={granted} />
        </Suspense>
      )}
    </div>
  );
}
