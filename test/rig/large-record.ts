import sqlite3 from 'sqlite3';
import { newId } from '../../server/id.ts';
import { CHAINED, chainHash, type ChainedRow, GENESIS } from '../../server/store/audit-chain.ts';

const ids = (count: number): string[] => Array.from({ length: count }, newId);

export const UNITS: readonly string[] = ids(92);
export const USERS: readonly { id: string; username: string }[] = ids(1000).map((id, index) => ({
  ...{ id, username: `user${index}` },
}));
export const CAMERAS: readonly { id: string; unitId: string }[] = ids(2000).map((id, index) => ({
  ...{ id, unitId: UNITS[index % UNITS.length] ?? '' },
}));

const PURPOSES = ['duty-patrol', 'duty-patrol', 'duty-patrol', 'incident', 'disaster', 'maintenance', 'training'];
const YEARS = 2 * 365 * 24 * 3_600_000;
/** Rows of one statement: SQLite takes 32,766 values. */
const AT_ONCE = 2000;

/** Of a few users and cameras there is much more than of the others, as in life. */
function skewed<T>(list: readonly T[]): T {
  const one = list[Math.floor(list.length * Math.random() ** 3)];
  if (one === undefined) throw new Error('an empty list');
  return one;
}

/**
 * Writes a chain of events into the database of a closed store: far faster than one transaction each.
 * @returns when the first and the last were, ms since 1970
 */
export async function fillRecord(file: string, events: number): Promise<{ from: number; to: number }> {
  const database = new sqlite3.Database(file);
  const run = (statement: string, values: unknown[] = []): Promise<void> => {
    return new Promise((resolve, reject) => {
      database.run(statement, values, (error) => (error === null ? resolve() : reject(error)));
    });
  };
  const to = Date.now();
  const from = to - YEARS;
  const columns = [...CHAINED, 'hash'];
  const places = `(${columns.map(() => '?').join(',')})`;
  let hash = GENESIS;
  await run('begin');
  for (let first = 1; first <= events; first += AT_ONCE) {
    const rows: unknown[][] = [];
    for (let seq = first; seq < first + AT_ONCE && seq <= events; seq++) {
      const row = anEvent(seq, from + Math.floor((seq / events) * YEARS));
      hash = chainHash(hash, row);
      rows.push([...CHAINED.map((column) => row[column]), hash]);
    }
    await run(
      `insert into audit_events (${columns.join(',')}) values ${rows.map(() => places).join(',')}`,
      rows.flat(),
    );
  }
  await run('commit');
  await new Promise<void>((resolve, reject) => {
    database.close((error) => (error === null ? resolve() : reject(error)));
  });
  return { from, to };
}

/** Nearly all are views and their ends. */
function anEvent(seq: number, at: number): ChainedRow {
  const [user, camera] = [skewed(USERS), skewed(CAMERAS)];
  const chance = Math.random();
  const facts = { camera: '宁陕县城关镇村口摄像机', channel: '主通道', grant: newId() };
  const base = { seq, id: newId(), at, user_id: user.id, username: user.username, address: '10.20.30.40' };
  if (chance < 0.0005) {
    const detail = JSON.stringify({ person: user.username, reason: '火情' });
    const action = 'grant.break-glass';
    return {
      ...base,
      action,
      target_kind: 'grant',
      target_id: newId(),
      outcome: 'done',
      detail,
      purpose: 'incident',
      unit_id: camera.unitId,
    };
  }
  if (chance < 0.1) {
    return {
      ...base,
      action: 'session.sign-in',
      target_kind: '',
      target_id: '',
      outcome: 'done',
      detail: '{}',
      purpose: null,
      unit_id: null,
    };
  }
  const isEnd = chance < 0.55;
  return {
    ...base,
    action: isEnd ? 'camera.watch-end' : 'camera.watch',
    target_kind: 'channel',
    target_id: camera.id,
    outcome: chance > 0.99 ? 'refused' : 'done',
    detail: JSON.stringify(isEnd ? { ...facts, durationMs: 61_000, reason: 'left' } : { ...facts, role: 'main' }),
    purpose: skewed(PURPOSES),
    unit_id: camera.unitId,
  };
}
