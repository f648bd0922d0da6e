import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ListSheetProps {
  close: () => void;
  children: ReactNode;
}

/** What can be shown, drawn over the wall where the screen is narrow. */
export default function ListSheet({ close, children }: ListSheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer open className="list-sheet" title={t('live.list')} placement="bottom" size="75%" onClose={close}>
      {children}
    </Drawer>
  );
}
