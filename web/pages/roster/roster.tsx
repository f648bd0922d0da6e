import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '../../../server/contract/roster.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { idsBelow, pathIds, rowsOf } from '../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useOnDuty, useShifts } from '../../hooks/use-roster.ts';
import { useSession } from '../../hooks/use-session.ts';
import { formatDay } from '../../i18n/format.ts';
import { AddDrawer } from './add-drawer.tsx';
import { OnDuty } from './on-duty.tsx';
import { ShiftDrawer } from './shift-drawer.tsx';
import { useWeek } from './use-week.ts';
import { WeekTable } from './week-table.tsx';
import { endOf, layWeek } from './week.ts';
import './roster.css';

const EVERY_MS = 60_000;

/** Who is on duty where: now, and in a week. */
export default function Roster() {
  const { t } = useTranslation();
  const language = useLanguage();
  const narrow = useNarrow();
  const now = useHubNow(EVERY_MS);
  const may = useMay();
  const tree = useUnitTree();
  const pathNames = usePathNames();
  const me = useSession().data?.user?.id ?? '';
  const { shown, turn, today, setUnit, setBy } = useWeek(now);
  const { days, unitId, by } = shown;
  const [gaps, setGaps] = useState(false);
  const [above, setAbove] = useState<{ shiftId: string } | 'add' | null>(null);
  const from = days[0]?.start ?? 0;
  const to = days.at(-1)?.end ?? 0;
  const shifts = useShifts({ from, to, ...(unitId && { unitId }) });
  const onDuty = useOnDuty();

  const known = useMemo(() => {
    const all = new Map((shifts.data ?? []).map((shift) => [shift.id, shift]));
    for (const shift of onDuty.data ?? []) all.set(shift.id, shift);
    return [...all.values()];
  }, [shifts.data, onDuty.data]);
  const rows = useMemo(() => {
    const inTree = rowsOf(tree, { open: new Set(tree.byId.keys()) }).map(({ unit }) => unit.id);
    const below = unitId ? idsBelow(tree, unitId) : null;
    const units = inTree.filter((id) => (!below || below.has(id)) && may('roster.read', pathIds(tree, id)));
    const laid = layWeek(shifts.data ?? [], days, by, by === 'unit' ? units : []);
    return gaps ? laid : laid.filter((row) => row.days.some((pieces) => pieces.length));
  }, [shifts.data, days, by, gaps, tree, unitId, may]);
  const names = useMemo(() => new Map(known.map(({ userId, name }) => [userId, name])), [known]);
  const opened = above && above !== 'add' ? known.find(({ id }) => id === above.shiftId) : undefined;
  const next = [...names].map(([userId, name]) => ({ userId, name }));

  return (
    <main className="page roster">
      <div className="page-bar">
        <h1>{t('roster.title')}</h1>
        <div className="roster-turn">
          <Button
            icon={<LeftOutlined />}
            aria-label={t('roster.before')}
            title={t('roster.before')}
            onClick={() => turn(-1)}
          />
          <span role="status">
            {formatDay(from, language)} – {formatDay(days.at(-1)?.start ?? from, language)}
          </span>
          <Button
            icon={<RightOutlined />}
            aria-label={t('roster.after')}
            title={t('roster.after')}
            onClick={() => turn(1)}
          />
          <Button onClick={today}>{t('roster.today')}</Button>
        </div>
        <Segmented
          aria-label={t('roster.by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'unit', label: t('roster.byUnit') },
            { value: 'person', label: t('roster.byPerson') },
          ]}
        />
        {by === 'unit' && (
          <Checkbox checked={gaps} onChange={({ target }) => setGaps(target.checked)}>
            {t('roster.gaps')}
          </Checkbox>
        )}
        <UnitSelect
          className="roster-unit"
          action="roster.read"
          clearable
          value={unitId}
          placeholder={t('roster.everywhere')}
          onChange={setUnit}
        />
        {may('roster.write') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAbove('add')}>
            {t('roster.add')}
          </Button>
        )}
      </div>
      {shifts.error && <Problem error={shifts.error} />}
      {onDuty.error && <Problem error={onDuty.error} />}
      <div className="roster-parts">
        <OnDuty
          shifts={sortByUnit(onDuty.data ?? [], pathNames)}
          me={me}
          now={now}
          open={({ id }) => setAbove({ shiftId: id })}
        />
        <div className="roster-week">
          <WeekTable
            days={days}
            rows={rows}
            rowName={({ id }) => (by === 'unit' ? pathNames(id) : (names.get(id) ?? id))}
            pieceName={(shift) => (by === 'unit' ? shift.name : pathNames(shift.unitId))}
            now={now}
            narrow={narrow}
            open={({ id }) => setAbove({ shiftId: id })}
          />
        </div>
      </div>
      {above === 'add' && <AddDrawer unitId={unitId} day={Math.max(from, now)} close={() => setAbove(null)} />}
      {opened && (
        <ShiftDrawer
          key={opened.id}
          shift={opened}
          me={me}
          now={now}
          noteBefore={noteBefore(opened, known)}
          next={next}
          close={() => setAbove(null)}
        />
      )}
    </main>
  );
}

function sortByUnit(shifts: readonly Shift[], pathNames: (id: string) => string): Shift[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  return [...shifts].sort((a, b) => collator.compare(pathNames(a.unitId), pathNames(b.unitId)));
}

/** What the last one in the same unit left for this one. */
function noteBefore(shift: Shift, known: readonly Shift[]): string {
  const before = known
    .filter(({ id, unitId, handoverNote }) => id !== shift.id && unitId === shift.unitId && handoverNote)
    .filter((other) => endOf(other) <= shift.startsAt)
    .sort((a, b) => endOf(b) - endOf(a));
  return before[0]?.handoverNote ?? '';
}
