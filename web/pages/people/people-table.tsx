import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../server/contract/people.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useUnitNames } from '../../hooks/use-units.ts';
import { useWindowOfRows } from '../../hooks/use-window-of-rows.ts';
import { formatMoment } from '../../i18n/format.ts';
import { PersonState } from './person-state.tsx';

/** px; keep with `.person-row` in people.css. */
const ROW_HEIGHT = { wide: 36, narrow: 68 };

export interface PeopleTableProps {
  people: readonly Person[];
  loading: boolean;
  /** The list is only what a filter found. */
  filtered: boolean;
  openId: string | null;
  view: (person: Person) => void;
  /** Reads on, where there are more; called when the end comes in sight. Stable while there is nothing new to read. */
  more: (() => void) | null;
}

/** All people; only rows in sight are drawn. */
export function PeopleTable({ people, loading, filtered, openId, view, more }: PeopleTableProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const box = useRef<HTMLDivElement>(null);
  const height = narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  const { first, end } = useWindowOfRows(box, people.length, height);
  const atEnd = end === people.length;
  useEffect(() => {
    if (atEnd) more?.();
  }, [atEnd, more]);
  return (
    <div className="people-table" role="table" aria-label={t('people.title')} aria-rowcount={people.length + 1}>
      <div role="rowgroup" className="people-head">
        <div role="row" aria-rowindex={1} className="person-row">
          <span role="columnheader">{t('people.name')}</span>
          <span role="columnheader">{t('people.username')}</span>
          <span role="columnheader">{t('people.unit')}</span>
          <span role="columnheader">{t('people.roles')}</span>
          <span role="columnheader">{t('people.state')}</span>
          <span role="columnheader">{t('people.lastSignIn')}</span>
        </div>
      </div>
      <div ref={box} role="rowgroup" className="people-rows">
        {people.length === 0 && !loading && (
          <div role="row">
            <div role="cell" className="people-none">
              {t(filtered ? 'people.nobody' : 'people.empty')}
            </div>
          </div>
        )}
        <div className="people-space" role="presentation" style={{ height: people.length * height }}>
          {people.slice(first, end).map((person, offset) => (
            <PersonRow
              key={person.id}
              person={person}
              index={first + offset}
              top={(first + offset) * height}
              open={person.id === openId}
              view={() => view(person)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface PersonRowProps {
  person: Person;
  index: number;
  /** px */
  top: number;
  open: boolean;
  view: () => void;
}

function PersonRow({ person, index, top, open, view }: PersonRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const unitName = useUnitNames();
  const { id, name, username, unitId, roles, lastSignInAt } = person;
  const words = roles
    .map((held) => t('people.roleIn', { role: t(`role.${held.role}`), unit: unitName(held.unitId) }))
    .join(t('people.and'));
  return (
    <div
      className="person-row"
      role="row"
      aria-rowindex={index + 2}
      data-person={id}
      data-open={open}
      style={{ top }}
      onClick={view}
    >
      <span role="cell" className="person-name">
        <button type="button" aria-haspopup="dialog">
          {name}
        </button>
      </span>
      <span role="cell" className="person-username">
        {username}
      </span>
      <span role="cell" className="person-unit">
        {unitName(unitId)}
      </span>
      <span role="cell" className="person-roles" title={words}>
        {words || <span className="quiet">{t('people.noRole')}</span>}
      </span>
      <span role="cell" className="person-state">
        <PersonState person={person} />
      </span>
      <span role="cell" className="person-seen">
        {lastSignInAt === null ? t('people.never') : formatMoment(lastSignInAt, language)}
      </span>
    </div>
  );
}
