import { useState, type DragEvent } from 'react';

/** Type of what is dragged from the list: a channel id. */
export const DRAGGED = 'application/x-hub-channel';

/** Makes an element take a channel from the list; `over` while one is above it. */
export function useDrop(take: (channelId: string) => void) {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        const channelId = event.dataTransfer.getData(DRAGGED);
        if (channelId) take(channelId);
      },
    },
  };
}
