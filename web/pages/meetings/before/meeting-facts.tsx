import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../server/contract/meeting.ts';
import { usePathNames } from '../../../components/use-unit-tree.ts';
import { useSession } from '../../../hooks/use-session.ts';
import { useLanguage } from '../../../hooks/use-language.ts';
import { formatDay, formatHour } from '../../../i18n/format.ts';

/** When, whose, who is invited, what about. */
export function MeetingFacts({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const pathNames = usePathNames();
  // A guest is told of no units, nor who else is invited.
  const isGuest = (useSession().data?.user?.guestOf ?? null) !== null;
  const { kind, startsAt, endsAt, unitId, ownerName, invited, agenda, present } = meeting;
  const { unitIds, siteIds, userIds } = invited;
  const invitedWords = t('meetings.invite.count', {
    units: unitIds.length,
    sites: siteIds.length,
    people: userIds.length,
  });
  const rows: [string, string][] = [
    [t('meetings.field.kind'), t(`meetings.kind.${kind}`)],
    [
      t('meetings.before.when'),
      `${formatDay(startsAt, language)} ${formatHour(startsAt, language)} – ${formatHour(endsAt, language)}`,
    ],
    ...(isGuest ? [] : [[t('meetings.field.unit'), pathNames(unitId)] as [string, string]]),
    [t('meetings.before.chair'), ownerName],
    ...(isGuest ? [] : [[t('meetings.field.invited'), invitedWords] as [string, string]]),
    ...(present > 0
      ? [[t('meetings.before.there'), t('meetings.present', { count: present })] as [string, string]]
      : []),
  ];
  return (
    <>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="facts-row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kind === 'private' && <p className="before-stone">{t('meetings.stone')}</p>}
      {agenda && (
        <section className="agenda" aria-labelledby="agenda">
          <h2 id="agenda">{t('meetings.field.agenda')}</h2>
          <p>{agenda}</p>
        </section>
      )}
    </>
  );
}
