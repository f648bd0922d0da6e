import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatHour, formatMoment } from '../../i18n/format.ts';
import { midnight } from './days.ts';
import { MeetingMenu } from './meeting-menu.tsx';
import { phaseOf } from './phase.ts';

export interface MeetingRowProps {
  meeting: Meeting;
  now: number;
  edit: (meeting: Meeting) => void;
}

/** One meeting in a list: when, what, whose, how many are there, and the way in. */
export function MeetingRow({ meeting, now, edit }: MeetingRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const pathNames = usePathNames();
  const { id, kind, title, startsAt, endsAt, ownerName, unitId, present, hasPasscode, lobby, seriesId } = meeting;
  const phase = phaseOf(meeting, now);
  const over = phase === 'ended' || phase === 'cancelled';
  // Of what goes on past midnight the day is said, too.
  const end =
    midnight(endsAt) === midnight(startsAt) ? formatHour(endsAt, language) : formatMoment(endsAt, language, startsAt);
  const marks = [
    kind !== 'scheduled' && t(`meetings.kind.${kind}`),
    seriesId !== null && t('meetings.inSeries'),
    hasPasscode && t('meetings.withPasscode'),
    lobby && t('meetings.withLobby'),
  ].filter((mark) => mark !== false);
  return (
    <li className="meeting" data-meeting={id} data-phase={phase}>
      <span className="meeting-time">
        {formatHour(startsAt, language)} – {end}
      </span>
      <span className="meeting-words">
        <Link to={`/meetings/${id}`}>{title}</Link>
        <span className="quiet">
          {pathNames(unitId)} · {ownerName}
          {marks.length > 0 && ` · ${marks.join(' · ')}`}
        </span>
      </span>
      <span className="meeting-state">
        {present > 0 && t('meetings.present', { count: present })}
        {phase === 'cancelled' && t('meetings.phase.cancelled')}
        {phase === 'ended' && t('meetings.phase.ended')}
      </span>
      <span className="meeting-acts">
        {phase === 'open' && (
          <Link className="meeting-join" to={`/meetings/${id}`} aria-label={t('meetings.joinNamed', { title })}>
            {t('meetings.join')}
          </Link>
        )}
        <MeetingMenu meeting={meeting} now={now} over={over} edit={() => edit(meeting)} />
      </span>
    </li>
  );
}
