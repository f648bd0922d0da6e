import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSocketState } from '../hooks/use-hub.ts';
import { useSessionActions } from '../hooks/use-session.ts';
import type { Hub } from '../media/hub.ts';

const RELOADED = 'hub.reloaded';

/** Tells that the hub cannot be reached, and sees to what follows: session read again, old page reloaded once. */
export function ConnectionBanner({ hub }: { hub: Hub }) {
  const { t } = useTranslation();
  const state = useSocketState(hub);
  const { refresh } = useSessionActions();

  useEffect(
    () =>
      hub.socket.on('state', (now) => {
        // The hub closes the socket when the session ends.
        if (now === 'lost') void refresh();
        else if (now === 'open') sessionStorage.removeItem(RELOADED);
        else if (now === 'old' && !sessionStorage.getItem(RELOADED)) {
          sessionStorage.setItem(RELOADED, 'yes');
          location.reload();
        }
      }),
    [hub, refresh],
  );

  return (
    <div role="status">
      {state === 'lost' && <p className="banner">{t('connection.lost')}</p>}
      {state === 'old' && (
        <p className="banner">
          {t('connection.old')}
          <Button size="small" onClick={() => location.reload()}>
            {t('connection.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}
