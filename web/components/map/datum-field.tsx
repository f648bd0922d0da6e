import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromChinese, readChinesePlace, rounded, toChinese, writePlace } from './datum.ts';
import type { Place } from './projection.ts';

export interface DatumFieldProps {
  /** What the fields above hold, WGS 84; null: nothing yet. */
  place: Place | null;
  /** Puts another one into them. */
  take: (place: Place) => void;
}

/** Which datum coordinates are in, both of them, and the way in for those that were copied from a Chinese map. */
export function DatumField({ place, take }: DatumFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const typed = readChinesePlace(text);
  const found = typed && rounded(fromChinese(typed));
  const use = (): void => {
    if (!found) return;
    take(found);
    setText('');
  };
  return (
    <div className="datum">
      {place && (
        <dl className="datum-both">
          <dt>WGS 84</dt>
          <dd>{writePlace(place)}</dd>
          <dt>GCJ-02</dt>
          <dd data-datum="gcj">{writePlace(toChinese(place))}</dd>
        </dl>
      )}
      <label htmlFor={id}>{t('datum.paste')}</label>
      <div className="field-row">
        <Input
          id={id}
          value={text}
          placeholder="108.314500, 33.310200"
          autoComplete="off"
          aria-describedby={`${id}-found`}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Not the form's.
            event.preventDefault();
            use();
          }}
        />
        <Button disabled={!found} onClick={use}>
          {t('datum.use')}
        </Button>
      </div>
      <p id={`${id}-found`} className="quiet" role="status">
        {found ? t('datum.found', { place: writePlace(found) }) : t(text.trim() ? 'datum.unread' : 'datum.hint')}
      </p>
    </div>
  );
}
