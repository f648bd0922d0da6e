import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnit, UnitChange } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';

/** Lines that are shown at first. */
const SHORT = 8;

/** What was done with the unit, the newest first. */
export function UnitHistory({ unit }: { unit: OrgUnit }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const history = useQuery<UnitChange[], HubError>({
    // A change of the unit makes a new line.
    queryKey: ['unit-history', unit.id, unit.updatedAt],
    queryFn: async ({ signal }) =>
      (await call('org.history', { params: { id: unit.id }, signal })).changes.toReversed(),
  });
  const changes = history.data ?? [];
  return (
    <section className="unit-part" aria-labelledby="unit-history">
      <h3 id="unit-history">{t('organisation.history')}</h3>
      {history.error && <Problem error={history.error} />}
      {history.data?.length === 0 && <p className="quiet">{t('organisation.noHistory')}</p>}
      <ol className="unit-history">
        {changes.slice(0, all ? changes.length : SHORT).map(({ at, username, act, before, after }, index) => (
          <li key={`${at}-${index}`}>
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, language)}</time>
            <span>
              {t(`unitChange.${act}`)}
              {(before || after) && (
                <>
                  {' '}
                  {before && <del>{before}</del>} {before && after && '→'} {after && <ins>{after}</ins>}
                </>
              )}
            </span>
            <span className="quiet">{username || t('organisation.hubItself')}</span>
          </li>
        ))}
      </ol>
      {changes.length > SHORT && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('organisation.wholeHistory', { count: changes.length })}
        </Button>
      )}
    </section>
  );
}
