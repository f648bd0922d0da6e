import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TileActs } from './tile-acts.ts';
import { useDrop } from './use-drop.ts';

export interface MissingTileProps {
  index: number;
  channelId: string;
  selected: boolean;
  acts: TileActs;
}

/** A place of the wall whose camera this user does not know of: it was removed, or is not permitted. Which, is not told. */
export function MissingTile({ index, channelId, selected, acts }: MissingTileProps) {
  const { t } = useTranslation();
  const { over, handlers } = useDrop((dropped) => acts.place(dropped, index));
  return (
    <section
      className="tile"
      data-tile={index}
      data-state="failed"
      data-cause="missing"
      data-channel={channelId}
      data-selected={selected || undefined}
      data-over={over || undefined}
      role="group"
      tabIndex={selected ? 0 : -1}
      aria-label={t('tile.label', { number: index + 1, name: t('tile.missing.name') })}
      aria-current={selected || undefined}
      onFocus={({ target, currentTarget }) => target === currentTarget && !selected && acts.select(index)}
      onPointerDown={() => acts.select(index)}
      {...handlers}
    >
      <div className="tile-message" role="status">
        <div className="tile-fault tile-leave">
          <strong>{t('tile.missing.name')}</strong>
          <span className="tile-hint">{t('tile.missing.hint')}</span>
          <Button size="small" onClick={() => acts.clear(index)}>
            {t('tile.close')}
          </Button>
        </div>
      </div>
    </section>
  );
}
