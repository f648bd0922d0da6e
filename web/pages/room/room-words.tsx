import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../components/problem.tsx';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import type { RoomView } from '../../media/meeting/room-view.ts';
import type { RoomPlace } from './room-context.ts';
import { RoomFrame } from './room-frame.tsx';

interface RoomWordsProps {
  room: MeetingRoom;
  view: RoomView;
  place: RoomPlace;
}

/** While one is not in the room: why, and what can be done. */
export function RoomWords({ room, view, place }: RoomWordsProps) {
  const { t } = useTranslation();
  const { phase, error, end } = view;
  const back =
    place.kind === 'pane' ? (
      <button type="button" className="room-plain" onClick={place.leave}>
        {t('close')}
      </button>
    ) : (
      <Link to="/meetings">{t('room.toMeetings')}</Link>
    );
  if (phase === 'passcode') return <Passcode room={room} view={view} place={place} />;
  if (phase === 'waiting') {
    return (
      <RoomFrame place={place} className="alone" data-room-phase={phase}>
        <p role="status">{t('room.waiting')}</p>
        {back}
      </RoomFrame>
    );
  }
  if (phase === 'ended' || phase === 'refused') {
    return (
      <RoomFrame place={place} className="alone" data-room-phase={phase}>
        {error ? <Problem error={error} /> : <p role="status">{t(`room.end.${end ?? 'ended'}`)}</p>}
        {end !== 'ended' && end !== 'removed' && (
          <button type="button" className="room-plain" onClick={() => room.join()}>
            {t('room.again')}
          </button>
        )}
        {back}
      </RoomFrame>
    );
  }
  return (
    <RoomFrame place={place} className="alone" data-room-phase={phase}>
      <p role="status">{t('room.joining')}</p>
    </RoomFrame>
  );
}

function Passcode({ room, view: { error }, place }: RoomWordsProps) {
  const { t } = useTranslation();
  const [passcode, setPasscode] = useState('');
  return (
    <RoomFrame place={place} className="alone" data-room-phase="passcode">
      {error && <Problem error={error} />}
      <form
        className="room-passcode"
        onSubmit={(event) => {
          event.preventDefault();
          room.join(passcode);
        }}
      >
        <label>
          {t('room.passcode')}
          <input
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            autoFocus
            value={passcode}
            onChange={({ target }) => setPasscode(target.value.replace(/\D/g, ''))}
          />
        </label>
        <button type="submit" className="room-plain" disabled={passcode.length < 4}>
          {t('room.enter')}
        </button>
      </form>
    </RoomFrame>
  );
}
