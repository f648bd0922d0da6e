import type { SignedIn } from '../../permissions.ts';
import { purposeWords } from '../../purpose-words.ts';
import type { Leave } from '../../rights.ts';

/**
 * What is written into a snapshot: where, when, who and what for.
 * @param units names of the units that the camera lies in, the root first @param at when it was taken, ms since 1970
 */
export function snapshotText(
  { user }: SignedIn,
  { camera, channel, grant }: Leave,
  units: readonly string[],
  at: number,
): string[] {
  const place = [...units, camera.name, ...(camera.channels.length > 1 ? [channel.name] : [])].join(' / ');
  const [zh, en] = purposeWords[grant.purpose];
  return [place, localTime(at), `${user.name} (${user.username})`, `${zh} ${en}`];
}

/** In the hub's time zone, which is told: `2026-11-23 21:05:33 UTC+08:00`. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const east = -date.getTimezoneOffset();
  const zone = `${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}:${two(Math.abs(east) % 60)}`;
  return `${day} ${time} UTC${zone}`;
}
