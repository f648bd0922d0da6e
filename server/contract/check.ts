import { Type, type Static } from 'typebox';
import { Cause } from './camera.ts';

/** The lines of the checklist, in the order in which they are looked at. */
export const CheckItem = Type.Enum([
  'address',
  'tcp',
  'clock',
  'credentials',
  'profiles',
  'codec',
  'b-frames',
  'gop',
  'size',
  'fps',
  'bitrate',
  'first-packet',
  'first-keyframe',
  'picture',
]);
export type CheckItem = Static<typeof CheckItem>;

/**
 * One line: what was measured, and whether that is good. `fair` works, and could be better (a hint says how);
 * `skipped`: not looked at, for another line failed. A plain RTSP URL has no lines `clock` and `profiles`.
 */
export const Check = Type.Object({
  item: CheckItem,
  outcome: Type.Enum(['good', 'fair', 'bad', 'skipped']),
  /** Measured: ms for address, tcp, clock, first-packet and first-keyframe; frames for gop;
   * bit/s; px as `1280x720`; kinds of frames as `I P B`; for the picture, its mean brightness (0 to 255). */
  value: Type.Union([Type.String(), Type.Number(), Type.Null()]),
  cause: Type.Union([Cause, Type.Null()]),
  /** What to do: the page has words for each. */
  hint: Type.Union([
    Type.Enum([
      'check-cable',
      'check-port',
      'set-clock',
      'check-password',
      'unlock-account',
      'set-profile',
      'other-profile',
      'clean-lens',
      'reboot',
      'ask-contractor',
    ]),
    Type.Null(),
  ]),
});
export type Check = Static<typeof Check>;
