import { useEffect } from 'react';
import { startRinging } from './ring-sound.ts';

const FLASH_MS = 1_000;

/** Rings, and flashes the name of the browser's tab, while there is a call. @param words null: there is none */
export function useRingAttention(words: string | null): void {
  const rings = words !== null;
  useEffect(() => (rings ? startRinging() : undefined), [rings]);
  useEffect(() => {
    if (words === null) return;
    const usual = document.title;
    document.title = words;
    const timer = setInterval(() => {
      document.title = document.title === usual ? words : usual;
    }, FLASH_MS);
    return () => {
      clearInterval(timer);
      document.title = usual;
    };
  }, [words]);
}
