import { Child } from './child.ts';
import { causeOf, greet } from './diagnose.ts';
import { MediaError } from './error.ts';
import type { Invocation, StreamAddress } from './ffmpeg.ts';

const LIMIT_MS = 15_000;
const GREET_MS = 2000;

/** Runs a program to its end, or kills it after 15 s or when aborted; what it has written until then is returned. */
export async function runOnce(
  program: string,
  invocation: Invocation,
  signal?: AbortSignal,
): Promise<{ output: Buffer; stderr: string }> {
  const child = new Child(program, invocation);
  const output: Buffer[] = [];
  child.on('stdout', (chunk) => output.push(chunk));
  const stop = (): void => void child.close();
  const timer = setTimeout(stop, LIMIT_MS);
  signal?.addEventListener('abort', stop, { once: true });
  const { stderr } = await child.ended();
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  return { output: Buffer.concat(output), stderr };
}

/** Why a program got nothing out of a stream: by its own words, or by a look at the camera. */
export async function failure(source: StreamAddress, stderr: string, signal?: AbortSignal): Promise<MediaError> {
  const said = causeOf(stderr);
  if (said !== null && said !== 'timeout') return new MediaError(said);
  return new MediaError((await greet(source.url, GREET_MS, signal)) ?? 'no-packets');
}
