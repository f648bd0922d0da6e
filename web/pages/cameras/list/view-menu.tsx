import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { memo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { everything, type Filter, type FilterState } from './fleet-filter.ts';
import { loadViews, sameFilter, storeViews, withView, type SavedView } from './saved-views.ts';

/** Always there: what is asked for every day. */
const given: readonly (FilterState | 'all')[] = ['all', 'offline', 'faulty', 'acceptance', 'unfiled'];

/** Antd opens nothing that is empty. */
const closed = <span />;

interface ViewMenuProps {
  filter: Filter;
  change: (filter: Filter) => void;
}

/** Filters under a name: some that are given, and those saved in this browser. */
export function ViewMenu({ filter, change }: ViewMenuProps) {
  const [open, setOpen] = useState(false);
  const choose = (chosen: Filter): void => {
    change(chosen);
    setOpen(false);
  };
  return <Menu open={open} setOpen={setOpen} content={open ? <Views filter={filter} change={choose} /> : closed} />;
}

interface MenuProps {
  open: boolean;
  setOpen: (open: boolean) => void;
  content: ReactNode;
}

/** Closed, it is not drawn at every key of a search. */
const Menu = memo(function Menu({ open, setOpen, content }: MenuProps) {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={content}
    >
      <Button aria-expanded={open}>{t('cameras.views')}</Button>
    </Popover>
  );
});

function Views({ filter, change }: ViewMenuProps) {
  const { t } = useTranslation();
  const [views, setViews] = useState(loadViews);
  const [name, setName] = useState('');
  const keep = (next: SavedView[]): void => {
    storeViews(next);
    setViews(next);
  };
  const save = (): void => {
    if (!name.trim()) return;
    keep(withView(views, { name: name.trim(), filter }));
    setName('');
  };
  const line = (label: string, target: Filter) => (
    <Button
      type="text"
      block
      className="fleet-view"
      aria-pressed={sameFilter(target, filter)}
      onClick={() => change(target)}
    >
      {label}
    </Button>
  );
  return (
    <div className="fleet-views">
      <ul>
        {given.map((state) => (
          <li key={state}>
            {state === 'all'
              ? line(t('cameras.allCameras'), everything)
              : line(t(`cameras.filter.${state}`), { ...everything, state })}
          </li>
        ))}
        {views.map((view) => (
          <li key={view.name} data-view={view.name}>
            {line(view.name, view.filter)}
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('cameras.viewRemove', { name: view.name })}
              onClick={() => keep(views.filter((other) => other !== view))}
            />
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label htmlFor="view-name">{t('cameras.viewName')}</label>
        <div className="field-row">
          <Input id="view-name" maxLength={30} value={name} onChange={({ target }) => setName(target.value)} />
          <Button htmlType="submit" disabled={!name.trim()}>
            {t('cameras.viewSave')}
          </Button>
        </div>
      </form>
    </div>
  );
}
