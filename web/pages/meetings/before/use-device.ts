import { useEffect, useState } from 'react';
import { type DeviceKind, type DeviceState, mayAsk, openDevice, troubleOf } from './device.ts';

/** A camera or microphone, open while it is wanted. @param id empty: the browser's own choice */
export function useDevice(kind: DeviceKind, wanted: boolean, id: string): DeviceState {
  const [state, setState] = useState<DeviceState>({ kind: 'asking' });
  useEffect(() => {
    if (!wanted || !mayAsk()) return;
    let over = false;
    let open: MediaStream | null = null;
    const stop = (): void => open?.getTracks().forEach((track) => track.stop());
    openDevice(kind, id).then(
      (stream) => {
        open = stream;
        if (over) {
          stop();
          return;
        }
        setState({ kind: 'on', stream });
        // Pulled out, or taken away by the user.
        for (const track of stream.getTracks()) track.onended = () => setState({ kind: 'none' });
      },
      (thrown: unknown) => {
        if (!over) setState({ kind: troubleOf(thrown) });
      },
    );
    return () => {
      over = true;
      stop();
      setState({ kind: 'asking' });
    };
  }, [kind, wanted, id]);
  if (!mayAsk()) return { kind: 'insecure' };
  return wanted ? state : { kind: 'off' };
}
