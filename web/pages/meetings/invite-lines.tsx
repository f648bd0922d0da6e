import { useTranslation } from 'react-i18next';
import type { Invited } from '../../../server/contract/meeting.ts';
import type { UnitTree } from '../../components/unit-tree.ts';
import { toggleBelow, toggleInvited, type InviteLine } from './invited.ts';

export interface InviteLinesProps {
  id: string;
  lines: readonly InviteLine[];
  tree: UnitTree;
  value: Invited;
  onChange: (invited: Invited) => void;
}

/** Units with their sites, to be ticked; a unit with others below it can be ticked with all of them. */
export function InviteLines({ id, lines, tree, value, onChange }: InviteLinesProps) {
  const { t } = useTranslation();
  const chosen = new Set([...value.unitIds, ...value.siteIds]);
  return (
    <ul id={id} className="invite-lines" aria-label={t('meetings.invite.tree')}>
      {lines.length === 0 && <li className="quiet">{t('unit.none')}</li>}
      {lines.map((line) => (
        // Plain elements: there may be two hundred.
        <li key={line.id} style={{ paddingLeft: 6 + (line.level - 1) * 16 }} data-kind={line.kind}>
          <label>
            <input
              type="checkbox"
              checked={chosen.has(line.id)}
              onChange={() => onChange(toggleInvited(value, line.kind, line.id))}
            />
            <span>{line.name}</span>
            {line.kind === 'site' && <span className="quiet">{t('meetings.invite.site')}</span>}
          </label>
          {line.kind === 'unit' && line.hasBelow && (
            <button type="button" className="invite-all" onClick={() => onChange(toggleBelow(value, tree, line.id))}>
              <span className="unseen">{line.name}</span>
              {t('meetings.invite.below')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
