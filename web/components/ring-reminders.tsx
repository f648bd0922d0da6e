import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useHub, useNotification } from '../hooks/use-hub.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { formatHour } from '../i18n/format.ts';

interface Reminder {
  meetingId: string;
  title: string;
  startsAt: number;
}

/** Meetings that begin soon, with the way in. */
export function RingReminders() {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [reminders, setReminders] = useState<readonly Reminder[]>([]);
  const add = useCallback((reminder: Reminder) => {
    setReminders((before) => [...before.filter(({ meetingId }) => meetingId !== reminder.meetingId), reminder]);
  }, []);
  useNotification(useHub(), 'meeting.reminder', add);
  const close = (id: string): void => setReminders((before) => before.filter(({ meetingId }) => meetingId !== id));
  return (
    reminders
      // Whoever is there already needs no word of it.
      .filter(({ meetingId }) => !pathname.startsWith(`/meetings/${meetingId}`))
      .map(({ meetingId, title, startsAt }) => (
        <section key={meetingId} className="corner-card ring ring-quiet" data-reminder={meetingId}>
          <strong>{t('ring.soon', { time: formatHour(startsAt, language) })}</strong>
          <span className="ring-title">{title}</span>
          <div className="corner-acts">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                close(meetingId);
                void navigate(`/meetings/${meetingId}`);
              }}
            >
              {t('ring.join')}
            </Button>
            <Button size="small" onClick={() => close(meetingId)}>
              {t('close')}
            </Button>
          </div>
        </section>
      ))
  );
}
