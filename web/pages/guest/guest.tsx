import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EntryFrame } from '../../components/entry-frame.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { takeLink } from './link.ts';
import './guest.css';

/** `/guest#token`: in to one meeting, with a name and without an account. */
export default function Guest() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { signInGuest } = useSessionActions();
  const user = useSession().data?.user;
  const [token] = useState(takeLink);
  const { busy, problem, send } = useSending();
  if (token === null) {
    return (
      <EntryFrame title={t('guest.title')}>
        <p>{t('guest.noLink')}</p>
      </EntryFrame>
    );
  }
  const submit = async (name: string): Promise<void> => {
    const meetingId = await signInGuest(token, name.trim());
    await navigate(`/meetings/${meetingId}`, { replace: true });
  };
  return (
    <EntryFrame title={t('guest.title')}>
      <p className="entry-note">{t('guest.what')}</p>
      <ul className="guest-may">
        <li>{t('guest.may')}</li>
        <li>{t('guest.mayNot')}</li>
        <li>{t('guest.ends')}</li>
      </ul>
      {user && !user.guestOf && <Alert type="warning" showIcon title={t('guest.signedIn', { name: user.name })} />}
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ name }: { name: string }) => void send(() => submit(name))}
      >
        <Form.Item
          name="name"
          label={t('guest.name')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input autoFocus autoComplete="name" maxLength={40} size="large" />
        </Form.Item>
        {problem && <Problem error={problem} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('guest.go')}
        </Button>
      </Form>
    </EntryFrame>
  );
}
