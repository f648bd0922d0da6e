import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { usePathNames } from '../../components/use-unit-tree.ts';

/** As many as the hub tells at once. */
const LIMIT = 1_000;

export interface PeopleFieldProps {
  value: string[];
  onChange: (userIds: string[]) => void;
}

/** People by name, out of those that the user may know of. */
export function PeopleField({ value, onChange }: PeopleFieldProps) {
  const { t } = useTranslation();
  const pathNames = usePathNames();
  const people = useQuery<Person[], HubError>({
    queryKey: ['people', 'invite'],
    queryFn: async ({ signal }) => (await call('person.list', { query: { limit: LIMIT }, signal })).people,
  });
  const options = (people.data ?? [])
    .filter(({ id, state }) => state === 'active' || state === 'invited' || value.includes(id))
    .map(({ id, name, username, phone, unitId }) => ({
      value: id,
      label: `${name} · ${pathNames(unitId)}`,
      search: `${name} ${username} ${phone}`,
    }));
  return (
    <>
      <Select
        mode="multiple"
        className="field-whole"
        aria-label={t('meetings.invite.people')}
        placeholder={t('meetings.invite.people')}
        loading={people.isPending}
        value={value}
        onChange={onChange}
        options={options}
        showSearch={{ optionFilterProp: 'search' }}
      />
      {people.error && <Problem error={people.error} />}
    </>
  );
}
