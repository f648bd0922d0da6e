import { useState } from 'react';
import { HubError } from '../api/hub-error.ts';

/** What a form sends to the hub. */
export interface Sending {
  /** It is under way. */
  busy: boolean;
  /** Why the last one failed; null: it did not. */
  problem: HubError | null;
  /** Begins. Never rejects: what is thrown becomes the problem. */
  send: (act: () => Promise<void>) => Promise<void>;
}

/** Sends one thing to the hub, and keeps how it stands with it. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const send = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send };
}
