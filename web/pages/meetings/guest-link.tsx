import { CopyOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { call } from '../../api/client.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useSending } from '../../components/use-sending.ts';

/** A link for somebody without an account. The hub does not know it any more: it is shown once. */
export function GuestLinkDialog({ meeting, close }: { meeting: Meeting; close: () => void }) {
  const { t } = useTranslation();
  const [link, setLink] = useState<string | null>(null);
  const { busy, problem, send } = useSending();
  const make = async (): Promise<void> => {
    const { token } = await call('meeting.guestLink', { params: { id: meeting.id }, body: {} });
    setLink(`${location.origin}/guest#${token}`);
  };
  return (
    <Modal open width={440} title={t('meetings.guest.title', { title: meeting.title })} onCancel={close} footer={null}>
      <p>{t('meetings.guest.what')}</p>
      {problem && <Problem error={problem} />}
      {link === null ? (
        <Button type="primary" loading={busy} onClick={() => void send(make)}>
          {t('meetings.guest.make')}
        </Button>
      ) : (
        <div className="guest-link" role="status">
          <QrCode text={link} label={t('meetings.guest.code')} />
          <span className="quiet">{t('meetings.guest.once')}</span>
          <code>{link}</code>
          <CopyButton text={link} icon={<CopyOutlined aria-hidden />} />
        </div>
      )}
    </Modal>
  );
}
