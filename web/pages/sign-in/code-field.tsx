import { Button, Form, Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';

/** A code of the second factor, or one of the recovery codes. */
export type CodeKind = 'code' | 'recovery';

export interface CodeFieldProps {
  kind: CodeKind;
  field: Ref<InputRef>;
  change: (kind: CodeKind) => void;
}

/** Field `code` of the sign-in. */
export function CodeField({ kind, field, change }: CodeFieldProps) {
  const { t } = useTranslation();
  const other = kind === 'code' ? 'recovery' : 'code';
  return (
    <Form.Item
      name="code"
      label={t(`signIn.${kind}.label`)}
      extra={
        <>
          {t(`signIn.${kind}.hint`)}{' '}
          <Button type="link" size="small" className="entry-link" onClick={() => change(other)}>
            {t(`signIn.${other}.use`)}
          </Button>
        </>
      }
      rules={[{ required: true, message: t('field.required') }]}
    >
      <Input
        ref={field}
        size="large"
        maxLength={32}
        autoComplete="one-time-code"
        inputMode={kind === 'code' ? 'numeric' : 'text'}
        spellCheck={false}
      />
    </Form.Item>
  );
}
