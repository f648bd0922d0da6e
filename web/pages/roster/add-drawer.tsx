import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';
import { toHubTime } from '../../api/hub-clock.ts';
import { HubError } from '../../api/hub-error.ts';
import { MomentField } from '../../components/moment-field.tsx';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../components/use-unit-tree.ts';
import { useReadRosterAgain } from '../../hooks/use-roster.ts';
import { useSession } from '../../hooks/use-session.ts';
import { fitForDuty, readDutyPeople } from './duty-people.ts';

interface Fields {
  unitId?: string;
  userId?: string;
  startsAt: number | null;
  endsAt: number | null;
}

/** Usual shifts: first hour, and hours that it lasts. */
const usual = [
  { name: 'day', hour: 8, hours: 12 },
  { name: 'night', hour: 20, hours: 12 },
  { name: 'whole', hour: 8, hours: 24 },
] as const;

/** Puts somebody on the roster. @param day midnight of the day that the form begins with */
export function AddDrawer({ unitId, day, close }: { unitId: string | undefined; day: number; close: () => void }) {
  const { t } = useTranslation();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const readAgain = useReadRosterAgain();
  const me = useSession().data?.user?.id;
  const [opened] = useState(() => toHubTime(Date.now()));
  const [form] = Form.useForm<Fields>();
  const unit = Form.useWatch('unitId', form) ?? unitId ?? null;
  const startsAt = Form.useWatch('startsAt', form);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const people = useQuery<Person[], HubError>({
    queryKey: ['people', 'duty'],
    queryFn: async ({ signal }) => await readDutyPeople(signal),
  });
  const fit = fitForDuty(people.data ?? [], pathIds(tree, unit), opened).filter(({ id }) => id !== me);
  const required = { required: true, message: t('field.required') };

  const submit = async ({ unitId, userId, startsAt, endsAt }: Fields): Promise<void> => {
    if (!unitId || !userId || startsAt === null || endsAt === null) return;
    setBusy(true);
    setProblem(null);
    try {
      await call('roster.add', { body: { unitId, userId, startsAt, endsAt } });
      readAgain();
      close();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const fill = ({ hour, hours }: (typeof usual)[number]): void => {
    const at = new Date(startsAt ?? day);
    const from = new Date(at.getFullYear(), at.getMonth(), at.getDate(), hour);
    const to = new Date(at.getFullYear(), at.getMonth(), at.getDate(), hour + hours);
    form.setFieldsValue({ startsAt: from.getTime(), endsAt: to.getTime() });
  };

  return (
    <Drawer
      open
      size={440}
      title={t('roster.add')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={form.submit}>
            {t('roster.addAct')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...(unitId && { unitId }), startsAt: null, endsAt: null }}
        onFinish={(fields) => void submit(fields)}
        onValuesChange={(changed: Partial<Fields>) => {
          if ('unitId' in changed) form.setFieldValue('userId', undefined);
        }}
      >
        <Form.Item name="unitId" label={t('roster.unit')} rules={[required]}>
          <UnitSelect action="roster.write" />
        </Form.Item>
        <Form.Item name="userId" label={t('roster.person')} rules={[required]} extra={t('roster.personHint')}>
          <Select
            disabled={unit === null}
            loading={people.isPending}
            showSearch={{ optionFilterProp: 'search' }}
            notFoundContent={t('roster.nobodyFit')}
            options={fit.map(({ id, name, username, phone, unitId: home }) => ({
              value: id,
              label: `${name} · ${pathNames(home)}`,
              search: `${name} ${username} ${phone}`,
            }))}
          />
        </Form.Item>
        <div className="roster-usual" role="group" aria-label={t('roster.usual')}>
          {usual.map((shift) => (
            <Button key={shift.name} size="small" onClick={() => fill(shift)}>
              {t(`roster.shift.${shift.name}`)}
            </Button>
          ))}
        </div>
        <div className="field-row">
          <Form.Item name="startsAt" label={t('roster.from')} rules={[required]} className="field-wide">
            <MomentField />
          </Form.Item>
          <Form.Item name="endsAt" label={t('roster.to')} rules={[required]} className="field-wide">
            <MomentField />
          </Form.Item>
        </div>
      </Form>
      {people.error && <Problem error={people.error} />}
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
