import PushpinOutlined from '@ant-design/icons-svg/es/asn/PushpinOutlined';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant, RoomCamera } from '../../../server/contract/meeting-room.ts';
import { Glyph } from '../../components/glyph.tsx';
import { Watermark } from '../../components/watermark.tsx';
import type { Pane } from '../../media/meeting/arrange.ts';
import type { MeetingRoom } from '../../media/meeting/meeting-room.ts';
import { stateOf } from '../../media/meeting/voices.ts';
import { CameraCaption, PersonCaption } from './room-caption.tsx';
import { OwnPicture, RoomVideo } from './room-video.tsx';

export interface RoomTileProps {
  room: MeetingRoom;
  paneKey: string;
  kind: Pane['kind'];
  id: string;
  /** My own camera or screen. */
  mine: boolean;
  large: boolean;
  participant: Participant | undefined;
  /** Name of the participant's. */
  unit: string;
  camera: RoomCamera | undefined;
  pinned: boolean;
  pin: (key: string | null) => void;
  /** Shown large to all by a chair. */
  spotlit: boolean;
}

/** One picture of the room with who it is. Of hundreds, only those are drawn anew of which something changed. */
export const RoomTile = memo(function RoomTile(props: RoomTileProps) {
  const { t } = useTranslation();
  const { room, paneKey, kind, id, mine, large, participant, unit, camera, pinned, pin, spotlit } = props;
  const [shown, setShown] = useState(false);
  const source = kind === 'screen' ? 'screen' : 'camera';
  const state = kind === 'camera' ? 'on' : participant ? stateOf(participant, source) : null;
  const name = camera?.name ?? participant?.name ?? '';
  const has = state === 'on' && (participant?.present ?? true);
  return (
    <figure
      className="room-tile"
      data-pane={paneKey}
      data-large={large || undefined}
      data-mine={mine || undefined}
      data-picture={has ? (mine || shown ? 'moving' : 'coming') : 'none'}
      data-microphone={participant ? (stateOf(participant, 'microphone') ?? 'none') : undefined}
      data-camera={state ?? 'none'}
      aria-label={name}
      onDoubleClick={() => pin(pinned ? null : paneKey)}
    >
      {has && mine && <OwnPicture room={room} source={source} />}
      {has && !mine && <RoomVideo room={room} id={id} source={source} shown={setShown} />}
      {!has && (
        <span className="room-letter" aria-hidden="true">
          {String.fromCodePoint(name.codePointAt(0) ?? 32)}
        </span>
      )}
      {kind === 'camera' && <Watermark />}
      <figcaption>
        {camera ? (
          <CameraCaption camera={camera} />
        ) : (
          participant && <PersonCaption participant={participant} unit={unit} screen={kind === 'screen'} mine={mine} />
        )}
      </figcaption>
      {spotlit && <span className="room-mark">{t('room.spotlit')}</span>}
      <button
        type="button"
        className="room-pin"
        aria-pressed={pinned}
        aria-label={t('room.pin', { name })}
        title={t('room.pin', { name })}
        onClick={() => pin(pinned ? null : paneKey)}
      >
        <Glyph of={PushpinOutlined} />
      </button>
    </figure>
  );
});
