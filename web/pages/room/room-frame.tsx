import type { HTMLAttributes } from 'react';
import type { RoomPlace } from './room-context.ts';

/** What is around all of the room: the page's own content, or a part of another page's. */
export function RoomFrame({ place, ...attributes }: HTMLAttributes<HTMLElement> & { place: RoomPlace }) {
  return place.kind === 'pane' ? <div {...attributes} /> : <main {...attributes} />;
}
