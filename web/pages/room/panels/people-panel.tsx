import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../server/contract/meeting-room.ts';
import { isChair } from '../../../media/meeting/room-view.ts';
import { stateOf } from '../../../media/meeting/voices.ts';
import { useRoomUse } from '../room-context.ts';
import { Lobby } from './lobby.tsx';
import { PersonActs } from './person-acts.tsx';

/** Who is in the room: chairs first, then raised hands in their order, then by name. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const { state, view, chair, unitName } = useRoomUse();
  const [opened, setOpened] = useState<string | null>(null);
  const people = [...state.participants].sort(byRank);
  return (
    <div className="panel-body">
      {chair && <Lobby />}
      <Called />
      <ul className="people-list">
        {people.map((one) => (
          <li key={one.id} data-person={one.id} data-present={one.present}>
            <div className="person-line">
              <span className="person-name">
                <strong>{one.name}</strong>
                {one.id === view.me && <span className="quiet">{t('room.me')}</span>}
                <span className="quiet">{unitName(one.unitId)}</span>
              </span>
              <span className="person-facts">
                {one.standing !== 'member' && <span className="tag">{t(`room.standing.${one.standing}`)}</span>}
                {one.handAt !== null && <span className="room-hand">{t('room.hand')}</span>}
                <span className="quiet">{t(`room.microphone.${stateOf(one, 'microphone') ?? 'none'}`)}</span>
                {one.present
                  ? one.link !== 'good' && <span data-link={one.link}>{t(`room.link.${one.link}`)}</span>
                  : t('room.link.away')}
              </span>
              {chair && (
                <button
                  type="button"
                  className="room-plain"
                  aria-expanded={opened === one.id}
                  aria-label={t('room.acts.of', { name: one.name })}
                  onClick={() => setOpened(opened === one.id ? null : one.id)}
                >
                  {t('room.acts.label')}
                </button>
              )}
            </div>
            {chair && opened === one.id && <PersonActs participant={one} done={() => setOpened(null)} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whom the call rings, and who has not come. */
function Called() {
  const { t } = useTranslation();
  const { view } = useRoomUse();
  const open = view.called.filter(({ state }) => state !== 'accepted');
  if (!open.length) return null;
  return (
    <section className="panel-section" aria-label={t('room.called.label')}>
      <h3>{t('room.called.label')}</h3>
      <ul className="people-list">
        {open.map(({ userId, name, state, reason }) => (
          <li key={userId} className="person-line">
            <strong>{name}</strong>
            <span className="quiet">
              {t(`room.called.${state}`)} {reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

function byRank(a: Participant, b: Participant): number {
  if (isChair(a) !== isChair(b)) return isChair(a) ? -1 : 1;
  const [handA, handB] = [a.handAt ?? Infinity, b.handAt ?? Infinity];
  return handA === handB ? collator.compare(a.name, b.name) : handA - handB;
}
