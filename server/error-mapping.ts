import { MediaError } from '../media/index.ts';
import { type ErrorCode, HubError } from './errors.ts';
import { StoreError } from './store/store-error.ts';

/** What Fastify and its plugins throw, by their codes. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed',
  FST_CSRF_MISSING_SECRET: 'session.csrf',
  FST_CSRF_INVALID_TOKEN: 'session.csrf',
};

/**
 * Turns whatever was thrown into what a page may know.
 * @param requestId told for an unknown error, and written to the log with all the rest of it
 */
export function toHubError(error: unknown, requestId: string): HubError {
  if (error instanceof HubError) return error;
  if (error instanceof MediaError) return new HubError(`camera.${error.reason}`, {}, { cause: error });
  if (error instanceof StoreError && error.problem === 'conflict') {
    return new HubError('store.conflict', {}, { cause: error });
  }
  if (error instanceof StoreError && error.problem === 'full') return new HubError('store.full', {}, { cause: error });
  if (error instanceof StoreError && error.problem === 'unavailable') {
    return new HubError('store.unavailable', {}, { cause: error });
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new HubError('request.cancelled', {}, { cause: error });
  }
  const framework = frameworkCodes[codeOf(error)];
  if (framework !== undefined) return new HubError(framework);
  return new HubError('server.internal', { requestId }, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
