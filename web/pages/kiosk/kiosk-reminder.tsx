import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub, useNotification } from '../../hooks/use-hub.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatHour } from '../../i18n/format.ts';

interface Reminder {
  meetingId: string;
  title: string;
  startsAt: number;
}

/** Shown so long, ms. */
const SHOWN_MS = 20 * 60_000;

/** A meeting of this site begins soon: a line over the wall, with the way in. */
export function KioskReminder({ join }: { join: (meetingId: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reminder, setReminder] = useState<Reminder | null>(null);
  useNotification(
    useHub(),
    'meeting.reminder',
    useCallback((told: Reminder) => setReminder(told), []),
  );
  useEffect(() => {
    if (!reminder) return;
    const timer = setTimeout(() => setReminder(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [reminder]);
  if (!reminder) return null;
  const { meetingId, title, startsAt } = reminder;
  return (
    <section className="kiosk-reminder" role="status">
      <span>
        {t('ring.soon', { time: formatHour(startsAt, language) })} · {title}
      </span>
      <button type="button" onClick={() => join(meetingId)}>
        {t('ring.join')}
      </button>
      <button type="button" onClick={() => setReminder(null)}>
        {t('close')}
      </button>
    </section>
  );
}
