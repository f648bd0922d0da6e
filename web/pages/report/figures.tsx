import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '../../../server/contract/record.ts';

/** The report's figures, part by part. */
export function Figures({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { cameras, views, refusals, breakGlass, grants, exports, outages } = report;
  return (
    <div className="report-parts">
      <Part
        title={t('report.cameras')}
        rows={[
          [t('report.total'), cameras.total],
          [t('report.masked'), cameras.masked],
        ]}
      />
      <Part
        title={t('report.views')}
        rows={[
          [t('report.total'), views.total],
          [t('report.minutes'), views.minutes],
          [t('report.viewers'), views.viewers],
        ]}
      />
      <Part
        title={t('report.grants')}
        rows={[
          [t('report.requested'), grants.requested],
          [t('report.approved'), grants.approved],
          [t('report.refused'), grants.refused],
          [t('report.revoked'), grants.revoked],
        ]}
      />
      <Part
        title={t('report.breakGlass')}
        rows={[
          [t('report.total'), breakGlass.total],
          [t('report.reviewed'), breakGlass.reviewed],
          [t('report.justified'), breakGlass.justified],
        ]}
      />
      <Part
        title={t('report.refusals')}
        rows={[
          [t('report.signIns'), refusals.signIns],
          [t('report.refusedViews'), refusals.views],
          [t('report.refusedGrants'), refusals.grants],
          [t('report.others'), refusals.others],
        ]}
      />
      <Part
        title={t('report.exports')}
        rows={[
          [t('report.pictures'), exports.pictures],
          [t('report.records'), exports.records],
        ]}
      />
      <Part
        title={t('report.outages')}
        rows={[
          [t('report.times'), outages.total],
          [t('report.minutes'), outages.minutes],
        ]}
      />
      <Table
        title={t('report.byPurpose')}
        heads={[t('purpose.label'), t('report.times'), t('report.minutes')]}
        rows={views.byPurpose.map((line) => [t(`purpose.name.${line.purpose}`), line.views, line.minutes])}
      />
      <Table
        title={t('report.byUnit')}
        heads={[t('record.unit'), t('report.cameras')]}
        rows={cameras.byUnit.map(({ unit, total }) => [unit, total])}
      />
    </div>
  );
}

function Part({ title, rows }: { title: string; rows: [string, number][] }) {
  return (
    <section className="report-part">
      <h2>{title}</h2>
      <dl>
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Table({ title, heads, rows }: { title: string; heads: string[]; rows: (string | number)[][] }) {
  const { t } = useTranslation();
  const cell = (value: string | number): ReactNode => (typeof value === 'number' ? value.toLocaleString('en') : value);
  return (
    <section className="report-part report-wide">
      <h2>{title}</h2>
      {rows.length ? (
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={String(row[0])}>
                {row.map((value, index) => (
                  <td key={heads[index]}>{cell(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{t('report.none')}</p>
      )}
    </section>
  );
}
