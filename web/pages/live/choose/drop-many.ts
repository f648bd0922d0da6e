import type { DragEvent } from 'react';

/** Type of what is dragged when it is a unit: the ids of its channels, with commas between them. */
export const DRAGGED_MANY = 'application/x-hub-channels';

/** Makes an element (the wall) take the channels of a unit from the chooser. */
export function dropMany(fill: (channelIds: string[]) => void) {
  return {
    onDragOver: (event: DragEvent): void => {
      if (event.dataTransfer.types.includes(DRAGGED_MANY)) event.preventDefault();
    },
    onDrop: (event: DragEvent): void => {
      const ids = event.dataTransfer.getData(DRAGGED_MANY).split(',').filter(Boolean);
      if (!ids.length) return;
      event.preventDefault();
      fill(ids);
    },
  };
}
