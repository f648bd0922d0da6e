import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { MOST_IN_SERIES } from '../../../server/contract/meeting.ts';
import { toHubTime } from '../../api/hub-clock.ts';
import { MomentField } from '../../components/moment-field.tsx';
import { LENGTHS, LONGEST_MINUTES, wrongLength, wrongStart, type Fields } from './fields.ts';

const recurring = ['day', 'weekday', 'week', 'fortnight', 'month'] as const satisfies readonly Fields['every'][];
const every = ['once', ...recurring] as const;

/** When, for how long, how often. */
export function TimeFields({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Fields>();
  const often = Form.useWatch('every', form);
  const required = { required: true, message: t('field.required') };
  return (
    <>
      <div className="field-row">
        <Form.Item
          name="startsAt"
          label={t('meetings.field.startsAt')}
          className="field-wide"
          dependencies={['minutes']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, startsAt: number | null) => {
                const minutes = getFieldValue('minutes') as number | null;
                const wrong = wrongStart(startsAt, minutes, toHubTime(Date.now()));
                return wrong ? Promise.reject(new Error(t(`meetings.wrong.${wrong}`))) : Promise.resolve();
              },
            }),
          ]}
        >
          <MomentField />
        </Form.Item>
        <Form.Item
          name="minutes"
          label={t('meetings.field.minutes')}
          className="field-wide"
          rules={[
            {
              validator: (_, minutes: number | null) => {
                const wrong = wrongLength(minutes);
                const words = t('meetings.wrong.length', { most: LONGEST_MINUTES });
                return wrong ? Promise.reject(new Error(words)) : Promise.resolve();
              },
            },
          ]}
        >
          <InputNumber min={5} step={15} precision={0} className="field-whole" />
        </Form.Item>
      </div>
      <div className="lengths" role="group" aria-label={t('meetings.lengths')}>
        {LENGTHS.map((minutes) => (
          <button key={minutes} type="button" onClick={() => form.setFieldValue('minutes', minutes)}>
            {t('meetings.minutes', { minutes })}
          </button>
        ))}
      </div>
      {isNew && (
        <div className="field-row">
          <Form.Item name="every" label={t('meetings.field.every')} className="field-wide">
            <Select options={every.map((one) => ({ value: one, label: t(`meetings.every.${one}`) }))} />
          </Form.Item>
          {recurring.some((one) => one === often) && (
            <Form.Item
              name="times"
              label={t('meetings.field.times')}
              className="field-wide"
              rules={[required]}
              extra={t('meetings.timesHint', { most: MOST_IN_SERIES })}
            >
              <InputNumber min={2} max={MOST_IN_SERIES} precision={0} className="field-whole" />
            </Form.Item>
          )}
        </div>
      )}
    </>
  );
}
