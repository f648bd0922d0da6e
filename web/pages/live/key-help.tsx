import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

const rows = [
  ['← ↑ → ↓', 'keys.move'],
  ['Shift + ← ↑ → ↓', 'keys.swap'],
  ['0 – 9', 'keys.layout'],
  ['L', 'keys.layouts'],
  ['Enter', 'keys.maximise'],
  ['Esc', 'keys.back'],
  ['/', 'keys.search'],
  ['Enter', 'keys.put'],
  ['Delete', 'keys.clear'],
  ['F', 'keys.fullScreen'],
  ['Shift + F', 'keys.fullWall'],
  ['B', 'keys.list'],
  ['W', 'keys.walls'],
  ['N', 'keys.window'],
  ['M', 'keys.sound'],
  ['P', 'keys.ptz'],
  ['S', 'keys.snapshot'],
  ['C', 'keys.link'],
  ['I', 'keys.stats'],
  ['?', 'keys.help'],
] as const;

/** The keys of the wall. */
export default function KeyHelp({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('keys.title')} footer={null} width={720} onCancel={close}>
      <dl className="keys">
        {rows.map(([key, text]) => (
          <div key={text}>
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
