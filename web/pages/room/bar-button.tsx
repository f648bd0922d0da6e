import type { IconDefinition } from '@ant-design/icons-svg/es/types';
import { Glyph } from '../../components/glyph.tsx';

export interface BarButtonProps {
  icon: IconDefinition;
  label: string;
  press: () => void;
  /** A switch: whether it is on. */
  on?: boolean;
  tone?: 'bad' | 'warn' | undefined;
  /** Worth looking at: so many. */
  count?: number;
  disabled?: boolean;
  /** More than the label says, and its key. */
  hint?: string;
}

/** One button of the bar: a picture with its word; on a phone the word is for screen readers alone. */
export function BarButton({ icon, label, press, on, tone, count = 0, disabled, hint }: BarButtonProps) {
  return (
    <button
      type="button"
      className="bar-button"
      aria-pressed={on}
      data-tone={tone}
      disabled={disabled}
      title={hint ?? label}
      onClick={press}
    >
      <Glyph of={icon} />
      <span className="bar-word">{label}</span>
      {count > 0 && <span className="bar-count">{count}</span>}
    </button>
  );
}
