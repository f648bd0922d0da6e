import { notifications, type NotificationName } from '../../server/contract/ws.ts';
import { type HubError, readError } from '../api/hub-error.ts';

/** What the hub says over the socket, sorted into its three kinds. */
export type Envelope =
  | { kind: 'reply'; id: number; data: unknown }
  | { kind: 'refusal'; id: number; error: HubError }
  | { kind: 'notification'; name: NotificationName; data: unknown };

/** Reads one message; null for one that is not ours to understand. */
export function readEnvelope(text: string): Envelope | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  if ('notification' in message) {
    const name = message.notification;
    if (!isNotification(name)) return null;
    return { kind: 'notification', name, data: 'data' in message ? message.data : {} };
  }
  if (!('id' in message) || typeof message.id !== 'number') return null;
  if ('ok' in message && message.ok === true) {
    return { kind: 'reply', id: message.id, data: 'data' in message ? message.data : {} };
  }
  return { kind: 'refusal', id: message.id, error: readError(message) };
}

function isNotification(name: unknown): name is NotificationName {
  return typeof name === 'string' && Object.hasOwn(notifications, name);
}
