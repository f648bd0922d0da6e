import { Button, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Credentials } from './add-devices.ts';
import { useCredentialSets } from './credentials-drawer.tsx';

interface AddBarProps {
  credentials: Credentials;
  setCredentials: (credentials: Credentials) => void;
  bySets: boolean;
  setBySets: (bySets: boolean) => void;
  /** Opens the credential sets. */
  sets: () => void;
  busy: boolean;
  count: number;
  add: () => void;
}

/** How found devices are signed in to: with what is typed here, or by the sets that the hub keeps. */
export function AddBar(props: AddBarProps) {
  const { credentials, setCredentials, bySets, setBySets, sets, busy, count, add } = props;
  const { t } = useTranslation();
  const known = useCredentialSets().data?.length ?? 0;
  return (
    <div className="found-bar">
      <Segmented<boolean>
        aria-label={t('discover.how')}
        value={bySets}
        onChange={setBySets}
        options={[
          { value: false, label: t('discover.typed') },
          { value: true, label: t('discover.bySets', { count: known }) },
        ]}
      />
      {bySets ? (
        <Button type="link" onClick={sets}>
          {t('sets.title')}
        </Button>
      ) : (
        <>
          <label>
            {t('discover.username')}
            <Input
              value={credentials.username}
              autoComplete="off"
              maxLength={64}
              onChange={({ target }) => setCredentials({ ...credentials, username: target.value })}
            />
          </label>
          <label>
            {t('discover.password')}
            <Input.Password
              value={credentials.password}
              autoComplete="new-password"
              maxLength={128}
              onChange={({ target }) => setCredentials({ ...credentials, password: target.value })}
            />
          </label>
          <Button type="primary" loading={busy} disabled={!count} onClick={add}>
            {t('discover.addPicked', { count })}
          </Button>
        </>
      )}
    </div>
  );
}
