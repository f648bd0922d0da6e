import { useLayoutEffect } from 'react';
import { useSession } from '../hooks/use-session.ts';
import { holdPattern, PATTERN_ID } from './watermark-pattern.ts';
import './watermark.css';

/**
 * Who looks, and when by the hub's clock, drawn over a picture again and again. It fills its parent (`.tile`, or
 * `.watermarked`), also in full screen. It deters from filming the screen; a page can always be bent by its user, so it prevents nothing.
 */
export function Watermark() {
  const user = useSession().data?.user;
  const who = !user || !user.name || user.name === user.username ? user?.username : `${user.name} ${user.username}`;
  useLayoutEffect(() => (who === undefined ? undefined : holdPattern(who)), [who]);
  if (who === undefined) return null;
  return (
    <svg className="watermark" aria-hidden="true">
      <rect width="100%" height="100%" fill={`url(#${PATTERN_ID})`} />
    </svg>
  );
}
