import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MeetingCreate } from '../../../server/contract/meeting.ts';

const kinds = ['scheduled', 'lecture', 'private'] as const satisfies readonly MeetingCreate['kind'][];

export interface KindFieldProps {
  /** Given by the form. */
  id?: string;
  value?: MeetingCreate['kind'];
  onChange?: (kind: MeetingCreate['kind']) => void;
  disabled: boolean;
}

/** What a meeting is for, each in a sentence. */
export function KindField({ id, value, onChange, disabled }: KindFieldProps) {
  const { t } = useTranslation();
  return (
    <div id={id}>
      <Radio.Group
        className="kinds"
        aria-label={t('meetings.field.kind')}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const kind = kinds.find((one) => one === target.value);
          if (kind) onChange?.(kind);
        }}
      >
        {kinds.map((kind) => (
          <Radio key={kind} value={kind}>
            <strong>{t(`meetings.kind.${kind}`)}</strong>
            <span className="kind-what">{t(`meetings.kindWhat.${kind}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {value === 'private' && <p className="kind-stone">{t('meetings.stone')}</p>}
    </div>
  );
}
