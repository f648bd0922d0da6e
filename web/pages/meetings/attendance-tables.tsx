import { useTranslation } from 'react-i18next';
import type { Attendance } from '../../../server/contract/meeting.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatHour, formatMoment } from '../../i18n/format.ts';

/** The invited with what is known of each; then everybody who came. */
export function AttendanceTables({ attendance: { invited, people } }: { attendance: Attendance }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const there = invited.filter(({ present }) => present).length;
  return (
    <>
      <h3>{t('meetings.attendance.invited', { there, all: invited.length })}</h3>
      <table className="attendance">
        <thead>
          <tr>
            <th scope="col">{t('meetings.attendance.name')}</th>
            <th scope="col">{t('meetings.attendance.kind')}</th>
            <th scope="col">{t('meetings.attendance.came')}</th>
            <th scope="col">{t('meetings.attendance.rollCall')}</th>
          </tr>
        </thead>
        <tbody>
          {invited.map(({ kind, id, name, present, rollCall }) => (
            <tr key={`${kind} ${id}`}>
              <th scope="row">{name}</th>
              <td>{t(`meetings.invitedKind.${kind}`)}</td>
              <td className={present ? undefined : 'bad'}>{t(`meetings.mark.${present ? 'present' : 'absent'}`)}</td>
              <td className={rollCall === 'absent' ? 'bad' : undefined}>
                {rollCall === null ? '–' : t(`meetings.mark.${rollCall}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('meetings.attendance.people', { count: people.length })}</h3>
      <table className="attendance">
        <thead>
          <tr>
            <th scope="col">{t('meetings.attendance.name')}</th>
            <th scope="col">{t('meetings.attendance.unit')}</th>
            <th scope="col">{t('meetings.attendance.from')}</th>
            <th scope="col">{t('meetings.attendance.to')}</th>
            <th scope="col">{t('meetings.attendance.minutes')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ name, unit, isGuest, joinedAt, leftAt, minutes }) => (
            <tr key={`${name} ${unit} ${joinedAt}`}>
              <th scope="row">{name}</th>
              <td>{isGuest ? t('meetings.attendance.guest') : unit}</td>
              <td>{formatMoment(joinedAt, language)}</td>
              <td>{leftAt === null ? t('meetings.attendance.still') : formatHour(leftAt, language)}</td>
              <td>{minutes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
