import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../server/contract/camera.ts';
import type { CameraHealth, HealthChange } from '../../../../server/contract/health.ts';
import { call } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { HealthDot, HealthMark } from '../../../components/health-mark.tsx';
import { Problem } from '../../../components/problem.tsx';
import { useLanguage } from '../../../hooks/use-language.ts';
import { formatMoment } from '../../../i18n/format.ts';

/** Shown without being asked. */
const NEWEST = 8;

interface StatePartProps {
  camera: Camera;
  health: CameraHealth | undefined;
  mayLook: boolean;
}

/** How it does, when it was last looked at, and how it did. */
export function StatePart({ camera: { id }, health, mayLook }: StatePartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [looked, setLooked] = useState<CameraHealth | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [all, setAll] = useState(false);
  const now = looked && looked.since >= (health?.since ?? 0) ? looked : health;
  const history = useQuery<HealthChange[], HubError>({
    queryKey: ['health-history', id, now?.since],
    queryFn: async ({ signal }) => (await call('health.history', { params: { id }, signal })).changes,
  });
  const look = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setLooked(await call('health.look', { params: { id } }, 60_000));
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const when = (at: number | null | undefined): string => (at ? formatMoment(at, language) : t('health.never'));
  const changes = history.data ?? [];

  return (
    <section className="camera-part" aria-labelledby="camera-state">
      <h2 id="camera-state">{t('camera.state')}</h2>
      <p>
        <HealthMark health={now} />
      </p>
      {now?.cause && <p className="quiet">{t(`cause.${now.cause}.hint`)}</p>}
      <dl className="facts">
        <dt>{t('health.checked')}</dt>
        <dd>{when(now?.checkedAt)}</dd>
        <dt>{t('health.picture')}</dt>
        <dd>{when(now?.pictureAt)}</dd>
      </dl>
      {mayLook && (
        <Button loading={busy} onClick={() => void look()}>
          {t('health.look')}
        </Button>
      )}
      {problem && <Problem error={problem} />}
      <h3>{t('health.history')}</h3>
      {history.error && <Problem error={history.error} />}
      {history.data?.length === 0 && <p className="quiet">{t('health.noHistory')}</p>}
      <ol className="state-history">
        {changes.slice(0, all ? changes.length : NEWEST).map(({ at, state, cause }) => (
          <li key={`${at} ${state}`}>
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, language)}</time>
            <span className="state">
              <HealthDot state={state} /> {t(`health.state.${state}`)}
            </span>
            <span className="quiet">{cause && t(`cause.${cause}.name`)}</span>
          </li>
        ))}
      </ol>
      {changes.length > NEWEST && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('health.whole', { count: changes.length })}
        </Button>
      )}
    </section>
  );
}
