import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Screen } from '../../../../server/contract/wall.ts';
import type { WallState } from '../wall.ts';
import { groupOf, readMessage, writeMessage, type Message } from './message.ts';

const CHANNEL = 'hub.wall';

export interface Windows {
  /** What the wall's other windows show that are open in this browser, by their numbers. */
  others: ReadonlyMap<number, Screen>;
  /** Tells them that the wall is saved as this one. */
  tellSaved: (wallId: string) => void;
}

/**
 * The other windows of the wall.
 * @param adopt the wall was saved in another window
 */
export function useWindows(wall: WallState, adopt: (wallId: string) => void): Windows {
  const [others, setOthers] = useState<ReadonlyMap<number, Screen>>(new Map());
  const tell = useRef<(message: Message) => void>(() => undefined);
  const { screen, window } = wall;
  const group = groupOf(wall);

  const announce = useEffectEvent(() => tell.current({ kind: 'here', window, screen }));
  const hear = useEffectEvent((message: Message) => {
    if (message.kind === 'who') announce();
    else if (message.kind === 'saved') adopt(message.wallId);
    else {
      setOthers((before) => {
        const after = new Map(before);
        if (message.kind === 'here') after.set(message.window, message.screen);
        else after.delete(message.window);
        return after;
      });
    }
  });

  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    tell.current = (message) => channel.postMessage(writeMessage(group, message));
    channel.onmessage = ({ data }) => {
      const message = readMessage(group, data);
      if (message) hear(message);
    };
    const leave = (): void => tell.current({ kind: 'gone', window });
    addEventListener('pagehide', leave);
    tell.current({ kind: 'who' });
    return () => {
      removeEventListener('pagehide', leave);
      leave();
      channel.close();
      setOthers(new Map());
    };
  }, [group, window]);

  useEffect(() => announce(), [group, window, screen]);

  return { others, tellSaved: (wallId) => tell.current({ kind: 'saved', wallId }) };
}
