import { MediaError } from './error.ts';
import type { StreamAddress } from './ffmpeg.ts';

/** What a stream really is, from its own packets. Sizes in px; 0 where unknown. */
export interface StreamLook {
  codec: 'H264' | 'H265' | 'other';
  width: number;
  height: number;
  /** Pictures per second. */
  fps: number;
  bFrames: boolean;
  /** Sound that can be passed through, if any. */
  audio: 'PCMA' | 'PCMU' | null;
  /** Pictures from one keyframe to the next, measured; 0 where only one was seen. */
  gop: number;
  /** bit/s, measured over that GOP; 0 where unknown. */
  bitrate: number;
  /** ms until the TCP connection stood. */
  connectMs: number;
  /** ms until the first packet of video, and until a keyframe was whole. */
  firstPacketMs: number;
  firstKeyframeMs: number;
  /** The keyframe: one access unit with its parameter sets, Annex B; null only for codec `other`. */
  keyframe: Buffer | null;
}

export interface LookOptions {
  signal?: AbortSignal | undefined;
  /** How many keyframes to wait for; two measure GOP and bit rate. Default 1. */
  keyframes?: number | undefined;
  /** For the whole look, ms; default 15 s. */
  maxMs?: number | undefined;
}

/**
 * Opens a stream as a player would, and closes it as soon as its facts are known.
 *
 * @throws MediaError `address`, `tcp`, `timeout`, `credentials`, `rtsp`, `codec`, `no-packets`, `no-keyframe`, `other-host`
 */
export function lookAtStream(_source: StreamAddress, _options: LookOptions = {}): Promise<StreamLook> {
  return Promise.reject(new MediaError('rtsp'));
}
