import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Outcome, type RecordQuery } from '../../../server/contract/record.ts';
import { MomentField } from '../../components/moment-field.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { allPurposes } from '../../rights/purposes.ts';
import { actionKey, knownActions } from './known-actions.ts';
import type { Search } from './query.ts';

/** As a form has it: what is emptied is null or undefined. */
type Fields = { [N in keyof Search]: RecordQuery[N] | null | '' };

/** What is looked for. One search per mounting: use a key. */
export function SearchForm({ search, find, busy }: { search: Search; find: (search: Search) => void; busy: boolean }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const submit = (fields: Fields): void => {
    const given = Object.entries(fields).filter(([, value]) => Boolean(value));
    find(Object.fromEntries(given));
  };
  return (
    <Form<Fields>
      form={form}
      className="record-search"
      layout="vertical"
      role="search"
      initialValues={search}
      onFinish={submit}
    >
      <Form.Item name="username" label={t('record.who')}>
        <Input allowClear maxLength={64} placeholder={t('user.name')} spellCheck={false} />
      </Form.Item>
      <Form.Item name="action" label={t('record.what')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('record.any')}
          options={knownActions.map((value) => {
            const key = actionKey(value);
            return { value, label: key ? t(`record.action.${key}`) : value };
          })}
        />
      </Form.Item>
      <Form.Item name="targetId" label={t('record.targetId')}>
        <Input allowClear maxLength={64} placeholder={t('record.targetHint')} spellCheck={false} />
      </Form.Item>
      <Form.Item name="purpose" label={t('record.purpose')}>
        <Select
          allowClear
          placeholder={t('record.any')}
          options={allPurposes.map((value) => ({ value, label: t(`purpose.name.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="outcome" label={t('record.result')}>
        <Select
          allowClear
          placeholder={t('record.any')}
          options={Outcome.enum.map((value) => ({ value, label: t(`record.outcome.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="unitId" label={t('record.unit')}>
        <UnitSelect clearable placeholder={t('record.any')} />
      </Form.Item>
      <Form.Item name="from" label={t('record.from')}>
        <MomentField />
      </Form.Item>
      <Form.Item name="to" label={t('record.to')}>
        <MomentField />
      </Form.Item>
      <div className="record-search-acts">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('record.find')}
        </Button>
        <Button onClick={() => find({})}>{t('record.reset')}</Button>
      </div>
    </Form>
  );
}
