import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { usernameLength, usernamePattern } from '../../components/account-rules.ts';
import { Problem } from '../../components/problem.tsx';
import { endOfDay } from './day.ts';
import { Invitation } from './invitation.tsx';
import { PersonFields, type PersonValues } from './person-fields.tsx';

interface Values extends PersonValues {
  username: string;
}

/** Makes an account; its one-time link is shown in place of the form, once. */
export function AddDrawer({ close, added }: { close: () => void; added: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [made, setMade] = useState<Reply<'person.create'> | null>(null);

  const submit = async ({ username, name, phone, unitId, expires }: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const body = { username, name: name.trim(), phone: phone.trim(), unitId, expiresAt: endOfDay(expires) };
    try {
      setMade(await call('person.create', { body }));
      added();
    } catch (thrown) {
      const error = HubError.from(thrown);
      setProblem(error);
      if (error.code === 'person.taken') form.setFields([{ name: 'username', errors: [t('people.taken')] }]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Drawer
      open
      size={480}
      title={t('people.add')}
      onClose={close}
      mask={{ closable: !made }}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t(made ? 'people.close' : 'cancel')}</Button>
          {!made && (
            <Button type="primary" loading={busy} onClick={form.submit}>
              {t('people.add')}
            </Button>
          )}
        </div>
      }
    >
      {made ? (
        <>
          <Invitation name={made.person.name} invitation={made.invitation} />
          <p className="quiet">{t('people.rolesNext')}</p>
        </>
      ) : (
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ username: '', name: '', phone: '', expires: '' }}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item
            name="username"
            label={t('people.username')}
            extra={t('setup.usernameRule')}
            validateFirst
            rules={[
              { required: true, message: t('field.required') },
              { ...usernameLength, message: t('setup.usernameRule') },
              { pattern: usernamePattern, message: t('setup.usernameRule') },
            ]}
          >
            <Input autoFocus autoComplete="off" spellCheck={false} />
          </Form.Item>
          <PersonFields />
        </Form>
      )}
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
