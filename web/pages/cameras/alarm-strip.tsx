import { WarningOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../server/contract/health.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useUnitNames } from '../../hooks/use-units.ts';
import { formatMoment } from '../../i18n/format.ts';

/** Uplinks that are down, one line; cameras that are down by themselves are only counted. */
export const AlarmStrip = memo(function AlarmStrip({ alarms, open }: { alarms: readonly Alarm[]; open: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const unitName = useUnitNames();
  const uplinks = alarms.filter(({ kind }) => kind === 'uplink');
  const others = alarms.length - uplinks.length;
  if (!uplinks.length) return null;
  return (
    <div className="alarm-strip" role="status" data-alarms={alarms.length}>
      <WarningOutlined aria-hidden />
      <span>
        {uplinks
          .map(({ unitId, cameras, beganAt }) =>
            t('alarms.uplink', { unit: unitName(unitId), count: cameras, time: formatMoment(beganAt, language) }),
          )
          .join(t('alarms.and'))}
      </span>
      <button type="button" onClick={open}>
        {others > 0 ? t('alarms.more', { count: others }) : t('alarms.open')}
      </button>
    </div>
  );
});
