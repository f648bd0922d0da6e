import { API, routes } from '../../../server/contract/http.ts';
import { call } from '../../api/client.ts';
import { HubError, readError } from '../../api/hub-error.ts';

/** 50 MB on 2 Mbit/s take 3.5 minutes, ms. */
const LONGEST_MS = 600_000;

/**
 * Puts a file into a meeting; the file itself is the body, which `call()` does not do.
 * @throws HubError
 */
export async function sendFile(meetingId: string, file: File): Promise<void> {
  const { csrfToken } = await call('session.read');
  const { method, path } = routes['meeting.addFile'];
  const search = new URLSearchParams({ name: file.name.slice(-120) }).toString();
  let response: Response;
  try {
    response = await fetch(`${API}${path.replace(':id', encodeURIComponent(meetingId))}?${search}`, {
      method,
      // What it is, its bytes say.
      headers: { 'x-csrf-token': csrfToken, 'content-type': 'application/octet-stream' },
      body: file,
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch {
    throw HubError.local('local.offline');
  }
  if (!response.ok) throw readError(await response.json().catch(() => null));
}
