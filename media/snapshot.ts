import { needsThoroughAnalysis } from './diagnose.ts';
import { MediaError } from './error.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { snapshotInvocation, type StreamAddress } from './ffmpeg.ts';
import type { MaskShape } from './mask.ts';
import { failure, runOnce } from './run-once.ts';

/**
 * Decodes one picture of the stream, with masks painted: a JPEG. Throws MediaError with the cause.
 */
export async function takeSnapshot(
  source: StreamAddress & { masks?: readonly MaskShape[] },
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<Buffer> {
  for (const analysis of ['quick', 'thorough'] as const) {
    const invocation = snapshotInvocation(config, source, analysis, source.masks);
    const { output, stderr, late } = await runOnce(config.ffmpeg, invocation, signal);
    if (output.length > 0) return output;
    if (analysis === 'quick' && !late && needsThoroughAnalysis(stderr)) continue;
    throw await failure(source, stderr, signal);
  }
  throw new MediaError('no-keyframe');
}
