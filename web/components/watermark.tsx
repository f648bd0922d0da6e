import { useId } from 'react';
import { toHubTime } from '../api/hub-clock.ts';
import { useNow } from '../hooks/use-now.ts';
import { useSession } from '../hooks/use-session.ts';
import { formatStamp } from '../i18n/format.ts';
import './watermark.css';

/** One cell of the pattern, px: small enough that the smallest tile shows whole ones. */
const CELL = { width: 270, height: 130 };

/**
 * Who looks, and when by the hub's clock, drawn over a picture again and again. It fills its parent (`.tile`, or
 * `.watermarked`), also in full screen. It deters from filming the screen; a page can always be bent by its user, so it prevents nothing.
 */
export function Watermark() {
  const id = useId();
  const user = useSession().data?.user;
  const now = useNow(1000);
  if (!user) return null;
  const who = user.name && user.name !== user.username ? `${user.name} ${user.username}` : user.username;
  const when = formatStamp(toHubTime(now));
  return (
    <svg className="watermark" aria-hidden="true" data-watermark={`${who} ${when}`}>
      <defs>
        <pattern id={id} {...CELL} patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          <text x="8" y="24">
            {who}
          </text>
          <text x="8" y="42">
            {when}
          </text>
          <text x="70" y="84">
            {who}
          </text>
          <text x="70" y="102">
            {when}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
