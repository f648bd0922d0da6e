import type { Purpose } from '../../server/contract/grant.ts';
import type { Role } from '../../server/contract/people.ts';
import type { User } from '../../server/contract/session.ts';

/** In the order in which a page offers them. */
export const allPurposes: readonly Purpose[] = [
  'duty-patrol',
  'incident',
  'disaster',
  'public-event',
  'statutory-request',
  'training',
  'maintenance',
];

interface Offer {
  own: readonly Purpose[];
  asked: readonly Purpose[];
}

const official: readonly Purpose[] = ['duty-patrol', 'incident', 'disaster', 'public-event', 'training'];

/**
 * What a role may state: `own` is granted at once in its own area, `asked` after an approval. The hub's own table decides
 * (server/permissions.ts); test/web/purposes.test.ts holds the two together.
 */
export const offers: Readonly<Partial<Record<Role, Offer>>> = {
  commander: { own: official, asked: [...official, 'statutory-request'] },
  'duty-officer': { own: ['incident', 'disaster'], asked: [...official, 'statutory-request'] },
  'town-official': { own: official, asked: [...official, 'statutory-request'] },
  'village-official': { own: ['incident', 'disaster'], asked: official },
  technician: { own: ['maintenance'], asked: ['maintenance', 'training'] },
  contractor: { own: ['maintenance'], asked: [] },
  'police-liaison': { own: [], asked: ['incident', 'disaster', 'public-event', 'statutory-request'] },
  'grid-worker': { own: [], asked: ['incident', 'disaster'] },
  'site-screen': { own: [], asked: ['duty-patrol'] },
};

/** `now`: granted at once there; `later`: somebody else decides. */
export type Answer = 'now' | 'later';

/**
 * What would come of asking, by purpose; a purpose that the user may not state there is not in it.
 * @param path units of the area, the root first
 */
export function answers(user: User, path: readonly string[]): Map<Purpose, Answer> {
  const found = new Map<Purpose, Answer>();
  for (const purpose of allPurposes) {
    const held = user.roles.filter(({ role }) => offers[role]);
    if (held.some(({ role, unitId }) => path.includes(unitId) && offers[role]?.own.includes(purpose))) {
      found.set(purpose, 'now');
    } else if (held.some(({ role }) => offers[role]?.asked.includes(purpose))) {
      found.set(purpose, 'later');
    }
  }
  return found;
}
