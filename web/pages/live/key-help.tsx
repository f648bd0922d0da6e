import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

const rows = [
  ['← ↑ → ↓', 'keys.move'],
  ['1  4', 'keys.layout'],
  ['/', 'keys.search'],
  ['Enter', 'keys.put'],
  ['Delete', 'keys.clear'],
  ['F', 'keys.fullScreen'],
  ['M', 'keys.sound'],
  ['I', 'keys.stats'],
  ['P', 'keys.ptz'],
  ['?', 'keys.help'],
] as const;

/** The keys of the wall. */
export default function KeyHelp({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('keys.title')} footer={null} width={420} onCancel={close}>
      <dl className="keys">
        {rows.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
