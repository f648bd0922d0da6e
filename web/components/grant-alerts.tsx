import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Grant } from '../../server/contract/grant.ts';
import { useHub, useNotification } from '../hooks/use-hub.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { formatTime } from '../i18n/format.ts';
import { soundAlert, soundWanted } from './alert-sound.ts';
import { usePathNames } from './use-unit-tree.ts';
import './corner.css';
import './grant-alerts.css';

/** As many at once; older ones are on the page of approvals. */
const MOST = 4;

/** Tells, on whatever page, that somebody broke the glass in an area that the user answers for. */
export function GrantAlerts() {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const pathNames = usePathNames();
  const hub = useHub();
  const [alerts, setAlerts] = useState<readonly Grant[]>([]);
  const add = useCallback((grant: Grant) => {
    setAlerts((before) => [grant, ...before.filter(({ id }) => id !== grant.id)].slice(0, MOST));
    if (soundWanted()) soundAlert();
  }, []);
  useNotification(hub, 'grant.alert', add);
  const close = (id: string): void => setAlerts((before) => before.filter((grant) => grant.id !== id));

  return (
    <div className="corner alerts" role="alert">
      {alerts.map((grant) => (
        <section key={grant.id} className="corner-card alert" data-alert={grant.id}>
          <strong>{t('alert.title', { name: grant.name })}</strong>
          <span>{pathNames(grant.unitId)}</span>
          <span className="alert-reason">{grant.reason}</span>
          <span className="quiet">{formatTime(grant.requestedAt, language)}</span>
          <div className="corner-acts">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                close(grant.id);
                void navigate('/approvals');
              }}
            >
              {t('alert.look')}
            </Button>
            <Button size="small" onClick={() => close(grant.id)}>
              {t('close')}
            </Button>
          </div>
        </section>
      ))}
    </div>
  );
}
