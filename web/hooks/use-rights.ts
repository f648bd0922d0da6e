import { useCallback } from 'react';
import type { routes } from '../../server/contract/http.ts';
import type { requests } from '../../server/contract/ws.ts';
import { useSession } from './use-session.ts';

/** A permission of the contract's tables. */
export type Action =
  | Exclude<(typeof routes)[keyof typeof routes]['permission'], 'public'>
  | (typeof requests)[keyof typeof requests]['permission'];

/**
 * Whether the user may do something, as the hub told at sign-in; so that a page offers nothing that would be refused. The hub
 * decides anew at each act.
 * @param path units that the target lies in, the root first; without it: anywhere at all
 */
export type May = (action: Action, path?: readonly string[]) => boolean;

type Rights = Readonly<Record<string, readonly string[]>>;
const none: Rights = {};

/** What the user may do. Nothing, while nobody is signed in. */
export function useMay(): May {
  const rights = useSession().data?.rights ?? none;
  return useCallback((action, path) => mayBy(rights, action, path), [rights]);
}

/** As {@link May}, by the rights of a session: an action without units is everybody's. */
export function mayBy(rights: Rights, action: Action, path?: readonly string[]): boolean {
  const units = rights[action];
  if (!units) return false;
  return path === undefined || units.length === 0 || units.some((id) => path.includes(id));
}
