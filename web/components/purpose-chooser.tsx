import { Button, Form, Input, Modal, Radio, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant, GrantRequest } from '../../server/contract/grant.ts';
import { call } from '../api/client.ts';
import { toHubTime } from '../api/hub-clock.ts';
import { HubError } from '../api/hub-error.ts';
import { useOwnGrants, useReadGrantsAgain } from '../hooks/use-grants.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { useSession } from '../hooks/use-session.ts';
import { formatMoment } from '../i18n/format.ts';
import { holds } from '../rights/covering.ts';
import { answers } from '../rights/purposes.ts';
import { Problem } from './problem.tsx';
import { UnitSelect } from './unit-select.tsx';
import { pathIds } from './unit-tree.ts';
import { usePathNames, useUnitTree } from './use-unit-tree.ts';
import './purpose-chooser.css';

export interface PurposeChooserProps {
  /** What is to be looked at; null: nothing yet. */
  target: { name: string; unitId: string } | null;
  /** Without a grant; it may have been asked for. */
  close: () => void;
  /** It holds. */
  granted: (grant: Grant) => void;
}

interface Fields {
  purpose: GrantRequest['purpose'];
  unitId: string;
  reason: string;
}

/** Minutes */
const lengths = [15, 60, 240, 480] as const;

/** Asks for the leave to look: what for, where, why, how long. */
export default function PurposeChooser({ target, close, granted }: PurposeChooserProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const user = useSession().data?.user;
  const readAgain = useReadGrantsAgain();
  const [opened] = useState(() => toHubTime(Date.now()));
  const shift = useOwnGrants().data?.find((grant) => grant.source === 'duty' && holds(grant, opened));
  const [minutes, setMinutes] = useState<number | 'shift'>(60);
  const [form] = Form.useForm<Fields>();
  const first = target?.unitId ?? user?.roles[0]?.unitId ?? user?.unitId;
  // Undefined until the form is there, and while nothing is chosen.
  const unitId = (Form.useWatch('unitId', form) as Fields['unitId'] | undefined) ?? first;
  const purpose = Form.useWatch('purpose', form) as Fields['purpose'] | undefined;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [waiting, setWaiting] = useState<Grant | null>(null);
  const offered = user && unitId ? answers(user, pathIds(tree, unitId)) : null;

  const submit = async (fields: Fields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const left = shift ? Math.max(1, Math.ceil((shift.endsAt - toHubTime(Date.now())) / 60_000)) : 60;
    try {
      const body = { ...fields, minutes: minutes === 'shift' ? left : minutes };
      const grant = await call('grant.request', { body });
      readAgain();
      if (grant.state === 'pending') setWaiting(grant);
      else granted(grant);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  if (waiting) {
    return (
      <Modal open width={480} title={t('purpose.waiting')} onCancel={close} footer={<Close close={close} />}>
        <p role="status">{t('purpose.decides', { unit: pathNames(waiting.unitId) })}</p>
        <p className="quiet">{t('purpose.comes')}</p>
      </Modal>
    );
  }
  const later = purpose && offered?.get(purpose) === 'later';
  return (
    <Modal
      open
      width={520}
      title={t('purpose.title')}
      onCancel={close}
      okText={t(later ? 'purpose.ask' : 'purpose.look')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, disabled: offered?.size === 0 }}
      onOk={form.submit}
    >
      {target && (
        <p className="purpose-target">
          {t('purpose.target')} <strong>{target.name}</strong> <span className="quiet">{pathNames(target.unitId)}</span>
        </p>
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...(first && { unitId: first }), reason: '' }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item name="unitId" label={t('purpose.unit')} rules={[{ required: true, message: t('field.required') }]}>
          <UnitSelect />
        </Form.Item>
        {offered?.size === 0 ? (
          <p className="bad" role="alert">
            {t('purpose.none')}
          </p>
        ) : (
          <Form.Item
            name="purpose"
            label={t('purpose.label')}
            rules={[{ required: true, message: t('purpose.required') }]}
          >
            <Radio.Group className="purpose-list">
              {[...(offered ?? [])].map(([name, answer]) => (
                <Radio key={name} value={name}>
                  {t(`purpose.name.${name}`)}
                  <span className="purpose-answer" data-answer={answer}>
                    {t(`purpose.answer.${answer}`)}
                  </span>
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('purpose.reason')}
          rules={[{ required: true, whitespace: true, message: t('purpose.reasonRequired') }]}
        >
          <Input.TextArea rows={2} maxLength={500} placeholder={t('purpose.reasonHint')} />
        </Form.Item>
        <Form.Item label={t('purpose.length')}>
          <Segmented<number | 'shift'>
            aria-label={t('purpose.length')}
            value={minutes}
            onChange={setMinutes}
            options={[
              ...lengths.map((value) => ({ value, label: lengthText(value) })),
              ...(shift
                ? [
                    {
                      value: 'shift' as const,
                      label: t('purpose.shift', { time: formatMoment(shift.endsAt, language, opened) }),
                    },
                  ]
                : []),
            ]}
          />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Modal>
  );

  function lengthText(value: (typeof lengths)[number]): string {
    return value < 60 ? t('purpose.minutes', { count: value }) : t('purpose.hours', { count: value / 60 });
  }
}

function Close({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="primary" onClick={close}>
      {t('close')}
    </Button>
  );
}
