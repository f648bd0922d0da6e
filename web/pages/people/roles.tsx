import { PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, RoleAssignment } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { formatMoment } from '../../i18n/format.ts';
import { RoleForm } from './role-form.tsx';

/** The roles of a person, each in a unit and below; only the security administrator gives and takes them. */
export function Roles({ person, changed }: { person: Person; changed: (person: Person) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);

  const remove = async ({ id }: RoleAssignment): Promise<void> => {
    setProblem(null);
    try {
      changed(await call('role.remove', { params: { id } }));
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };

  return (
    <section className="person-part" aria-labelledby="person-roles">
      <h3 id="person-roles">{t('people.roles')}</h3>
      {person.roles.length === 0 && <p className="quiet">{t('people.noRoleYet')}</p>}
      <ul className="person-held">
        {person.roles.map((held) => (
          <li key={held.id} data-role={held.role}>
            <div>
              {t(`role.${held.role}`)} <span className="quiet">{pathNames(held.unitId)}</span>
              {held.until !== null && (
                <div className="quiet">{t('people.until', { time: formatMoment(held.until, language) })}</div>
              )}
            </div>
            {may('role.assign', pathIds(tree, held.unitId)) && (
              <Popconfirm
                title={t('people.takeSure', { name: person.name, role: t(`role.${held.role}`) })}
                description={t('people.takeHint')}
                okText={t('people.take')}
                cancelText={t('cancel')}
                okButtonProps={{ danger: true }}
                onConfirm={() => remove(held)}
              >
                <Button size="small" aria-label={t('people.takeNamed', { role: t(`role.${held.role}`) })}>
                  {t('people.take')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {problem && <Problem error={problem} />}
      {may('role.assign') &&
        (adding ? (
          <RoleForm
            person={person}
            close={() => setAdding(false)}
            assigned={(after) => {
              setAdding(false);
              changed(after);
            }}
          />
        ) : (
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {t('people.give')}
          </Button>
        ))}
    </section>
  );
}
