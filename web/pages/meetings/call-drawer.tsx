import { PhoneOutlined } from '@ant-design/icons';
import { Button, Drawer, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { nobody } from './fields.ts';
import { InviteField } from './invite-field.tsx';
import { countInvited } from './invited.ts';

/** Calls units, sites or people at once; whoever calls goes in. */
export function CallDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const [invited, setInvited] = useState(nobody);
  const [title, setTitle] = useState('');
  const { busy, problem, send } = useSending();
  const ring = async (): Promise<void> => {
    const made = await call('meeting.call', { body: { title: title.trim(), invited } });
    await navigate(`/meetings/${made.id}/room?camera=1&microphone=1`);
  };
  return (
    <Drawer
      open
      size={560}
      title={t('meetings.call')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            type="primary"
            icon={<PhoneOutlined aria-hidden />}
            loading={busy}
            disabled={countInvited(invited) === 0}
            onClick={() => void send(ring)}
          >
            {t('meetings.ringNow')}
          </Button>
        </div>
      }
    >
      <p className="quiet">{t('meetings.callWhat')}</p>
      <label htmlFor={id}>{t('meetings.callTitle')}</label>
      <Input
        id={id}
        className="call-title"
        value={title}
        maxLength={80}
        onChange={({ target }) => setTitle(target.value)}
      />
      <InviteField value={invited} onChange={setInvited} />
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
