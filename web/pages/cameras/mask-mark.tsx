import { EyeInvisibleOutlined, EyeOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { MaskState } from '../../../server/contract/camera.ts';

const icons = {
  none: EyeOutlined,
  camera: EyeInvisibleOutlined,
  relay: EyeInvisibleOutlined,
  unmasked: WarningOutlined,
} as const;

/** Whether what is to be hidden is hidden: in words, with a sign. */
export function MaskMark({ state }: { state: MaskState }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className="mask-mark" data-mask-state={state}>
      <Icon aria-hidden /> {t(`masks.state.${state}`)}
    </span>
  );
}
