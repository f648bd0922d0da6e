import { useTranslation } from 'react-i18next';
import type { Person } from '../../../server/contract/people.ts';

const tones: Record<Person['state'], 'idle' | 'busy' | 'live' | 'bad'> = {
  invited: 'busy',
  active: 'live',
  disabled: 'bad',
  expired: 'bad',
};

/** State of an account, in words; the colour only repeats it. */
export function PersonState({ person: { state } }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <span className="state" data-person-state={state}>
      <span className="dot" data-tone={tones[state]} aria-hidden="true" />
      {t(`personState.${state}`)}
    </span>
  );
}
