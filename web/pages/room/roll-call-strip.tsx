import { useTranslation } from 'react-i18next';
import type { RollCall } from '../../../server/contract/meeting-room.ts';
import { useRoomUse } from './room-context.ts';

/** Who is called, how far it is, and for chairs: present, absent, end. */
export function RollCallStrip({ rollCall: { entries, at } }: { rollCall: RollCall }) {
  const { t } = useTranslation();
  const { room, chair, run } = useRoomUse();
  const called = at === null ? undefined : entries[at];
  const count = (mark: 'present' | 'absent'): number => entries.filter((entry) => entry.mark === mark).length;
  return (
    <section className="roll-call" aria-label={t('room.roll.label')} data-roll-at={at ?? 'done'}>
      <strong role="status">
        {called
          ? t('room.roll.at', { name: called.name, number: (at ?? 0) + 1, count: entries.length })
          : t('room.roll.done')}
      </strong>
      {called?.participantId === null && <span className="quiet">{t('room.roll.nobody')}</span>}
      <span className="quiet">{t('room.roll.sum', { present: count('present'), absent: count('absent') })}</span>
      <ol>
        {entries.map((entry, index) => (
          <li
            key={`${entry.kind}:${entry.id}`}
            data-mark={entry.mark ?? (index === at ? 'called' : 'open')}
            title={`${entry.name} · ${t(`room.roll.mark.${entry.mark ?? (index === at ? 'called' : 'open')}`)}`}
          />
        ))}
      </ol>
      {chair && at !== null && called && (
        <>
          <button
            type="button"
            className="room-plain"
            onClick={() => run(room.act({ act: 'roll-mark', at, mark: 'present' }))}
          >
            {t('room.roll.mark.present')}
          </button>
          <button
            type="button"
            className="room-plain"
            onClick={() => run(room.act({ act: 'roll-mark', at, mark: 'absent' }))}
          >
            {t('room.roll.mark.absent')}
          </button>
        </>
      )}
      {chair && (
        <button type="button" className="room-plain" onClick={() => run(room.act({ act: 'roll-call', begin: false }))}>
          {t('room.roll.end')}
        </button>
      )}
    </section>
  );
}
