import type { ReactNode } from 'react';
import { Logo } from '../../components/logo.tsx';

/** What the screen says where it shows nothing: large enough to be read across a room. */
export function KioskWords({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="kiosk-words" role="status">
      <Logo />
      <h1>{title}</h1>
      <p>{children}</p>
    </main>
  );
}
