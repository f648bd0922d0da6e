import { Button, Drawer, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '../../../server/contract/roster.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useReadRosterAgain } from '../../hooks/use-roster.ts';
import { formatMoment } from '../../i18n/format.ts';
import { HandoverForm, type NextPerson } from './handover-form.tsx';
import { endOf } from './week.ts';

export interface ShiftDrawerProps {
  shift: Shift;
  me: string;
  now: number;
  /** Note of the shift before it in the same unit; empty: none. */
  noteBefore: string;
  /** Who may come next. */
  next: readonly NextPerson[];
  close: () => void;
}

/** One shift: who, where, until when, what was noted; and its end. */
export function ShiftDrawer({ shift, me, now, noteBefore, next, close }: ShiftDrawerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const may = useMay();
  const readAgain = useReadRosterAgain();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const path = pathIds(tree, shift.unitId);
  const over = endOf(shift) <= now;
  const running = shift.startsAt <= now && !over;
  const mine = shift.userId === me;

  const act = async (what: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await what();
      readAgain();
      close();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const end = () => act(() => call('roster.end', { params: { id: shift.id } }));
  const rows: [string, string][] = [
    [t('roster.unit'), pathNames(shift.unitId)],
    [t('roster.phone'), shift.phone || '–'],
    [t('roster.from'), formatMoment(shift.startsAt, language, now)],
    [t('roster.to'), formatMoment(shift.endsAt, language, now)],
    ...(shift.endedAt === null
      ? []
      : [[t('roster.ended'), formatMoment(shift.endedAt, language, now)] as [string, string]]),
  ];

  return (
    <Drawer open size={440} title={shift.name} onClose={close}>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="facts-row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {noteBefore && <Note title={t('roster.noteBefore')} text={noteBefore} />}
      {shift.handoverNote && <Note title={t('roster.note')} text={shift.handoverNote} />}
      {problem && <Problem error={problem} />}
      {mine && running && may('roster.own', path) && (
        <HandoverForm
          next={next.filter(({ userId }) => userId !== me)}
          busy={busy}
          submit={(body) => void act(() => call('roster.handover', { params: { id: shift.id }, body }))}
        />
      )}
      {!over && !(mine && running) && may('roster.write', path) && (
        <Popconfirm
          title={t(running ? 'roster.endSure' : 'roster.cancelSure')}
          description={running ? t('roster.endHint') : undefined}
          okText={t(running ? 'roster.end' : 'roster.cancel')}
          cancelText={t('cancel')}
          okButtonProps={{ danger: true }}
          onConfirm={end}
        >
          <Button danger loading={busy} className="shift-end">
            {t(running ? 'roster.end' : 'roster.cancel')}
          </Button>
        </Popconfirm>
      )}
    </Drawer>
  );
}

function Note({ title, text }: { title: string; text: string }) {
  return (
    <section className="shift-note">
      <h3>{title}</h3>
      <p>{text}</p>
    </section>
  );
}
