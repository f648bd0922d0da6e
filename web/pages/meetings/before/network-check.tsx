import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubError } from '../../../api/hub-error.ts';
import { Problem } from '../../../components/problem.tsx';
import { gradeOf, measureRoundTrip } from './round-trip.ts';

/** How far it is to the hub, in words. */
export function NetworkCheck() {
  const { t } = useTranslation();
  const trip = useQuery<number, HubError>({
    queryKey: ['round-trip'],
    queryFn: ({ signal }) => measureRoundTrip(signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const again = (
    <Button size="small" loading={trip.isFetching} onClick={() => void trip.refetch()}>
      {t('meetings.before.again')}
    </Button>
  );
  if (trip.error) return <Problem error={trip.error} action={again} />;
  return (
    <div className="device-test">
      <span role="status">
        {trip.data === undefined
          ? t('meetings.before.measuring')
          : t(`meetings.before.network.${gradeOf(trip.data)}`, { ms: Math.round(trip.data) })}
      </span>
      {again}
    </div>
  );
}
