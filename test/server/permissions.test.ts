import { expect, test } from 'vitest';
import { Purpose, type Grant } from '../../server/contract/grant.ts';
import { administrators, Role } from '../../server/contract/people.ts';
import type { User } from '../../server/contract/session.ts';
import { type Action, can, guestActions, isOwn, mayAsk, mayWatch, purposes, table } from '../../server/permissions.ts';
import { Tickets } from '../../server/tickets.ts';
import { TICKET_LIFE } from '../../server/contract/grant.ts';

const units = ['county', 'town', 'village', 'other-town', 'other-village'] as const;
const paths: Record<(typeof units)[number], string[]> = {
  county: ['county'],
  town: ['county', 'town'],
  village: ['county', 'town', 'village'],
  'other-town': ['county', 'other-town'],
  'other-village': ['county', 'other-town', 'other-village'],
};
const states = ['pending', 'planned', 'active', 'refused', 'revoked', 'ended'] as const;
const sources = ['duty', 'own', 'approval', 'break-glass'] as const;
const NOW = 1_000_000;

function userOf(role: Role, unitId: string, given: Partial<User> = {}): User {
  const roles = [{ id: 'r', role, unitId, until: null }];
  return { id: 'me', username: 'me', name: 'me', unitId, roles, mustEnrol: false, guestOf: null, ...given };
}

function grantOf(given: Partial<Grant>): Grant {
  return {
    ...{ id: 'g', userId: 'me', name: 'me', purpose: 'incident', unitId: 'town', reason: '', source: 'approval' },
    ...{ state: 'active', startsAt: NOW - 1, endsAt: NOW + 1, requestedAt: 0 },
    ...{ decidedBy: '', decidedAt: null, decisionNote: '', review: null },
    ...given,
  };
}

/** Every combination of role, its place, purpose, source, state, place of the grant and place of the camera. */
function* everything() {
  for (const role of Role.enum)
    for (const held of units)
      for (const purpose of Purpose.enum)
        for (const source of sources)
          for (const state of states)
            for (const unitId of units)
              for (const at of units)
                yield { user: userOf(role, held), grant: grantOf({ purpose, source, state, unitId }), at, role, held };
}

test('a picture is never outside of the grant’s unit, time, state and user, nor without a role that has the purpose', () => {
  let permitted = 0;
  for (const { user, grant, at, role, held } of everything()) {
    const path = paths[at];
    if (!mayWatch(user, grant, { path }, NOW)) continue;
    permitted++;
    const rules = purposes[role] ?? { own: [], asked: [] };
    const says = {
      unit: path.includes(grant.unitId),
      state: grant.state === 'active' || grant.state === 'planned',
      role: rules.own.includes(grant.purpose) || rules.asked.includes(grant.purpose) || grant.source !== 'approval',
      // All but what somebody else approved, and break-glass, ends at the border of one's own area.
      area: grant.source === 'approval' || grant.source === 'break-glass' || path.includes(held),
      viewer: table['camera.watch'] !== 'anyone' && table['camera.watch'].includes(role),
    };
    expect(says).toEqual({ unit: true, state: true, role: true, area: true, viewer: true });
    const never = [
      mayWatch(user, { ...grant, userId: 'somebody' }, { path }, NOW),
      mayWatch({ ...user, mustEnrol: true }, grant, { path }, NOW),
      mayWatch({ ...user, roles: [] }, grant, { path }, NOW),
      mayWatch(user, grant, { path }, grant.endsAt),
      mayWatch(user, grant, { path }, grant.startsAt - 1),
      mayWatch(user, grant, { path: [] }, NOW),
    ];
    expect(never).toEqual(never.map(() => false));
  }
  expect(permitted).toBeGreaterThan(100);
});

test('administrators and inspectors see no pictures, whatever they are granted', () => {
  for (const { user, grant, at, role } of everything()) {
    if (role !== 'inspector' && !administrators.some((one) => one === role)) continue;
    expect(mayWatch(user, grant, { path: paths[at] }, NOW)).toBe(false);
  }
});

test('a screen sees its own unit for duty patrol, and nothing else, whatever it is granted', () => {
  let permitted = 0;
  for (const { user, grant, at, role, held } of everything()) {
    if (role !== 'site-screen' || !mayWatch(user, grant, { path: paths[at] }, NOW)) continue;
    permitted++;
    expect([grant.source, grant.purpose, paths[at].includes(held)]).toEqual(['approval', 'duty-patrol', true]);
  }
  expect(permitted).toBeGreaterThan(0);
});

test('contractors: maintenance in their own area, and nothing else', () => {
  const contractor = userOf('contractor', 'town');
  for (const purpose of Purpose.enum) {
    expect(isOwn(contractor, purpose, { path: paths.village })).toBe(purpose === 'maintenance');
    expect(isOwn(contractor, purpose, { path: paths['other-village'] })).toBe(false);
    expect(mayAsk(contractor, purpose)).toBe(false);
  }
});

test('the three administrators share nothing but what is anyone’s, the lists of people, cameras and duty, and masks of one', () => {
  for (const [action, roles] of Object.entries(table)) {
    if (roles === 'anyone') continue;
    const held = administrators.filter((role) => roles.includes(role));
    const isRead = /\.(read|list|search)$/.test(action);
    expect([action, held.length <= 1 || isRead]).toEqual([action, true]);
  }
});

test('a ticket is good once, for its user, for a minute', () => {
  const tickets = new Tickets();
  const facts = { userId: 'me', channelId: 'c', grantId: 'g' };
  const { ticket, expiresAt } = tickets.issue(facts, NOW);
  expect(expiresAt).toBe(NOW + TICKET_LIFE);
  expect(() => tickets.redeem(ticket, 'somebody', NOW)).toThrow('ticket.invalid');
  expect(tickets.redeem(ticket, 'me', NOW + TICKET_LIFE - 1)).toEqual(facts);
  expect(() => tickets.redeem(ticket, 'me', NOW)).toThrow('ticket.invalid');
  const late = tickets.issue(facts, NOW);
  expect(() => tickets.redeem(late.ticket, 'me', NOW + TICKET_LIFE)).toThrow('ticket.invalid');
});

test('tickets that nobody comes for do not pile up, and crowd out only their own user’s', () => {
  const tickets = new Tickets();
  const mine = tickets.issue({ userId: 'me', channelId: 'c', grantId: 'g' }, NOW);
  const first = tickets.issue({ userId: 'greedy', channelId: 'c', grantId: 'g' }, NOW);
  for (let i = 0; i < 1000; i++) tickets.issue({ userId: 'greedy', channelId: 'c', grantId: 'g' }, NOW);
  expect(() => tickets.redeem(first.ticket, 'greedy', NOW)).toThrow('ticket.invalid');
  expect(tickets.redeem(mine.ticket, 'me', NOW)).toMatchObject({ channelId: 'c' });
});

test('a guest attends one meeting and has a session, whatever role or grant somebody gives them', () => {
  const actions = Object.keys(table) as Action[];
  for (const role of Role.enum) {
    const user = userOf(role, 'county', { guestOf: 'a meeting' });
    expect([role, actions.filter((action) => can({ user, address: '' }, action))]).toEqual([role, [...guestActions]]);
    const grant = grantOf({ unitId: 'county' });
    expect([role, mayWatch(user, grant, { path: paths.village }, NOW)]).toEqual([role, false]);
  }
  expect(can({ user: userOf('commander', 'county'), address: '' }, 'org.read')).toBe(true);
});
