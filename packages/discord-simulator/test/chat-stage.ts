import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../../testing/test/browser/launch-browser.ts';
import { chatLink } from '../src/control/index.ts';
import type { Closing } from './bots.ts';

/** The chat view of one world, in one browser. */
export class ChatStage {
  readonly browser: Browser;
  /** Everything that a page complained about: scripts' errors, and what the content security policy stopped. */
  readonly complaints: string[] = [];
  readonly #discord: DiscordSimulator;
  readonly #guild: VirtualGuild;

  constructor(browser: Browser, discord: DiscordSimulator, guild: VirtualGuild) {
    this.browser = browser;
    this.#discord = discord;
    this.#guild = guild;
  }

  static async open(closing: Closing, discord: DiscordSimulator, guild: VirtualGuild): Promise<ChatStage> {
    await buildChatIfStale();
    const browser = await launchBrowser();
    closing.add(() => browser.close());
    return new ChatStage(browser, discord, guild);
  }

  /** A page of its own, as a member (the guild's owner when not given), where that member can read or write. */
  async page(options: BrowserContextOptions & { as?: string; channel?: string } = {}): Promise<Page> {
    const { as, channel, ...rest } = options;
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 860 },
      locale: 'en-US',
      ...rest,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    await page.goto(
      chatLink(this.#discord.origin, this.#discord.controlToken, {
        guild: this.#guild.id,
        as: as ?? this.#guild.owner.id,
        channel: this.#guild.channel(channel ?? 'general').id,
      }),
    );
    await page.getByTestId('composer').or(page.locator('.blocked')).or(page.getByTestId('forum')).waitFor();
    return page;
  }
}

/** `npm test` has built it already; a single run of this file may come after a change. */
async function buildChatIfStale(): Promise<void> {
  const built = await stat(new URL('../dist-chat/index.html', import.meta.url)).then(
    (it) => it.mtimeMs,
    () => 0,
  );
  const sources = await readdir(new URL('../chat/', import.meta.url), {
    recursive: true,
    withFileTypes: true,
  });
  const files = sources.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
  const protocol = fileURLToPath(new URL('../src/control/protocol.ts', import.meta.url));
  const changed = await Promise.all([...files, protocol].map(async (file) => (await stat(file)).mtimeMs));
  if (Math.max(...changed) <= built) return;
  const { NODE_ENV } = process.env;
  // Else it would be built with what Vue says to developers, which nobody ships.
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: fileURLToPath(new URL('../chat/vite.config.ts', import.meta.url)),
      logLevel: 'error',
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
}

/** What axe finds on the page as it is (WCAG 2.2 AA and good practice), as readable lines. */
export async function axeFindings(page: Page): Promise<string[]> {
  // By the debugger, not by a script element: the policy would refuse that.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap((it) =>
      it.nodes.map((node) => `${it.id}: ${node.target.join(' ')} – ${node.failureSummary}`),
    );
  });
}

/** Types a command without options, and runs it. */
export async function run(page: Page, command: string): Promise<void> {
  await page.getByTestId('composer').fill(`/${command}`);
  await page.getByRole('option', { name: `/${command}` }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('command-form').waitFor();
  await page.keyboard.press('Enter');
}
