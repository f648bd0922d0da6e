import { useEffect, useState } from 'react';
import { mayAsk } from './device.ts';

const none: readonly MediaDeviceInfo[] = [];

/** The devices of this computer; their names are known only after one was opened. @param change anything that may have made them known */
export function useDeviceList(change: unknown): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState(none);
  useEffect(() => {
    if (!mayAsk()) return;
    let over = false;
    const read = (): void => {
      navigator.mediaDevices.enumerateDevices().then(
        (list) => {
          if (!over) setDevices(list);
        },
        // Without a list there is nothing to choose from: the browser's own choice stands.
        () => undefined,
      );
    };
    read();
    navigator.mediaDevices.addEventListener('devicechange', read);
    return () => {
      over = true;
      navigator.mediaDevices.removeEventListener('devicechange', read);
    };
  }, [change]);
  return devices;
}
