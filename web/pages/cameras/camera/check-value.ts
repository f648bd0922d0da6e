import type { Check, CheckItem } from '../../../../server/contract/check.ts';
import type { RepairKind } from '../../../components/jobs/repairs.ts';
import { formatBitrate, formatOffset } from '../../../i18n/format.ts';

const inMilliseconds: ReadonlySet<CheckItem> = new Set(['address', 'tcp', 'first-packet', 'first-keyframe']);

/** What was measured, with its unit; empty where nothing was. */
export function formatCheck({ item, value }: Pick<Check, 'item' | 'value'>): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.replace('x', '×');
  if (inMilliseconds.has(item)) return `${Math.round(value)} ms`;
  switch (item) {
    case 'clock':
      return formatOffset(Math.round(value));
    case 'bitrate':
      return formatBitrate(value);
    default:
      return String(Math.round(value * 10) / 10);
  }
}

/** What can be set on the device against what a line found; null: nothing. */
export function repairFor({ hint }: Pick<Check, 'hint'>): RepairKind | null {
  switch (hint) {
    case 'set-clock':
      return 'clock';
    case 'set-profile':
      return 'wall-profile';
    case 'reboot':
      return 'reboot';
    default:
      return null;
  }
}
