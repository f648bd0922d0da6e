import ColumnWidthOutlined from '@ant-design/icons-svg/es/asn/ColumnWidthOutlined';
import ExpandAltOutlined from '@ant-design/icons-svg/es/asn/ExpandAltOutlined';
import LayoutOutlined from '@ant-design/icons-svg/es/asn/LayoutOutlined';
import type { IconDefinition } from '@ant-design/icons-svg/es/types';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Glyph } from '../../components/glyph.tsx';
import { roomAlone, roomBeside, type Way } from '../../components/room-address.ts';
import { useHub } from '../../hooks/use-hub.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useRoomUse } from './room-context.ts';

/** Moves the room: beside the wall, and back. Nobody in it notices. Nothing for whom there is no wall. */
export function RoomMoves() {
  const { t } = useTranslation();
  const may = useMay();
  const { handover } = useHub();
  const navigate = useNavigate();
  const { room, place } = useRoomUse();
  const move = (way: Way): void => {
    handover.offer(room);
    void navigate(way.to, { state: way.state });
  };
  const on = { camera: room.own.isOn('camera'), microphone: room.own.isOn('microphone') };
  if (place.kind === 'pane') {
    return (
      <span className="room-moves">
        <Move
          icon={ColumnWidthOutlined}
          label={t(place.wide ? 'room.move.narrower' : 'room.move.wider')}
          act={() => place.setWide(!place.wide)}
        />
        <Move icon={ExpandAltOutlined} label={t('room.move.alone')} act={() => move(roomAlone(room.meetingId, on))} />
      </span>
    );
  }
  if (place.kind === 'screen' || !may('camera.watch')) return null;
  return (
    <span className="room-moves">
      <Move
        icon={LayoutOutlined}
        label={t('room.move.beside')}
        words
        act={() => move(roomBeside(room.meetingId, on))}
      />
    </span>
  );
}

interface MoveProps {
  icon: IconDefinition;
  label: string;
  /** The label is to be seen, too. */
  words?: boolean;
  act: () => void;
}

function Move({ icon, label, words, act }: MoveProps) {
  return (
    <button type="button" className="room-plain" aria-label={label} title={label} onClick={act}>
      <Glyph of={icon} />
      {words && <span className="bar-word">{label}</span>}
    </button>
  );
}
