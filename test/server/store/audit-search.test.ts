import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditSearch } from '../../../server/store/audit-search.ts';
import { newId } from '../../../server/id.ts';
import type { AuditEvent as Line } from '../../../server/contract/record.ts';
import { anEvent } from '../record.ts';
import { openStore } from '../rig.ts';

const users = [null, { id: newId(), username: 'Zhang.San' }, { id: newId(), username: '李四' }];
const targets = [null, { kind: 'channel', id: newId() }, { kind: 'unit', id: newId() }];
const units = [undefined, newId(), newId(), newId()];
const actions = ['camera.watch', 'camera.watch-end', 'session.sign-in'];
const purposes = [undefined, 'incident', 'training'] as const;
const outcomes = ['done', 'refused', 'failed'] as const;

const event = fc.record({
  user: fc.constantFrom(...users),
  target: fc.constantFrom(...targets),
  unitId: fc.constantFrom(...units),
  action: fc.constantFrom(...actions),
  purpose: fc.constantFrom(...purposes),
  outcome: fc.constantFrom(...outcomes),
  // Also backwards: clocks are put back.
  at: fc.integer({ min: 0, max: 20 }),
});

const search: fc.Arbitrary<AuditSearch> = fc.record(
  {
    units: fc.option(fc.subarray(units.filter((unit) => unit !== undefined))),
    userId: fc.constantFrom(...users.flatMap((user) => user?.id ?? [])),
    username: fc.constantFrom('zhang.san', '李四', 'nobody'),
    targetId: fc.constantFrom(...targets.flatMap((target) => target?.id ?? [])),
    actions: fc.subarray(actions, { minLength: 1 }),
    purpose: fc.constantFrom('incident', 'training'),
    outcome: fc.constantFrom(...outcomes),
    from: fc.integer({ min: 0, max: 20 }),
    to: fc.integer({ min: 0, max: 20 }),
    before: fc.integer({ min: 1, max: 60 }),
  },
  { requiredKeys: ['units'] },
);

/** What the search means, without any index. */
function fits(
  line: Line,
  { units, actions, from = 0, to = Infinity, before = Infinity, ...exact }: AuditSearch,
): boolean {
  if (units !== null && !(line.unitId !== null && units.includes(line.unitId))) return false;
  if (actions !== undefined && !actions.includes(line.action)) return false;
  if (line.at < from || line.at >= to || line.seq >= before) return false;
  if (exact.userId !== undefined && line.user?.id !== exact.userId) return false;
  if (exact.username !== undefined && line.user?.username.toLowerCase() !== exact.username) return false;
  if (exact.targetId !== undefined && line.target?.id !== exact.targetId) return false;
  if (exact.purpose !== undefined && line.purpose !== exact.purpose) return false;
  return exact.outcome === undefined || line.outcome === exact.outcome;
}

test('whatever is searched for, all that fits is found, the newest first', async () => {
  const { auditEvents } = await openStore();
  for (const { at, ...facts } of fc.sample(event, 60)) await auditEvents.add(anEvent(facts), at);
  const all = await auditEvents.list(100);
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
  await fc.assert(
    fc.asyncProperty(search, fc.integer({ min: 1, max: 70 }), async (wanted, limit) => {
      expect(await auditEvents.search(wanted, limit)).toEqual(all.filter((line) => fits(line, wanted)).slice(0, limit));
    }),
    { numRuns: 500 },
  );
});

test('more units than one statement takes are searched all the same', async () => {
  const { auditEvents } = await openStore();
  const many = Array.from({ length: 1000 }, newId);
  for (const unitId of [many[0], many[999], newId(), many[500]]) await auditEvents.add(anEvent({ unitId }));
  const found = await auditEvents.search({ units: many, actions: ['camera.watch', 'camera.watch-end'] }, 2);
  expect(found.map(({ seq }) => seq)).toEqual([4, 2]);
});
