import { UserAddOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, personRoles, type Role } from '../../../server/contract/people.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useMay } from '../../hooks/use-rights.ts';
import { AddDrawer } from './add-drawer.tsx';
import { PeopleTable } from './people-table.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { usePeople, useReadPeopleAgain, type PeopleFilter } from './use-people.ts';
import './people.css';

/** Who has an account, with which roles. */
export default function People() {
  const { t } = useTranslation();
  const may = useMay();
  const [filter, setFilter] = useState<PeopleFilter>({ text: '' });
  const people = usePeople(useDeferredValue(filter));
  const readAgain = useReadPeopleAgain();
  const { fetchNextPage } = people;
  const readOn = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const [adding, setAdding] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [open, setOpen] = useState<Person | null>(null);
  const shown = people.data?.people ?? [];
  const filtered = filter.text !== '' || filter.unitId !== undefined || filter.role !== undefined;
  // What was opened stays open, and is shown as it now is, though the filter may not find it any more.
  const opened = openId === null ? null : (shown.find(({ id }) => id === openId) ?? open);
  const view = (person: Person | null): void => {
    setOpenId(person?.id ?? null);
    setOpen(person);
  };

  return (
    <main className="page people">
      <div className="page-bar">
        <h1>{t('people.title')}</h1>
        <span className="quiet" role="status">
          {people.data && t('people.count', { count: people.data.total })}
        </span>
        <div className="page-acts people-filter">
          <Input
            type="search"
            allowClear
            className="people-words"
            value={filter.text}
            placeholder={t('people.words')}
            aria-label={t('people.words')}
            onChange={({ target }) => setFilter({ ...filter, text: target.value })}
          />
          <UnitSelect
            clearable
            className="people-unit"
            value={filter.unitId}
            placeholder={t('people.allUnits')}
            onChange={(unitId) => setFilter({ ...filter, unitId })}
          />
          <Select<Role>
            allowClear
            className="people-role"
            value={filter.role ?? null}
            placeholder={t('people.allRoles')}
            aria-label={t('people.allRoles')}
            options={personRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(role: Role | undefined) => setFilter({ ...filter, role })}
          />
          {may('person.write') && (
            <Button type="primary" icon={<UserAddOutlined aria-hidden />} onClick={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          )}
        </div>
      </div>
      {people.error && (
        <Problem error={people.error} action={<Button onClick={() => void people.refetch()}>{t('retry')}</Button>} />
      )}
      <PeopleTable
        people={shown}
        loading={people.isPending}
        filtered={filtered}
        openId={openId}
        view={view}
        more={people.hasNextPage && !people.isFetchingNextPage ? readOn : null}
      />
      {adding && <AddDrawer close={() => setAdding(false)} added={readAgain} />}
      {opened && (
        <PersonDrawer
          key={opened.id}
          person={opened}
          close={() => view(null)}
          changed={(person) => {
            setOpen(person);
            readAgain();
          }}
        />
      )}
    </main>
  );
}
