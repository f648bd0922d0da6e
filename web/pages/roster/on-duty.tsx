import { useTranslation } from 'react-i18next';
import type { Shift } from '../../../server/contract/roster.ts';
import { usePathNames } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';
import { endOf } from './week.ts';

export interface OnDutyProps {
  shifts: readonly Shift[];
  /** The user's own id, to mark it. */
  me: string;
  now: number;
  open: (shift: Shift) => void;
}

/** Who is on duty at this moment, by unit: name, telephone, until when. */
export function OnDuty({ shifts, me, now, open }: OnDutyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const pathNames = usePathNames();
  return (
    <section className="on-duty" aria-label={t('roster.now')}>
      <h2>
        {t('roster.now')} <span className="quiet">{t('roster.count', { count: shifts.length })}</span>
      </h2>
      {!shifts.length && <p className="quiet">{t('roster.nobodyNow')}</p>}
      <ul>
        {shifts.map((shift) => (
          <li key={shift.id}>
            <button type="button" data-me={shift.userId === me || undefined} onClick={() => open(shift)}>
              <span className="duty-unit">{pathNames(shift.unitId)}</span>
              <strong>
                {shift.name}
                {shift.userId === me && <span className="tag-me">{t('roster.me')}</span>}
              </strong>
              <span className="quiet">
                {t('grant.until', { time: formatMoment(endOf(shift), language, now) })}
                {shift.phone && ` · ${shift.phone}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
