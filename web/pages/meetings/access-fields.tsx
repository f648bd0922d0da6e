import { Form, Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { wrongPasscode, type Fields } from './fields.ts';

/** Who waits at the door, and with which number one comes in. @param kept there is one already */
export function AccessFields({ kept }: { kept: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Fields>();
  const hasPasscode = Form.useWatch('hasPasscode', form);
  return (
    <>
      <Form.Item name="lobby" label={t('meetings.field.lobby')} valuePropName="checked" extra={t('meetings.lobbyHint')}>
        <Switch />
      </Form.Item>
      <Form.Item name="hasPasscode" label={t('meetings.field.hasPasscode')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {hasPasscode && (
        <Form.Item
          name="passcode"
          label={t('meetings.field.passcode')}
          extra={t(kept ? 'meetings.passcodeKept' : 'meetings.passcodeHint')}
          rules={[
            {
              validator: (_, passcode: string) => {
                const wrong = wrongPasscode({ hasPasscode: true, passcode }, kept);
                return wrong ? Promise.reject(new Error(t(`meetings.wrong.${wrong}`))) : Promise.resolve();
              },
            },
          ]}
        >
          <Input inputMode="numeric" autoComplete="off" maxLength={12} />
        </Form.Item>
      )}
    </>
  );
}
