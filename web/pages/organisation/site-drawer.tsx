import { Button, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { SiteKind, type OrgUnit, type Site } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';

type Fields = Pick<Site, 'name' | 'kind'>;

export interface SiteDrawerProps {
  unit: OrgUnit;
  /** Not given: a new one. */
  site?: Site;
  close: () => void;
  saved: () => void;
}

/** Makes a site of a unit, or changes one. */
export function SiteDrawer({ unit, site, close, saved }: SiteDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const { busy, problem, send } = useSending();
  const submit = async ({ name, kind }: Fields): Promise<void> => {
    if (site) await call('site.update', { params: { id: site.id }, body: { name: name.trim(), kind } });
    else await call('site.create', { body: { unitId: unit.id, name: name.trim(), kind } });
    saved();
  };
  return (
    <Drawer
      open
      size={420}
      title={site ? t('organisation.editNamed', { name: site.name }) : t('organisation.siteAddTo', { name: unit.name })}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={form.submit}>
            {t('organisation.save')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={site ?? { name: '', kind: 'monitoring-room' }}
        onFinish={(fields) => void send(() => submit(fields))}
      >
        <Form.Item
          name="name"
          label={t('organisation.name')}
          rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="kind" label={t('organisation.kind')}>
          <Select options={SiteKind.enum.map((kind) => ({ value: kind, label: t(`siteKind.${kind}`) }))} />
        </Form.Item>
      </Form>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
