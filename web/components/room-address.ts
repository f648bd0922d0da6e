/** What was on the wall's first window last, in this tab. */
const STORED = 'hub.lastWall';

/** How one comes into a room: these are on from the beginning. Of the page's history, where the address does not say it. */
export interface RoomBegin {
  camera: boolean;
  microphone: boolean;
}

/** Where a page is to be led. */
export interface Way {
  to: string;
  state?: RoomBegin;
}

/** @param query of the wall's address */
export function rememberWall(query: string): void {
  sessionStorage.setItem(STORED, query);
}

/** The room alone. */
export function roomAlone(meetingId: string, { camera, microphone }: RoomBegin): Way {
  return { to: `/meetings/${meetingId}/room?camera=${Number(camera)}&microphone=${Number(microphone)}` };
}

/** The room beside a wall, in its first window. @param query of the wall's address; without it: as it was last */
export function roomBeside(meetingId: string, state: RoomBegin, query = sessionStorage.getItem(STORED) ?? ''): Way {
  const words = query.split('&').filter((word) => word && !/^(meeting|screen)=/.test(word));
  return { to: `/live?${[...words, `meeting=${meetingId}`].join('&')}`, state };
}

/**
 * Where a call leads that somebody takes, camera and microphone on: beside the wall, where that is what they look at.
 * @param at where they are
 */
export function wayOfCall(meetingId: string, { pathname, search }: { pathname: string; search: string }): Way {
  const on = { camera: true, microphone: true };
  const atWall = pathname === '/live' && !new URLSearchParams(search).has('screen');
  return atWall ? roomBeside(meetingId, on, search.slice(1)) : roomAlone(meetingId, on);
}
