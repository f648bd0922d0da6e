import type { Purpose } from './contract/grant.ts';

/** Purposes in both languages, for what the hub itself writes: reports, and the text in a snapshot. */
export const purposeWords: Readonly<Record<Purpose, [zh: string, en: string]>> = {
  'duty-patrol': ['值班巡查', 'Duty patrol'],
  incident: ['事件处置', 'Incident'],
  disaster: ['灾害应急', 'Disaster'],
  'public-event': ['大型活动', 'Public event'],
  maintenance: ['设备维护', 'Maintenance'],
  training: ['培训演练', 'Training'],
  'statutory-request': ['依法调取', 'Statutory request'],
};
