import type { Page } from 'playwright-core';

/** Signs in as Ana, who owns Café Guildhall and the demonstration, and opens the guild. Resolves with the guild's id. */
export async function signIn(page: Page, dashboard: string): Promise<string> {
  await page.goto(`${dashboard}/sign-in`);
  await page.getByRole('link', { name: /sign in/i }).click();
  await page.getByText('Owner of Café Guildhall').click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByRole('link', { name: /Café Guildhall/ }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** Installs a plugin as an admin does, on the page that says what it asks for. */
export async function install(
  page: Page,
  dashboard: string,
  guildId: string,
  pluginId: string,
): Promise<void> {
  await page.goto(`${dashboard}/guilds/${guildId}/catalogue/${pluginId}/install`);
  await page.getByRole('checkbox', { name: /I agree/ }).click();
  await page.getByRole('button', { name: /^Install/ }).click();
  await page.getByText('is installed and running.').waitFor();
}
