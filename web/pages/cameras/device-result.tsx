import { useTranslation } from 'react-i18next';
import type { DiscoveredDevice } from '../../../server/contract/discovery.ts';
import { Problem } from '../../components/problem.tsx';
import type { Adding } from './sweep.ts';

/** How a found device stands: what the sweep said, or how its adding went. */
export function DeviceResult({ device, adding }: { device: DiscoveredDevice; adding: Adding | undefined }) {
  const { t } = useTranslation();
  if (adding instanceof Error) return <Problem error={adding} />;
  if (adding) return <span data-adding={adding}>{t(`discover.adding.${adding}`)}</span>;
  if (device.cause) {
    return (
      <span className="bad" title={t(`cause.${device.cause}.hint`)}>
        {t(`cause.${device.cause}.name`)}
      </span>
    );
  }
  return <span>{t(`discover.status.${device.status}`)}</span>;
}
