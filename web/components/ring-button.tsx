import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { useMay } from '../hooks/use-rights.ts';
import { Problem } from './problem.tsx';
import { useSending } from './use-sending.ts';

export interface RingButtonProps {
  unitId: string;
  /** Of the unit, for screen readers. */
  name: string;
  icon?: ReactNode;
}

/** Calls a unit: one click rings at everybody who belongs to it, and the caller goes in. Nothing for whom may not. */
export function RingButton({ unitId, name, icon }: RingButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const { busy, problem, send } = useSending();
  // Also those above one's own may be called, by whoever may call at all: the hub decides.
  if (!may('meeting.call')) return null;
  const ring = async (): Promise<void> => {
    const invited = { unitIds: [unitId], siteIds: [], userIds: [] };
    const { id } = await call('meeting.call', { body: { title: '', invited } });
    await navigate(`/meetings/${id}/room?camera=1&microphone=1`);
  };
  return (
    <>
      <Button icon={icon} loading={busy} aria-label={t('ring.callNamed', { name })} onClick={() => void send(ring)}>
        {t('ring.call')}
      </Button>
      {problem && <Problem error={problem} />}
    </>
  );
}
