import { useTranslation } from 'react-i18next';
import { useRoomUse } from '../room-context.ts';

/** Who waits to be let in, for chairs. */
export function Lobby() {
  const { t } = useTranslation();
  const { room, state, run, unitName } = useRoomUse();
  if (!state.waiting.length) return null;
  // One after the other: the hub takes no more than so many requests of a page at once.
  const admitAll = async (): Promise<void> => {
    for (const { id } of state.waiting) {
      const admitted = room.act({ act: 'admit', waitingId: id });
      // Who has gone meanwhile keeps nobody waiting.
      run(admitted);
      await Promise.allSettled([admitted]);
    }
  };
  return (
    <section className="panel-section" aria-label={t('room.lobby.label')}>
      <h3>
        {t('room.lobby.label')}
        <button type="button" className="room-plain" onClick={() => void admitAll()}>
          {t('room.lobby.all')}
        </button>
      </h3>
      <ul className="people-list">
        {state.waiting.map(({ id, name, unitId, isGuest }) => (
          <li key={id} className="person-line" data-waiting={id}>
            <span className="person-name">
              <strong>{name}</strong>
              <span className="quiet">{isGuest ? t('room.standing.guest') : unitName(unitId)}</span>
            </span>
            <button
              type="button"
              className="room-plain"
              aria-label={t('room.lobby.admitNamed', { name })}
              onClick={() => run(room.act({ act: 'admit', waitingId: id }))}
            >
              {t('room.lobby.admit')}
            </button>
            <button
              type="button"
              className="room-plain"
              aria-label={t('room.lobby.turnAwayNamed', { name })}
              onClick={() => run(room.act({ act: 'turn-away', waitingId: id }))}
            >
              {t('room.lobby.turnAway')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
