import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The usual ones: one click each. */
const reasons = ['busy', 'later', 'wrong'] as const;
/** As RingAnswer of the contract. */
const LONGEST = 200;

export interface RingDeclineProps {
  busy: boolean;
  /** Empty: without a reason. */
  decline: (reason: string) => void;
  back: () => void;
}

/** Why a call is not taken: chosen, written, or not said. */
export function RingDecline({ busy, decline, back }: RingDeclineProps) {
  const { t } = useTranslation();
  const id = useId();
  const [own, setOwn] = useState('');
  return (
    <form
      className="ring-decline"
      onSubmit={(event) => {
        event.preventDefault();
        decline(own.trim());
      }}
    >
      <div className="corner-acts" role="group" aria-label={t('ring.why')}>
        {reasons.map((reason) => (
          <Button key={reason} size="small" disabled={busy} onClick={() => decline(t(`ring.reason.${reason}`))}>
            {t(`ring.reason.${reason}`)}
          </Button>
        ))}
      </div>
      <label htmlFor={id}>{t('ring.own')}</label>
      <input id={id} value={own} maxLength={LONGEST} onChange={({ target }) => setOwn(target.value)} />
      <div className="corner-acts">
        <Button danger size="small" htmlType="submit" loading={busy}>
          {t('ring.decline')}
        </Button>
        <Button size="small" disabled={busy} onClick={back}>
          {t('ring.back')}
        </Button>
      </div>
    </form>
  );
}
