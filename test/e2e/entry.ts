import type { Locator, Page } from 'playwright-core';
import type { HubProcess } from '../rig/hub-process.ts';
import { codeOf } from '../rig/people.ts';

/** Who comes in by the pages, in Chinese. */
export interface Visitor {
  username: string;
  password: string;
}

/** The one-time links that the hub has printed: of the system, the security and the audit administrator. */
export function setupLinks(hub: HubProcess): string[] {
  return hub.output().match(/http:\/\/\S+\/setup\?token=\S+/g) ?? [];
}

/** Opens a one-time link, chooses a name where the link is for a new account, and sets the password. */
export async function fillSetup(page: Page, link: string, { username, password }: Visitor): Promise<void> {
  await page.goto(link);
  const keep = page.getByRole('button', { name: /^(创建|保存)并登录$/ });
  await keep.waitFor();
  if ((await keep.textContent()) === '创建并登录') await page.getByLabel('用户名').fill(username);
  await page.getByLabel('新密码', { exact: true }).fill(password);
  await page.getByLabel('再次输入').fill(password);
  await keep.click();
}

/** Sets up the second factor with the secret that the page shows, as an authenticator would. Returns the secret. */
export async function enrol(page: Page, password: string): Promise<string> {
  await page.getByLabel('当前密码').fill(password);
  await page.getByRole('button', { name: '下一步' }).click();
  const shown = await page.locator('.enrol-secret code').textContent();
  const secret = (shown ?? '').replaceAll(' ', '');
  await page.getByLabel('动态口令', { exact: true }).fill(codeOf(secret));
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '完成' }).click();
  return secret;
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL(/\/sign-in/);
}

/** Chooses from a list that opens. */
export async function choose(field: Locator, option: string): Promise<void> {
  await field.click();
  const list = field.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await list.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}
