import { Child } from './child.ts';
import { explain } from './diagnose.ts';
import { MediaError } from './error.ts';
import type { Invocation, StreamAddress } from './ffmpeg.ts';

const LIMIT_MS = 15_000;

/**
 * Runs a program to its end, or kills it after 15 s (`late`) or when aborted; what it has written until then is returned.
 */
export async function runOnce(
  program: string,
  invocation: Invocation,
  signal?: AbortSignal,
): Promise<{ output: Buffer; stderr: string; late: boolean }> {
  const child = new Child(program, invocation);
  const output: Buffer[] = [];
  child.on('stdout', (chunk) => output.push(chunk));
  let late = false;
  const stop = (): void => void child.close();
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, LIMIT_MS);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const { stderr } = await child.ended();
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  return { output: Buffer.concat(output), stderr, late };
}

/** Why a program got nothing out of a stream: by its own words, or by a look at the camera. */
export async function failure(source: StreamAddress, stderr: string, signal?: AbortSignal): Promise<MediaError> {
  return new MediaError(await explain(source.url, stderr, signal));
}
