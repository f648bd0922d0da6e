import { useTranslation } from 'react-i18next';
import { useRoomUse } from './room-context.ts';

/** How my own line is, wherever my tile may be; nothing as long as it is good, or while the head of the room says that it is gone. */
export function OwnLine() {
  const { t } = useTranslation();
  const { view, me } = useRoomUse();
  const { link } = me;
  return (
    <p className="own-line" role="status">
      {link !== 'good' && view.phase === 'in' && <span data-link={link}>{t(`room.link.${link}`)}</span>}
    </p>
  );
}
