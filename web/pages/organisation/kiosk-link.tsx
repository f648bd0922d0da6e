import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KioskMade } from '../../../server/contract/wall.ts';
import { CopyButton } from '../../components/copy-button.tsx';

/** The link that makes a browser this screen. The hub does not know it any more: it is shown once. */
export function KioskLink({ made, close }: { made: KioskMade; close: () => void }) {
  const { t } = useTranslation();
  const link = `${location.origin}/kiosk#${made.token}`;
  return (
    <div className="kiosk-link" role="status">
      <strong>{t('kiosks.made', { name: made.kiosk.name })}</strong>
      <span className="quiet">{t('kiosks.once')}</span>
      <code>{link}</code>
      <div>
        <CopyButton text={link} icon={<CopyOutlined aria-hidden />} />
        <Button onClick={close}>{t('close')}</Button>
      </div>
    </div>
  );
}
