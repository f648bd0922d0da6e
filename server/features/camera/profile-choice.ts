import type { Profile, ProfileRole } from '../../contract/camera.ts';

/** Widest picture of `sub`, px: what a tile of a 16-tile wall shows. */
export const SUB_WIDTH = 640;

/** How many streams of a device are looked into for one role: each costs a session of it. */
const CANDIDATES = 2;

type Offer = Pick<Profile, 'token' | 'codec' | 'width'>;

/**
 * Which of a device's streams may become `main` and `sub`, best first. H.264 goes before H.265, which would have to be
 * transcoded; what is neither cannot be shown. `sub` is the largest that a small tile needs, `main` the largest of all
 * others; a device with one stream has only `main`.
 */
export function candidates<O extends Offer>(offers: readonly O[]): Record<ProfileRole, O[]> {
  const shown = offers.filter(({ codec }) => codec !== 'other').sort(byCodecThenWidth);
  const large = shown.filter(({ width }) => width > SUB_WIDTH || width === 0);
  const small = shown.filter(({ width }) => width <= SUB_WIDTH && width > 0);
  if (large.length > 0) return { main: large.slice(0, CANDIDATES), sub: small.slice(0, CANDIDATES) };
  const [main, ...rest] = small;
  return { main: main ? [main] : [], sub: rest.slice(0, CANDIDATES) };
}

function byCodecThenWidth(a: Offer, b: Offer): number {
  if (a.codec !== b.codec) return a.codec === 'H264' ? -1 : 1;
  return b.width - a.width;
}

/** Whether a browser can show it as it is. */
export function isDirect({ codec, bFrames }: Pick<Profile, 'codec' | 'bFrames'>): boolean {
  return codec === 'H264' && !bFrames;
}
