import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A small phone, a phone, a desk. */
export const widths = [320, 390, 1280];

/** Resolves when nothing of the page is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.querySelectorAll('#main [aria-busy="true"]').length === 0);
}

/**
 * Both themes and every width, without loading the page again: only what is drawn changes. What axe has against it, and
 * sideways scrolling, are added to the complaints. With `SCREENSHOTS`, pictures go to that folder.
 *
 * @param options.briefly - axe looks at a phone by night and a desk by day only: it takes seconds for a large page
 */
export async function lookAt(
  page: Page,
  name: string,
  complaints: string[],
  { briefly = false }: { readonly briefly?: boolean } = {},
): Promise<void> {
  await settled(page);
  // Not as a script element, which the page's policy refuses, as it should.
  await page.evaluate(axeSource);
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((next) => {
      document.documentElement.dataset.theme = next;
    }, theme);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      // A colour that is half-way between two themes is in neither: they are taken to their end, which waits for no frame.
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) {
          if (animation instanceof CSSTransition) animation.finish();
        }
      });
      const scrolls = await sidewaysBy(page);
      if (scrolls > 0) complaints.push(`${name} scrolls sideways by ${scrolls} px at ${width} px`);
      if (process.env.SCREENSHOTS) {
        const file = `${name.replaceAll(/\W+/g, '-')}-${theme}-${width}.png`;
        await page.screenshot({ path: path.join(process.env.SCREENSHOTS, file), fullPage: true });
      }
      if (briefly && `${theme} ${width}` !== 'light 1280' && `${theme} ${width}` !== 'dark 390') continue;
      const found = await page.evaluate(async (runOnly) => {
        const { axe: checker } = globalThis as unknown as {
          axe: {
            run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        };
        const { violations } = await checker.run({ runOnly, resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
      }, tags);
      for (const each of found) complaints.push(`${name} ${theme} ${width}: ${each}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** By how many pixels the page is wider than the screen. */
export function sidewaysBy(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
