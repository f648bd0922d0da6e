import { useEffect, useState } from 'react';
import { HubError } from '../../api/hub-error.ts';

/** A notice stands for so long, ms. */
const SHOWN_MS = 5_000;

/** One line about what was just done, or why it was not. */
export type Notice = string | HubError;

/** @returns the notice that stands, and what shows one; what was thrown becomes a HubError */
export function useNotice(): [Notice | null, (notice: unknown) => void] {
  const [notice, setNotice] = useState<{ said: Notice } | null>(null);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice?.said ?? null, (said) => setNotice({ said: typeof said === 'string' ? said : HubError.from(said) })];
}
