import { useTranslation } from 'react-i18next';
import type { OrgUnit } from '../../../server/contract/org.ts';
import { idsBelow, type UnitTree } from '../../components/unit-tree.ts';

/** What is known of a unit. */
export function UnitFacts({ unit, tree }: { unit: OrgUnit; tree: UnitTree }) {
  const { t } = useTranslation();
  const { civilCode, contactName, contactPhone, longitude, latitude, state } = unit;
  const below = [...idsBelow(tree, unit.id)].filter((id) => tree.byId.get(id)?.state !== 'retired' && id !== unit.id);
  return (
    <dl className="facts unit-facts">
      <dt>{t('organisation.state')}</dt>
      <dd>{t(`unitState.${state}`)}</dd>
      <dt>{t('organisation.civilCode')}</dt>
      <dd>{civilCode || '–'}</dd>
      <dt>{t('organisation.contact')}</dt>
      <dd>
        {contactName || '–'}{' '}
        {contactPhone && <a href={`tel:${contactPhone.replaceAll(/[^0-9+]/g, '')}`}>{contactPhone}</a>}
      </dd>
      <dt>{t('organisation.place')}</dt>
      <dd>{longitude !== null && latitude !== null ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : '–'}</dd>
      <dt>{t('organisation.below')}</dt>
      <dd>{t('organisation.belowCount', { count: below.length })}</dd>
    </dl>
  );
}
