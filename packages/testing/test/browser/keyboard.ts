import type { Page } from 'playwright-core';

/** What a screen reader would say of whatever has the focus: its name, without its kind. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return '';
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const texts = ids.map((id) => document.getElementById(id)?.textContent ?? '');
    if (texts.length > 0) return texts.join(' ').trim();
    const label = element.getAttribute('aria-label');
    if (label) return label;
    const labels = (element as HTMLInputElement).labels ?? [];
    if (labels.length > 0) return [...labels].map((each) => each.textContent?.trim()).join(' ');
    return element.textContent?.trim() ?? '';
  });

/**
 * Presses Tab until what has this name has the focus: whoever has no mouse can get there, going forward only.
 * @throws naming what came instead, when 60 presses do not lead there
 */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const found = await focused(page);
    if (found === name || found.startsWith(`${name} `)) return;
    passed.push(found);
  }
  throw new Error(`Tab does not lead to "${name}"; it led to: ${passed.join(' | ')}`);
}
