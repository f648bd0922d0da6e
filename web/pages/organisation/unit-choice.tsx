import { Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnit } from '../../../server/contract/org.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';

export interface UnitChoiceProps {
  kind: 'move' | 'merge';
  unit: OrgUnit;
  /** Units that it cannot go to. */
  without: ReadonlySet<string>;
  close: () => void;
  /** Rejects with a HubError. */
  act: (to: string) => Promise<void>;
}

/** Says what moving or merging does, and to which unit. */
export function UnitChoice({ kind, unit, without, close, act }: UnitChoiceProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ to: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const submit = async (to: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await act(to);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
      setBusy(false);
    }
  };
  return (
    <Drawer
      open
      size={420}
      title={t(`organisation.${kind}Named`, { name: unit.name })}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" danger={kind === 'merge'} loading={busy} onClick={form.submit}>
            {t(`organisation.${kind}`)}
          </Button>
        </div>
      }
    >
      <p>{t(`organisation.${kind}Hint`)}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ to }) => void submit(to)}>
        <Form.Item
          name="to"
          label={t(`organisation.${kind}To`)}
          rules={[{ required: true, message: t('field.required') }]}
        >
          <UnitSelect action="org.write" without={without} label={t(`organisation.${kind}To`)} />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
