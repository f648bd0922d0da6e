import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonUpdate } from '../../../server/contract/people.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { dayOf, endOfDay } from './day.ts';
import { PersonFields, type PersonValues } from './person-fields.tsx';

/** Changes what is known of a person. */
export function PersonForm({ person, save }: { person: Person; save: (body: PersonUpdate) => Promise<void> }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const submit = async ({ name, phone, unitId, expires }: PersonValues): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await save({ name: name.trim(), phone: phone.trim(), unitId, expiresAt: endOfDay(expires) });
      setSaved(true);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<PersonValues>
      layout="vertical"
      requiredMark={false}
      initialValues={{
        name: person.name,
        phone: person.phone,
        unitId: person.unitId,
        expires: dayOf(person.expiresAt),
      }}
      onFinish={(values) => void submit(values)}
      onValuesChange={() => setSaved(false)}
    >
      <PersonFields />
      {problem && <Problem error={problem} />}
      <div className="person-acts">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('people.save')}
        </Button>
        <span role="status">{saved && t('people.saved')}</span>
      </div>
    </Form>
  );
}
