import { memo, useId, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { views, type View } from './views.ts';

interface HeadProps {
  search: Ref<HTMLInputElement>;
  words: string;
  setWords: (words: string) => void;
  listId: string;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  view: View;
  setView: (view: View) => void;
}

/** The search, and which list is shown without one. */
export function ChooserHead({ search, words, setWords, listId, onKeyDown, view, setView }: HeadProps) {
  const { t } = useTranslation();
  return (
    <div className="choose-head" role="search">
      <input
        ref={search}
        className="choose-search"
        type="search"
        value={words}
        placeholder={t('choose.search')}
        aria-label={t('choose.search')}
        aria-controls={listId}
        aria-keyshortcuts="/"
        title={t('choose.searchHint')}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={onKeyDown}
      />
      <Views view={view} setView={setView} />
    </div>
  );
}

/** Plain, as the search is: both are there before the first picture, and drawn at every key. */
const Views = memo(function Views({ view, setView }: Pick<HeadProps, 'view' | 'setView'>) {
  const { t } = useTranslation();
  const name = useId();
  // An arrow here must not select another tile of the wall.
  const keep = (event: KeyboardEvent): void => {
    if (event.key.startsWith('Arrow')) event.stopPropagation();
  };
  return (
    <div className="choose-views" role="radiogroup" aria-label={t('choose.views')} onKeyDown={keep}>
      {views.map((value) => (
        <label key={value}>
          <input className="unseen" type="radio" name={name} checked={view === value} onChange={() => setView(value)} />
          {t(`choose.view.${value}`)}
        </label>
      ))}
    </div>
  );
});
