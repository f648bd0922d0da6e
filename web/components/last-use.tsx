import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/session.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { formatMoment } from '../i18n/format.ts';

const ASKED = 'hub.last-use';
/** How long the notice stands, ms. */
const SHOWN_MS = 30_000;

/** Has the notice shown when the next page opens: after a sign-in, and not at each reload. */
export function askForLastUse(): void {
  sessionStorage.setItem(ASKED, 'yes');
}

/** When and from where the account was used before: whoever knows better can tell that somebody else has the password. */
export function LastUse({ last }: { last: Session['lastSignIn'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [shown, setShown] = useState(() => sessionStorage.getItem(ASKED) !== null);
  useEffect(() => {
    sessionStorage.removeItem(ASKED);
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <p className="notice" role="status">
      {last
        ? t('lastUse.notice', { time: formatMoment(last.at, language), address: last.address })
        : t('lastUse.first')}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('lastUse.close')}
        onClick={() => setShown(false)}
      />
    </p>
  );
}
