import type { Repair } from '../../../server/contract/repair.ts';

export const repairKinds = [
  'clock',
  'ntp',
  'wall-profile',
  'screen-name',
  'password',
  'reboot',
] as const satisfies readonly Repair['kind'][];
export type RepairKind = (typeof repairKinds)[number];

/** The form of a repair; fields of the other kinds are kept while the user switches. */
export interface RepairForm {
  kind: RepairKind;
  server?: string;
  text?: string;
  password?: string;
}

/** What the hub is asked with. */
export function readRepair({ kind, server, text, password }: RepairForm): Repair {
  switch (kind) {
    case 'ntp':
      return { kind, server: server?.trim() ?? '' };
    case 'screen-name':
      return { kind, text: text?.trim() ?? '' };
    case 'password':
      return { kind, password: password ?? '' };
    default:
      return { kind };
  }
}
