import type { Action, May } from '../hooks/use-rights.ts';

/** The pages of the header, in its order, with what one must be permitted (one of it is enough) to see something there. */
export const navPages = [
  { name: 'live', actions: ['camera.watch'] },
  { name: 'cameras', actions: ['camera.list'] },
  { name: 'map', actions: ['camera.list'] },
  { name: 'availability', actions: ['health.report'] },
  { name: 'organisation', actions: ['org.read'] },
  { name: 'people', actions: ['person.read'] },
  { name: 'roster', actions: ['roster.read'] },
  { name: 'meetings', actions: ['meeting.attend'] },
  { name: 'approvals', actions: ['grant.request', 'grant.decide'] },
  { name: 'record', actions: ['record.search', 'record.views'] },
  { name: 'report', actions: ['report.read'] },
] as const satisfies readonly { name: string; actions: readonly Action[] }[];

export type NavPage = (typeof navPages)[number];

/** Those that this user has a use for. */
export function permittedPages(may: May): NavPage[] {
  return navPages.filter(({ actions }) => actions.some((action) => may(action)));
}

/** Whether the user has a use for the page at this path, or the one it lies below; those that are not in the header are everybody's. */
export function permits(may: May, pathname: string): boolean {
  const page = navPages.find(({ name }) => pathname === `/${name}` || pathname.startsWith(`/${name}/`));
  return !page || permittedPages(may).includes(page);
}

/** Where a user begins: the first page that is permitted, or one's own account. */
export function homeOf(may: May): string {
  const [first] = permittedPages(may);
  return first ? `/${first.name}` : '/account';
}
