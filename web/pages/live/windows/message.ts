import type { Screen } from '../../../../server/contract/wall.ts';
import { readWall, writeWall, type WallState } from '../wall.ts';

/** What windows of one wall tell each other, within one browser. */
export type Message =
  /** Which window this is, and what it shows. */
  | { kind: 'here'; window: number; screen: Screen }
  /** Somebody new asks who is there. */
  | { kind: 'who' }
  | { kind: 'gone'; window: number }
  /** The wall was saved as this one: all its windows belong to it now. */
  | { kind: 'saved'; wallId: string };

/** Of a wall that is not saved. */
const UNSAVED = 'unsaved';

/** Windows of the same group show the same wall. */
export function groupOf({ wallId }: Pick<WallState, 'wallId'>): string {
  return wallId ?? UNSAVED;
}

/** One line: group, kind, and what there is to say, as an address says it. */
export function writeMessage(group: string, message: Message): string {
  return `${group} ${message.kind} ${contentOf(message)}`;
}

/** Reads it; null where it is for another group, or makes no sense. */
export function readMessage(group: string, line: unknown): Message | null {
  if (typeof line !== 'string') return null;
  const [to, kind, content = ''] = line.split(' ');
  if (to !== group) return null;
  const wall = readWall(new URLSearchParams(content));
  if (kind === 'who') return { kind };
  if (kind === 'gone') return { kind, window: wall.window };
  if (kind === 'here') return { kind, window: wall.window, screen: wall.screen };
  return kind === 'saved' && wall.wallId !== null ? { kind, wallId: wall.wallId } : null;
}

function contentOf(message: Message): string {
  if (message.kind === 'who') return '';
  if (message.kind === 'saved') return `wall=${message.wallId}`;
  if (message.kind === 'gone') return `screen=${message.window + 1}`;
  const { screen, window } = message;
  return writeWall({ screen, window, selected: 0, maximised: false, wallId: null, tourId: null, meetingId: null });
}
