import type { User } from '../../../server/contract/session.ts';
import { type Action, purposes } from '../../../server/permissions.ts';
import type { World } from './world.ts';

/** One request, made for a target in a unit. */
export interface Attempt {
  id?: string;
  query?: Record<string, string>;
  /** Of a ws request: its data. */
  body?: unknown;
}

export interface Context {
  world: World;
  unitId: string;
  user: User;
}

/** How a route or request of the contract is tried, and what it is about. */
export interface Fixture {
  /**
   * What its permission is asked for: `unit`: where the target lies; `root`: the whole; `grant`: where the grant holds, which
   * is for the unit of the user's own role; `none`: nothing, or only what is one's own.
   */
  target: 'unit' | 'root' | 'grant' | 'none';
  /** Where what is asked in the end is not the permission at the door. */
  action?: Action;
  /** Where the table of purposes has a word in it. */
  purpose?: (user: User, isOwnArea: boolean) => boolean;
  attempt: (context: Context) => Attempt | Promise<Attempt>;
}

/** What the target of a request is, of a fixture that needs nothing made. */
export function plain(target: Fixture['target'], attempt: Attempt = {}): Fixture {
  return { target, attempt: () => attempt };
}

/** Whether the role has the purpose, in its own area or with somebody's approval. */
export function hasPurpose({ roles }: User, purpose: 'incident' | 'maintenance', isOwnArea: boolean): boolean {
  return roles.some(({ role }) => {
    const { own, asked } = purposes[role] ?? { own: [], asked: [] };
    return asked.includes(purpose) || (isOwnArea && own.includes(purpose));
  });
}
