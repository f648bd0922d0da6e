import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Alarm, CameraHealth } from '../../server/contract/health.ts';
import type { NotificationData } from '../../server/contract/ws.ts';
import { call, type Reply } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';
import { useHub, useNotification } from './use-hub.ts';

const key = ['health'];
const noCameras: readonly CameraHealth[] = [];
const noAlarms: readonly Alarm[] = [];

/** Health of all cameras that the user may list, and the alarms that go on; kept up by the hub's notifications. */
export function useHealth() {
  const hub = useHub();
  const queries = useQueryClient();
  const readAgain = useCallback(() => void queries.invalidateQueries({ queryKey: key }), [queries]);
  const change = useCallback(
    (edit: (before: Reply<'health.list'>) => Reply<'health.list'>) =>
      queries.setQueryData<Reply<'health.list'>>(key, (before) => before && edit(before)),
    [queries],
  );
  const healthChanged = useCallback(
    ({ cameras }: NotificationData<'health.changed'>) =>
      change((before) => ({ ...before, cameras: mergeHealth(before.cameras, cameras) })),
    [change],
  );
  const alarmChanged = useCallback(
    (alarm: Alarm) => change((before) => ({ ...before, alarms: mergeAlarm(before.alarms, alarm) })),
    [change],
  );
  useNotification(hub, 'health.changed', healthChanged);
  useNotification(hub, 'alarm.changed', alarmChanged);
  useNotification(hub, 'camera.changed', readAgain);
  useNotification(hub, 'hello', readAgain);
  const { data, error } = useQuery<Reply<'health.list'>, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => await call('health.list', { signal }),
    staleTime: Infinity,
  });
  const cameras = data?.cameras ?? noCameras;
  const byCamera = useMemo(() => new Map(cameras.map((health) => [health.cameraId, health])), [cameras]);
  return { byCamera, alarms: data?.alarms ?? noAlarms, error };
}

/** The newer word on each camera counts. */
export function mergeHealth(before: readonly CameraHealth[], changed: readonly CameraHealth[]): CameraHealth[] {
  const byId = new Map(before.map((health) => [health.cameraId, health]));
  for (const health of changed) byId.set(health.cameraId, health);
  return [...byId.values()];
}

/** One that ended is gone; the newest stands first. */
export function mergeAlarm(before: readonly Alarm[], alarm: Alarm): Alarm[] {
  const others = before.filter(({ id }) => id !== alarm.id);
  return alarm.endedAt === null ? [alarm, ...others] : others;
}
