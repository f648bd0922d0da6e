import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '../../../server/contract/roster.ts';
import { Segmented } from 'antd';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatDay, formatHour } from '../../i18n/format.ts';
import type { Day, Piece, WeekRow } from './week.ts';

export interface WeekTableProps {
  days: readonly Day[];
  rows: readonly WeekRow[];
  /** Name of a row, and of what stands in it. */
  rowName: (row: WeekRow) => string;
  pieceName: (shift: Shift) => string;
  now: number;
  /** One day at a time: there is no room for seven. */
  narrow: boolean;
  open: (shift: Shift) => void;
}

/** A week of shifts: a row for each unit or person, a column for each day. */
export function WeekTable({ days, rows, rowName, pieceName, now, narrow, open }: WeekTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const today = days.findIndex(({ start, end }) => start <= now && now < end);
  const [picked, setPicked] = useState<number | null>(null);
  const only = picked ?? Math.max(0, today);
  const shown = narrow ? days.slice(only, only + 1) : days;
  const first = narrow ? only : 0;
  return (
    <>
      {narrow && (
        <Segmented
          block
          className="roster-days"
          aria-label={t('roster.day')}
          value={only}
          onChange={setPicked}
          options={days.map(({ start }, value) => ({ value, label: String(new Date(start).getDate()) }))}
        />
      )}
      <table className="week">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('roster.who')}</span>
            </th>
            {shown.map(({ start }, index) => (
              <th key={start} scope="col" aria-current={first + index === today ? 'date' : undefined}>
                {formatDay(start, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{rowName(row)}</th>
              {row.days.slice(first, first + shown.length).map((pieces, index) => (
                <td key={shown[index]?.start} data-today={first + index === today || undefined}>
                  {pieces.map((piece) => (
                    <PieceButton
                      key={piece.shift.id}
                      piece={piece}
                      name={pieceName(piece.shift)}
                      now={now}
                      open={open}
                    />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!rows.length && <p className="roster-none quiet">{t('roster.nobody')}</p>}
    </>
  );
}

function PieceButton(props: { piece: Piece; name: string; now: number; open: (shift: Shift) => void }) {
  const { piece, name, now, open } = props;
  const language = useLanguage();
  const { shift, from, to, begun, goesOn } = piece;
  const state = to <= now ? 'over' : from <= now ? 'running' : 'planned';
  return (
    <button type="button" className="piece" data-state={state} onClick={() => open(shift)}>
      <span className="piece-time">
        {begun ? '→ ' : `${formatHour(from, language)}${goesOn ? '' : '–'}`}
        {goesOn ? ' →' : formatHour(to, language)}
      </span>
      <span className="piece-name">{name}</span>
    </button>
  );
}
