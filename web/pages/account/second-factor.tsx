import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpAsk, TotpOffer } from '../../../server/contract/session.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useSession } from '../../hooks/use-session.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

type Step = { kind: 'password' } | { kind: 'scan'; offer: TotpOffer } | { kind: 'keep'; codes: readonly string[] };

/** Sets up the second factor, or replaces it: password and a code of the one before, QR code with a first code, recovery codes. */
export function SecondFactor({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ kind: 'password' });
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const replaces = useSession().data?.hasSecondFactor === true;

  const take = async (next: Promise<Step>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setStep(await next);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const offer = async (body: TotpAsk): Promise<Step> => ({
    kind: 'scan',
    offer: await call('totp.offer', { body }),
  });
  const confirm = async (code: string): Promise<Step> => ({
    kind: 'keep',
    codes: (await call('totp.confirm', { body: { code: code.replaceAll(' ', '') } })).codes,
  });
  const required = { required: true, message: t('field.required') };

  if (step.kind === 'keep') return <RecoveryCodes codes={step.codes} done={done} />;
  if (step.kind === 'scan') {
    return (
      <Form
        key="scan"
        layout="vertical"
        requiredMark={false}
        onFinish={({ code }: { code: string }) => void take(confirm(code))}
      >
        <p className="entry-note">{t('enrol.scan')}</p>
        <QrCode text={step.offer.uri} label={t('enrol.qr')} />
        <p className="enrol-secret">
          <span className="quiet">{t('enrol.secret')}</span> <code>{inGroups(step.offer.secret)}</code>
        </p>
        <Form.Item
          name="code"
          label={t('enrol.code')}
          validateFirst
          rules={[required, { pattern: /^\d{3} ?\d{3}$/, message: t('enrol.codeRule') }]}
        >
          <Input autoFocus size="large" inputMode="numeric" maxLength={7} autoComplete="one-time-code" />
        </Form.Item>
        {problem && <Problem error={problem} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('enrol.confirm')}
        </Button>
      </Form>
    );
  }
  return (
    <Form key="password" layout="vertical" requiredMark={false} onFinish={(asked: TotpAsk) => void take(offer(asked))}>
      <p className="entry-note">{t('enrol.need')}</p>
      <Form.Item name="password" label={t('password.current')} rules={[required]}>
        <Input.Password autoFocus autoComplete="current-password" maxLength={256} size="large" />
      </Form.Item>
      {replaces && (
        <Form.Item name="code" label={t('enrol.present')} rules={[required]}>
          <Input autoComplete="one-time-code" maxLength={32} size="large" spellCheck={false} />
        </Form.Item>
      )}
      {problem && <Problem error={problem} />}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {t('enrol.begin')}
      </Button>
    </Form>
  );
}

/** In fours, so that it can be typed. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
