import { Button, Dropdown } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { saveFile } from '../../api/save-file.ts';
import { Problem } from '../../components/problem.tsx';

const formats = ['xlsx', 'csv'] as const;

/** Takes the whole tree home, as a file that the import takes back. */
export function ExportButtons({ icon }: { icon: ReactNode }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const take = async (format: (typeof formats)[number]): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saveFile(await download('org.export', { query: { format } }), `${t('organisation.file')}.${format}`);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: formats.map((format) => ({ key: format, label: t(`organisation.${format}`) })),
          onClick: ({ key }) => {
            const format = formats.find((one) => one === key);
            if (format) void take(format);
          },
        }}
      >
        <Button icon={icon} loading={busy} aria-haspopup="menu">
          {t('organisation.export')}
        </Button>
      </Dropdown>
      {problem && <Problem error={problem} />}
    </>
  );
}
