import { Input } from 'antd';
import { readMoment, writeMoment } from '../i18n/format.ts';

export interface MomentFieldProps {
  /** As antd's Form gives it. */
  id?: string;
  /** ms since 1970 */
  value?: number | null;
  onChange?: (moment: number | null) => void;
  label?: string;
  className?: string;
}

/** A day and a time to the minute, by the browser's own field: it is good at keys and on phones. */
export function MomentField({ value, onChange, label, ...rest }: MomentFieldProps) {
  return (
    <Input
      {...rest}
      type="datetime-local"
      aria-label={label}
      // Until then the year's fifth digit does not exist.
      max="9999-12-31T23:59"
      value={typeof value === 'number' ? writeMoment(value) : ''}
      onChange={({ target }) => onChange?.(readMoment(target.value))}
    />
  );
}
