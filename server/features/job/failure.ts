import { Value } from 'typebox/value';
import { Cause } from '../../contract/camera.ts';
import type { ErrorBody } from '../../contract/error.ts';
import { toHubError } from '../../error-mapping.ts';
import type { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';

/** Codes of errors that tell a cause of the media. */
const CAMERA = 'camera.';

/** What was thrown, as a page may know it; what nobody expected is told to `onError`, too. */
export function toFailure(error: unknown, onError: (error: unknown) => void): HubError {
  const failure = toHubError(error, newId());
  if (failure.code === 'server.internal') onError(error);
  return failure;
}

/** A cause where there is one, else the error. */
export function causeOf(failure: HubError): { cause: Cause | null; error: ErrorBody | null } {
  const { code } = failure;
  const cause = code.startsWith(CAMERA) ? code.slice(CAMERA.length) : '';
  return Value.Check(Cause, cause) ? { cause, error: null } : { cause: null, error: failure.toBody() };
}
