import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairAct, Participant } from '../../../../server/contract/meeting-room.ts';
import { stateOf } from '../../../media/meeting/voices.ts';
import { useRoomUse } from '../room-context.ts';

/** Called to speak for so long, s. */
const FLOOR_S = 180;

/** What a chair may do about one person. */
export function PersonActs({ participant, done }: { participant: Participant; done: () => void }) {
  const { t } = useTranslation();
  const { room, state, view, me, run } = useRoomUse();
  const [sure, setSure] = useState<'remove' | 'hand-over' | null>(null);
  const { id, name, standing, handAt, floorUntil } = participant;
  const who = { participantId: id };
  const act = (what: ChairAct): void => {
    run(room.act(what));
    done();
  };
  const { spotlight } = state.settings;
  const other = id !== view.me;
  return (
    <div className="person-acts" role="group" aria-label={t('room.acts.of', { name })}>
      {(['microphone', 'camera', 'screen'] as const).map((source) => {
        const of = stateOf(participant, source);
        if (of === null) return null;
        return of === 'muted' ? (
          <Act
            key={source}
            word={t(`room.acts.unmute.${source}`)}
            press={() => act({ act: 'unmute', ...who, source })}
          />
        ) : (
          <Act key={source} word={t(`room.acts.mute.${source}`)} press={() => act({ act: 'mute', ...who, source })} />
        );
      })}
      {floorUntil === null ? (
        <Act word={t('room.acts.call')} press={() => act({ act: 'call', ...who, seconds: FLOOR_S })} />
      ) : (
        <Act word={t('room.acts.endFloor')} press={() => act({ act: 'end-floor', ...who })} />
      )}
      {handAt !== null && <Act word={t('room.acts.lowerHand')} press={() => act({ act: 'lower-hand', ...who })} />}
      <Act
        word={t(spotlight === id ? 'room.acts.unspot' : 'room.acts.spot')}
        press={() => act({ act: 'set', settings: { spotlight: spotlight === id ? null : id } })}
      />
      {other && standing !== 'chair' && (
        <>
          {standing !== 'guest' && (
            <Act
              word={t(standing === 'co-chair' ? 'room.acts.notCoChair' : 'room.acts.coChair')}
              press={() => act({ act: 'co-chair', ...who, on: standing !== 'co-chair' })}
            />
          )}
          {me.standing === 'chair' && standing !== 'guest' && (
            <Act
              word={t(sure === 'hand-over' ? 'room.acts.sure' : 'room.acts.handOver')}
              press={() => (sure === 'hand-over' ? act({ act: 'hand-over', ...who }) : setSure('hand-over'))}
            />
          )}
          <Act
            word={t(sure === 'remove' ? 'room.acts.sure' : 'room.acts.remove')}
            press={() => (sure === 'remove' ? act({ act: 'remove', ...who }) : setSure('remove'))}
          />
        </>
      )}
    </div>
  );
}

function Act({ word, press }: { word: string; press: () => void }) {
  return (
    <button type="button" className="room-plain" onClick={press}>
      {word}
    </button>
  );
}
