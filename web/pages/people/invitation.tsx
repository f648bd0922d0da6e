import { CopyOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Invitation as InvitationData } from '../../../server/contract/people.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';

/** A one-time link, to be handed over: the hub keeps only its hash, so that it cannot be shown again. */
export function Invitation({ name, invitation }: { name: string; invitation: InvitationData }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const link = `${location.origin}/setup?token=${encodeURIComponent(invitation.token)}`;
  return (
    <section className="invitation" aria-label={t('people.link')}>
      <p>{t('people.linkFor', { name, time: formatMoment(invitation.expiresAt, language) })}</p>
      <div className="field-row">
        <Input readOnly value={link} aria-label={t('people.link')} onFocus={({ target }) => target.select()} />
        <CopyButton text={link} icon={<CopyOutlined aria-hidden />} />
      </div>
    </section>
  );
}
