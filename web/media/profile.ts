import type { ProfileRole } from '../../server/contract/camera.ts';

/** Contract: `sub` is for tiles up to this width, device px. */
export const SUB_WIDTH = 640;
/** A tile that has `sub` gets `main` only above this, and the other way round only below the other, device px. */
const TO_MAIN = 704;
const TO_SUB = 576;

/**
 * The stream for a tile. One that is dragged to and fro about the limit keeps what it has.
 * @param width device px
 * @param before what it has; null: nothing yet
 */
export function roleFor(width: number, before: ProfileRole | null): ProfileRole {
  if (before === 'sub') return width > TO_MAIN ? 'main' : 'sub';
  if (before === 'main') return width < TO_SUB ? 'sub' : 'main';
  return width <= SUB_WIDTH ? 'sub' : 'main';
}

/** The width to tell the hub, so that it chooses this stream, too; device px. */
export function widthFor(role: ProfileRole, width: number): number {
  return role === 'sub' ? Math.max(1, Math.min(width, SUB_WIDTH)) : Math.max(SUB_WIDTH + 1, width);
}
