import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, personRoles, type Role } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';
import { endOfDay } from './day.ts';

interface Values {
  role: Role;
  unitId: string;
  until: string;
}

export interface RoleFormProps {
  person: Person;
  close: () => void;
  assigned: (person: Person) => void;
}

/** Gives a role in a unit, for good or until a day; a contractor's must have an end. */
export function RoleForm({ person, close, assigned }: RoleFormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { linkUsed } = person;
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const mustEnd = Form.useWatch('role', form) === 'contractor';
  const required = { required: true, message: t('field.required') };

  const submit = async ({ role, unitId, until }: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      assigned(
        await call('role.assign', { params: { id: person.id }, body: { role, unitId, until: endOfDay(until) } }),
      );
    } catch (thrown) {
      setProblem(HubError.from(thrown));
      setBusy(false);
    }
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ unitId: person.unitId, until: '' }}
      onFinish={(values) => void submit(values)}
    >
      {linkUsed && (
        <Alert
          type="info"
          className="role-check"
          title={t('people.linkCheck', { time: formatMoment(linkUsed.at, language), address: linkUsed.address })}
        />
      )}
      <div className="field-row">
        <Form.Item name="role" label={t('people.role')} className="field-wide" rules={[required]}>
          <Select
            autoFocus
            placeholder={t('people.chooseRole')}
            options={personRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
        </Form.Item>
        <Form.Item name="unitId" label={t('people.roleUnit')} className="field-wide" rules={[required]}>
          <UnitSelect action="role.assign" label={t('people.roleUnit')} />
        </Form.Item>
      </div>
      <Form.Item
        name="until"
        label={t('people.roleUntil')}
        extra={t(mustEnd ? 'people.contractorEnds' : 'people.expiresHint')}
        rules={mustEnd ? [required] : []}
      >
        <Input type="date" />
      </Form.Item>
      {problem && <Problem error={problem} />}
      <div className="person-acts">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('people.give')}
        </Button>
        <Button onClick={close}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
