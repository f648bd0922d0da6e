import type { StreamLook } from '../../../media/index.ts';
import type { Cause, Profile, ProfileRole } from '../../contract/camera.ts';
import type { Check, CheckItem } from '../../contract/check.ts';
import { WALL_PROFILE } from '../../contract/repair.ts';
import { SUB_WIDTH } from './profile-choice.ts';

type Outcome = Check['outcome'];
type Hint = Check['hint'];

/** What is to be said of one line. */
export type Verdict = Omit<Check, 'item'>;

/** Clock offsets: the hour of an event is told by them, and logins by username token fail beyond. ms */
const CLOCK_GOOD = 5_000;
const CLOCK_FAIR = 300_000;
/** Answers of a healthy device in a county's network, ms. */
const TCP_GOOD = 500;
const FIRST_PACKET_GOOD = 2_000;
const FIRST_KEYFRAME_GOOD = 3_000;
/** Largest GOP, s: a picture that is joined begins with its next keyframe. One frame more is not worth a word. */
const GOP_GOOD: Record<ProfileRole, number> = { main: 4, sub: WALL_PROFILE.gopSeconds };
const GOP_SLACK = 0.2;
/** bit/s; a device is never exactly at what it was set to. */
const BITRATE_GOOD: Record<ProfileRole, number> = { main: 8_000_000, sub: WALL_PROFILE.bitrate * 1.5 };
const FPS_GOOD = 10;

const HINTS: Record<Cause, Hint> = {
  address: 'check-cable',
  tcp: 'check-port',
  timeout: 'reboot',
  onvif: 'check-port',
  'too-large': 'ask-contractor',
  'other-host': 'ask-contractor',
  range: 'ask-contractor',
  credentials: 'check-password',
  rtsp: 'other-profile',
  codec: 'other-profile',
  'no-packets': 'reboot',
  'no-keyframe': 'set-profile',
  'transcode-limit': null,
  process: null,
  black: 'clean-lens',
  blank: 'clean-lens',
  frozen: 'reboot',
  refused: 'ask-contractor',
};

/** Which line tells of a stream that cannot be looked at. */
const STREAM_LINES: Partial<Record<Cause, CheckItem>> = {
  credentials: 'credentials',
  codec: 'codec',
  'no-keyframe': 'first-keyframe',
  process: 'picture',
};

/** A line that failed. */
export function failed(cause: Cause, value: Check['value'] = null): Verdict {
  return { outcome: 'bad', value, cause, hint: HINTS[cause] };
}

/** A line where something was measured. @param hint for what is not good */
export function measured(outcome: Outcome, value: Check['value'], hint: Hint = null): Verdict {
  return { outcome, value, cause: null, hint: outcome === 'good' ? null : hint };
}

/** Where a stream's failure belongs. */
export function lineOf(cause: Cause): CheckItem {
  return STREAM_LINES[cause] ?? 'first-packet';
}

export function judgeTcp(ms: number): Verdict {
  return measured(ms <= TCP_GOOD ? 'good' : 'fair', Math.round(ms), 'check-cable');
}

/** @param offset device clock minus hub clock, ms; null: it does not tell */
export function judgeClock(offset: number | null): Verdict {
  if (offset === null) return measured('fair', null, 'set-clock');
  const distance = Math.abs(offset);
  const outcome = distance <= CLOCK_GOOD ? 'good' : distance <= CLOCK_FAIR ? 'fair' : 'bad';
  return measured(outcome, Math.round(offset), 'set-clock');
}

/** @param told what the device says of this stream, where too little was seen of it */
export function judgeStream(
  look: StreamLook,
  told: Pick<Profile, 'gop' | 'bitrate' | 'fps'>,
  role: ProfileRole,
): [CheckItem, Verdict][] {
  // Only the small stream can be set from here.
  const hint = role === 'sub' ? 'set-profile' : 'ask-contractor';
  const judge = (good: boolean, value: Check['value'], other: Hint = hint): Verdict =>
    measured(good ? 'good' : 'fair', value, other);
  const { codec, width, height, bFrames, firstPacketMs, firstKeyframeMs } = look;
  const fps = look.fps || told.fps;
  const gop = look.gop || told.gop;
  const bitrate = look.bitrate || told.bitrate;
  const longest = (GOP_GOOD[role] + GOP_SLACK) * (fps || WALL_PROFILE.fps);
  return [
    ['codec', codec === 'other' ? failed('codec') : judge(codec === 'H264', codec)],
    // The kinds of frames in it, as everybody writes them.
    ['b-frames', judge(!bFrames, bFrames ? 'I P B' : 'I P')],
    ['gop', judge(gop > 0 && gop <= longest, gop || null)],
    ['size', judge(role === 'main' || width <= SUB_WIDTH, `${width}x${height}`)],
    ['fps', judge(fps >= FPS_GOOD, Math.round(fps * 10) / 10 || null)],
    ['bitrate', judge(bitrate > 0 && bitrate <= BITRATE_GOOD[role], Math.round(bitrate) || null)],
    ['first-packet', judge(firstPacketMs <= FIRST_PACKET_GOOD, Math.round(firstPacketMs), 'check-cable')],
    ['first-keyframe', judge(firstKeyframeMs <= FIRST_KEYFRAME_GOOD, Math.round(firstKeyframeMs))],
  ];
}

const order: readonly Outcome[] = ['skipped', 'good', 'fair', 'bad'];

/** The lines of one checklist, all `skipped` until something is said of them. */
export class Lines {
  readonly #verdicts = new Map<CheckItem, Verdict>();

  constructor(items: readonly CheckItem[]) {
    for (const item of items) this.#verdicts.set(item, measured('skipped', null));
  }

  /** Of several streams, the worst is told; of equals, the first. Lines that the list does not have are left out. */
  set(item: CheckItem, verdict: Verdict): void {
    const known = this.#verdicts.get(item);
    if (known === undefined || order.indexOf(known.outcome) >= order.indexOf(verdict.outcome)) return;
    this.#verdicts.set(item, verdict);
  }

  /** In the order of the list. */
  list(): Check[] {
    return [...this.#verdicts].map(([item, verdict]) => ({ item, ...verdict }));
  }
}
