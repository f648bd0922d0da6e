import { Input, Segmented, type InputRef } from 'antd';
import { memo, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { views, type View } from './views.ts';

interface HeadProps {
  search: Ref<InputRef>;
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
      <Input
        ref={search}
        type="search"
        allowClear
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

/** Antd's own is too slow to be drawn at every key of the search. */
const Views = memo(function Views({ view, setView }: Pick<HeadProps, 'view' | 'setView'>) {
  const { t } = useTranslation();
  // An arrow here must not select another tile of the wall.
  const arrow = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = views.at((views.indexOf(view) + step) % views.length);
    if (next) setView(next);
  };
  return (
    <div role="presentation" onKeyDownCapture={arrow}>
      <Segmented<View>
        block
        size="small"
        aria-label={t('choose.views')}
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: t(`choose.view.${value}`) }))}
      />
    </div>
  );
});
