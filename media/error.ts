/**
 * Why a camera, a probe or a relay failed. One word each; the same words in the API and the page,
 * where `server/contract/camera.ts` explains them (media imports nothing of ours, so the list is written twice and
 * compared by a test).
 */
export const causes = [
  'address',
  'tcp',
  'timeout',
  'onvif',
  'too-large',
  'other-host',
  'range',
  'credentials',
  'rtsp',
  'codec',
  'no-packets',
  'no-keyframe',
  'transcode-limit',
  'process',
  'black',
  'blank',
  'frozen',
  'refused',
] as const;

export type Cause = (typeof causes)[number];

/**
 * The only error that media throws for what a camera, a network or a child process did.
 * The message is `reason: detail` and goes to logs: a detail never holds a password, a token, or a URL with either.
 */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly reason: Cause;
  /** More for the log; never holds a secret. */
  readonly detail: string | undefined;

  constructor(reason: Cause, detail?: string) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}
