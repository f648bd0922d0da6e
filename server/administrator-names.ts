import type { Administrator } from './contract/people.ts';

/** The three administrators in words, for messages of the hub itself. */
export const administratorNames: Readonly<Record<Administrator, { zh: string; en: string }>> = {
  'system-administrator': { zh: '系统管理员', en: 'system administrator' },
  'security-administrator': { zh: '安全管理员', en: 'security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'audit administrator' },
};
