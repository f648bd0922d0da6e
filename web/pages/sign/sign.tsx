import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { PublicCamera } from '../../../server/contract/placement.ts';
import { call, type Reply } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { EntryFrame } from '../../components/entry-frame.tsx';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import './sign.css';

/** What the QR code on a camera's sign leads to: who runs it, why, for how long, whom to ask. Nobody signs in for it. */
export default function Sign() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const read = useQuery<Reply<'sign.read'>, HubError>({
    queryKey: ['sign', code],
    queryFn: ({ signal }) => call('sign.read', { params: { code }, signal }),
    retry: false,
  });
  return (
    <EntryFrame title={t('publicSign.title')}>
      {read.isPending && <Loading />}
      {read.error && <Problem error={read.error} />}
      {read.data && <Facts camera={read.data} />}
    </EntryFrame>
  );
}

function Facts({ camera }: { camera: PublicCamera }) {
  const { t } = useTranslation();
  const { name, place, placeType, reason, unit, contactPhone, filing, retentionDays } = camera;
  const where = [place, placeType && t(`placeType.${placeType}`)].filter(Boolean).join(' · ');
  return (
    <>
      <dl className="sign-facts">
        <Fact name={t('publicSign.camera')}>{name}</Fact>
        <Fact name={t('publicSign.place')}>{where}</Fact>
        <Fact name={t('publicSign.reason')}>{reason}</Fact>
        <Fact name={t('publicSign.unit')}>{unit}</Fact>
        <Fact name={t('publicSign.contact')}>
          {contactPhone && <a href={`tel:${contactPhone.replace(/[^\d+]/g, '')}`}>{contactPhone}</a>}
        </Fact>
        <Fact name={t('publicSign.retention')}>
          {retentionDays !== null &&
            (retentionDays > 0 ? t('publicSign.days', { days: retentionDays }) : t('publicSign.recordsNothing'))}
        </Fact>
        <Fact name={t('publicSign.filing')}>{filing}</Fact>
      </dl>
      <p className="entry-note">{t('publicSign.note')}</p>
    </>
  );
}

/** What is not declared yet is said to be so: an empty line would look like a fault. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <span className="quiet">{t('publicSign.open')}</span>}</dd>
    </div>
  );
}
