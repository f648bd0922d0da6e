import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CredentialSet } from '../../../server/contract/credential-set.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';

interface Values {
  name: string;
  username: string;
  password?: string;
  carrier?: string;
  /** From 1, as people count. */
  turn: number;
}

interface CredentialSetFormProps {
  /** Null: a new one. */
  set: CredentialSet | null;
  /** Where a new one is put, from 0. */
  position: number;
  close: () => void;
  saved: () => void;
}

/** A set, new or changed; without a password a known one keeps its own. */
export function CredentialSetForm({ set, position, close, saved }: CredentialSetFormProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const required = { required: true, message: t('field.required') };
  const submit = async ({ name, username, password, carrier, turn }: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const body = {
      name: name.trim(),
      username: username.trim(),
      carrier: carrier?.trim() ?? '',
      position: turn - 1,
      ...(password && { password }),
    };
    try {
      if (set) await call('credentialSet.update', { params: { id: set.id }, body });
      else await call('credentialSet.create', { body });
      saved();
      close();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values>
      className="set-form"
      layout="vertical"
      requiredMark={false}
      initialValues={set ? { ...set, turn: set.position + 1 } : { turn: position + 1 }}
      onFinish={(values) => void submit(values)}
    >
      <div className="field-row">
        <Form.Item name="name" label={t('sets.name')} rules={[required]} className="field-wide">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="turn" label={t('sets.turn')} rules={[required]}>
          <InputNumber min={1} max={100} precision={0} />
        </Form.Item>
      </div>
      <div className="field-row">
        <Form.Item name="username" label={t('discover.username')} rules={[required]} className="field-wide">
          <Input autoComplete="off" maxLength={64} spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('discover.password')}
          rules={set ? [] : [required]}
          extra={set ? t('edit.passwordKept') : undefined}
          className="field-wide"
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
      </div>
      <Form.Item name="carrier" label={t('placement.carrier')} extra={t('sets.carrierHint')}>
        <Input maxLength={40} />
      </Form.Item>
      {problem && <Problem error={problem} />}
      <div className="field-row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('edit.act')}
        </Button>
        <Button onClick={close}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
