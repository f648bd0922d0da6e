import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';

/** Shown this once: to be copied or printed, and confirmed before the page goes on. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  return (
    <>
      <p className="entry-note">{t('recovery.intro')}</p>
      <ol className="recovery-codes" aria-label={t('recovery.list')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="recovery-acts">
        <CopyButton text={codes.join('\n')} icon={<CopyOutlined aria-hidden />} />
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
          {t('recovery.print')}
        </Button>
      </div>
      <Checkbox className="recovery-kept" checked={kept} onChange={({ target }) => setKept(target.checked)}>
        {t('recovery.kept')}
      </Checkbox>
      <Button type="primary" block size="large" disabled={!kept} onClick={done}>
        {t('recovery.done')}
      </Button>
    </>
  );
}
