import { Input } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_INVITED, type Invited } from '../../../server/contract/meeting.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useUnits } from '../../hooks/use-units.ts';
import { nobody } from './fields.ts';
import { InviteLines } from './invite-lines.tsx';
import { countInvited, inviteLines } from './invited.ts';
import { PeopleField } from './people-field.tsx';

export interface InviteFieldProps {
  /** Given by the form. */
  id?: string;
  value?: Invited;
  onChange?: (invited: Invited) => void;
}

/** Who is meant: units and sites out of the tree, and people. What is chosen is counted. */
export function InviteField({ id, value = nobody, onChange }: InviteFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const may = useMay();
  const tree = useUnitTree();
  const { sites } = useUnits();
  const [words, setWords] = useState('');
  const lines = useMemo(() => inviteLines(tree, sites, words), [tree, sites, words]);
  const { unitIds, siteIds, userIds } = value;
  const tooMany = [unitIds, siteIds, userIds].some((ids) => ids.length > MOST_INVITED);
  const change = (invited: Invited): void => onChange?.(invited);
  return (
    <div id={id} className="invite">
      <div className="invite-head">
        <Input
          type="search"
          allowClear
          value={words}
          placeholder={t('meetings.invite.search')}
          aria-label={t('meetings.invite.search')}
          aria-controls={listId}
          onChange={({ target }) => setWords(target.value)}
        />
        <span role="status">
          {t('meetings.invite.count', { units: unitIds.length, sites: siteIds.length, people: userIds.length })}
        </span>
        {countInvited(value) > 0 && (
          <button type="button" className="invite-all" onClick={() => change(nobody)}>
            {t('meetings.invite.none')}
          </button>
        )}
      </div>
      <InviteLines id={listId} lines={lines} tree={tree} value={value} onChange={change} />
      {may('person.read') && <PeopleField value={userIds} onChange={(ids) => change({ ...value, userIds: ids })} />}
      {tooMany && (
        <p className="bad" role="alert">
          {t('meetings.invite.tooMany', { most: MOST_INVITED })}
        </p>
      )}
    </div>
  );
}
