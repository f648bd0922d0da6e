import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { useMay } from '../hooks/use-rights.ts';
import { formatTime } from '../i18n/format.ts';
import { Problem } from './problem.tsx';
import type { MissedCall } from './ring-list.ts';
import { wayOfCall } from './room-address.ts';
import { useSending } from './use-sending.ts';

/** A call that rang in vain, and the way back to whoever called. */
export function RingMissed({ missed, close }: { missed: MissedCall; close: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const may = useMay();
  const { busy, problem, send } = useSending();
  const { meetingId, callerName, callerUnit, at } = missed;
  const callBack = async (): Promise<void> => {
    const { state, ownerId } = await call('meeting.read', { params: { id: meetingId } });
    // Others have taken the call: it goes on, and one may still come in.
    const into = state === 'open' ? meetingId : await ringBack(ownerId);
    close();
    const { to, state: begin } = wayOfCall(into, location);
    await navigate(to, { state: begin });
  };
  return (
    <section className="corner-card ring ring-quiet" data-missed={meetingId}>
      <strong>{t('ring.missed', { name: callerName })}</strong>
      <span>{callerUnit}</span>
      <span className="quiet">{formatTime(at, language)}</span>
      {problem && <Problem error={problem} />}
      <div className="corner-acts">
        {may('meeting.call') && (
          <Button size="small" type="primary" loading={busy} onClick={() => void send(callBack)}>
            {t('ring.callBack')}
          </Button>
        )}
        <Button size="small" onClick={close}>
          {t('close')}
        </Button>
      </div>
    </section>
  );
}

async function ringBack(userId: string): Promise<string> {
  const invited = { unitIds: [], siteIds: [], userIds: [userId] };
  return (await call('meeting.call', { body: { title: '', invited } })).id;
}
