import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnit, Site } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useReadUnitsAgain } from '../../hooks/use-units.ts';
import { AnswerRuleDialog } from './answer-rule-dialog.tsx';
import { SiteDrawer } from './site-drawer.tsx';
import { useAnswerRules } from './use-answer-rules.ts';

export interface UnitSitesProps {
  unit: OrgUnit;
  /** Of all units. */
  sites: readonly Site[];
  mayWrite: boolean;
  /** Whether the user decides about the sites' screens. */
  mayRule: boolean;
}

/** Rooms with screens and people, of this unit. */
export function UnitSites({ unit, sites, mayWrite, mayRule }: UnitSitesProps) {
  const { t } = useTranslation();
  const readAgain = useReadUnitsAgain();
  const [editing, setEditing] = useState<Site | 'new' | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [ruling, setRuling] = useState<Site | null>(null);
  const rules = useAnswerRules(mayRule);
  const own = sites.filter(({ unitId }) => unitId === unit.id);

  const remove = async ({ id }: Site): Promise<void> => {
    setProblem(null);
    try {
      await call('site.remove', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };

  const words = (seconds: number | null): string =>
    seconds === null ? t('ring.rule.never') : t('ring.rule.after', { seconds });

  return (
    <section className="unit-part" aria-labelledby="unit-sites">
      <h3 id="unit-sites">{t('organisation.sites')}</h3>
      {own.length === 0 && <p className="quiet">{t('organisation.noSites')}</p>}
      {problem && <Problem error={problem} />}
      {rules.error && <Problem error={rules.error} />}
      <ul className="unit-sites">
        {own.map((site) => (
          <li key={site.id} data-ruled={mayRule || undefined}>
            <span>{site.name}</span>
            <span className="quiet">{t(`siteKind.${site.kind}`)}</span>
            {mayRule && rules.data && (
              <Button type="link" size="small" onClick={() => setRuling(site)}>
                <span className="unseen">{site.name}</span>
                {words(rules.data.get(site.id) ?? null)}
              </Button>
            )}
            {mayWrite && (
              <span className="unit-site-acts">
                <Button
                  type="text"
                  size="small"
                  icon={<EditOutlined />}
                  aria-label={t('organisation.editNamed', { name: site.name })}
                  onClick={() => setEditing(site)}
                />
                <Popconfirm
                  title={t('organisation.siteRemoveSure', { name: site.name })}
                  okText={t('organisation.siteRemove')}
                  cancelText={t('cancel')}
                  okButtonProps={{ danger: true }}
                  onConfirm={() => remove(site)}
                >
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('organisation.siteRemoveNamed', { name: site.name })}
                  />
                </Popconfirm>
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setEditing('new')}>
          {t('organisation.siteAdd')}
        </Button>
      )}
      {ruling && (
        <AnswerRuleDialog
          site={ruling}
          answersAfter={rules.data?.get(ruling.id) ?? null}
          close={() => setRuling(null)}
        />
      )}
      {editing && (
        <SiteDrawer
          unit={unit}
          {...(editing !== 'new' && { site: editing })}
          close={() => setEditing(null)}
          saved={() => {
            readAgain();
            setEditing(null);
          }}
        />
      )}
    </section>
  );
}
