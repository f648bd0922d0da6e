import { useEffect, useState } from 'react';
import { CaptureError, openDevice } from '../../../media/meeting/capture.ts';
import { type DeviceState, mayAsk } from './device.ts';

/** A camera or microphone, opened as the room does, while it is wanted. @param id empty: the browser's own choice */
export function useDevice(kind: 'camera' | 'microphone', wanted: boolean, id: string): DeviceState {
  const [state, setState] = useState<DeviceState>({ kind: 'asking' });
  useEffect(() => {
    if (!wanted || !mayAsk()) return;
    let over = false;
    let open: MediaStreamTrack | null = null;
    openDevice(kind, { [kind]: id }).then(
      (track) => {
        open = track;
        if (over) {
          track.stop();
          return;
        }
        setState({ kind: 'on', stream: new MediaStream([track]) });
        // Pulled out, or taken away by the user.
        track.onended = () => setState({ kind: 'missing' });
      },
      (thrown: unknown) => {
        if (!over) setState({ kind: thrown instanceof CaptureError ? thrown.reason : 'busy' });
      },
    );
    return () => {
      over = true;
      open?.stop();
      setState({ kind: 'asking' });
    };
  }, [kind, wanted, id]);
  if (!mayAsk()) return { kind: 'insecure' };
  return wanted ? state : { kind: 'off' };
}
