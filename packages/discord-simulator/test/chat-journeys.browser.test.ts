import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  chatLink,
  createDiscord,
  type DiscordSimulator,
  type VirtualGuild,
} from '@guildhall/discord-simulator';
import type { Client } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';
import { answerJourneys, journeyCommands } from './chat-bot.ts';
import { axeFindings, ChatStage, run } from './chat-stage.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let client: Client<true>;
let stage: ChatStage;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Library', {
    owner: 'Ana',
    roles: [{ name: 'Reader', mentionable: true }],
    channels: [
      'general',
      'reading',
      'doomed',
      { name: 'questions', type: 'forum' },
      { name: 'Quiet room', type: 'voice' },
    ],
  });
  guild.member('Bob', { roles: ['Reader'] });
  client = await startBot(closing, discord);
  client.on('interactionCreate', (interaction) => void answerJourneys(interaction));
  await client.application.commands.set(journeyCommands);
  const kept = await guild.owner.in('reading').say('a line to keep');
  await client.rest.put(`/channels/${guild.channel('reading').id}/messages/pins/${kept.id}`);
  stage = await ChatStage.open(closing, discord, guild);
});
afterAll(() => closing.close());
afterEach(() => {
  expect(stage.complaints.splice(0)).toEqual([]);
});

const picture = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('not really a cat') };

/** Chooses in the list of a command's option. */
async function pick(page: Page, option: string, typed: string, choice: string): Promise<void> {
  const form = page.getByTestId('command-form');
  await form.getByRole('combobox', { name: new RegExp(`^${option}`) }).fill(typed);
  await form.getByRole('option', { name: choice }).first().click();
}

function message(page: Page, text: string | RegExp) {
  return page.getByTestId('message').filter({ hasText: text });
}

async function menuOf(page: Page, text: string): Promise<void> {
  await message(page, text).last().hover();
  await message(page, text)
    .last()
    .getByRole('button', { name: /^More for the message/ })
    .click();
}

describe('an application', () => {
  it('is given an option of every type', async () => {
    const page = await stage.page();
    await page.getByTestId('composer').fill('/file a');
    await page.getByRole('option', { name: '/file a report' }).waitFor();
    await page.keyboard.press('Enter');
    await pick(page, 'kind', '', 'Damage');
    // Also by id, as of somebody who has left.
    await page.getByLabel(/^by/).fill(guild.member('Bob').id);
    await pick(page, 'where', 'read', '#reading');
    await pick(page, 'role', 'rea', '@Reader');
    await pick(page, 'about', 'an', 'Ana');
    await page.getByLabel('urgent', { exact: false }).selectOption('True');
    await page.getByLabel(/^pages/).fill('12');
    await page.getByLabel(/^weight/).fill('1,5');
    await page.getByTestId('command-form').locator('input[type=file]').setInputFiles(picture);
    await page.getByText('cat.png').waitFor();
    await page.getByRole('button', { name: 'Run /file a report' }).click();
    await page.getByText('At most 9.').waitFor();
    await page.getByLabel(/^pages/).fill('9');
    await page.keyboard.press('Enter');
    const told = message(page, 'damage 9 1.5 true bob #reading @Reader ana cat.png:16');
    await told.waitFor();
    await page.context().close();
  });

  it('asks in a modal with every kind of field, and gets what was filled in', async () => {
    const page = await stage.page();
    await run(page, 'apply');
    const modal = page.getByRole('dialog', { name: 'Apply' });
    await modal.getByRole('button', { name: 'Submit' }).click();
    await modal.getByText('Fill this in.').waitFor();
    await modal.getByLabel('Why').fill('I read');
    await modal.getByRole('radio', { name: 'Late' }).check();
    await modal.getByRole('checkbox', { name: 'Writing' }).check();
    await modal.getByRole('checkbox', { name: 'I agree' }).check();
    expect(await axeFindings(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Submit' }).click();
    await message(page, '"I read" "late" ["writing"] true').waitFor();
    await modal.waitFor({ state: 'detached' });

    await run(page, 'more');
    const more = page.getByRole('dialog', { name: 'More' });
    await more.getByRole('button', { name: 'Mentor' }).click();
    await page.getByRole('option', { name: /^Bob/ }).click();
    await more.locator('input[type=file]').setInputFiles(picture);
    expect(await axeFindings(page)).toEqual([]);
    await more.getByRole('button', { name: 'Submit' }).click();
    await message(page, /\["\d+"\] \["\d+"\]/).waitFor();
    await page.context().close();
  });

  it('offers menus of members, roles and channels', async () => {
    const page = await stage.page();
    await run(page, 'choose');
    const panel = message(page, 'Choose from').first();
    for (const [menu, choice] of [
      ['A member', 'Bob'],
      ['A role', '@Reader'],
      ['A channel', '#reading'],
      ['Anyone', '@Reader'],
    ] as const) {
      await panel.getByRole('button', { name: menu }).click();
      await page.getByRole('option', { name: choice }).first().click();
      await message(page, `${menu}: ${choice.replace(/^[@#]/, '')}`).waitFor();
    }
    await page.context().close();
  });

  it('writes a direct message: it is seen, unread until opened, and answered', async () => {
    const page = await stage.page();
    await run(page, 'remind');
    const dms = page.getByTestId('direct-messages');
    await dms.getByRole('button', { name: /1 unread message/ }).click();
    await message(page, 'Do not forget').waitFor();
    await page.getByTestId('unread-line').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const heard = new Promise<string>((resolve) => {
      client.on(
        'messageCreate',
        (it) => it.author.id === guild.owner.id && it.guildId === null && resolve(it.content),
      );
    });
    await page.getByPlaceholder(/^Message @/).fill('Thank you');
    await page.keyboard.press('Enter');
    expect(await heard).toBe('Thank you');
    await page.getByRole('button', { name: 'Text channel general' }).click();
    await page.getByPlaceholder('Message #general').waitFor();
    await page.context().close();
  });
});

describe('a member', () => {
  it('starts a thread at a message and a post in a forum, and archives the thread', async () => {
    await guild.member('Bob').in('general').say('A long story');
    const page = await stage.page();
    await menuOf(page, 'A long story');
    await page.getByRole('menuitem', { name: 'Start a thread' }).click();
    await page.getByLabel('Thread name').fill('Stories');
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Message #Stories').fill('Once upon a time');
    await page.keyboard.press('Enter');
    await message(page, 'Once upon a time').waitFor();
    await page.getByTestId('channel-menu').click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Thread Stories, archived' }).waitFor();

    await page.getByRole('button', { name: 'Forum questions' }).click();
    await page.getByText('No posts yet').waitFor();
    await page.getByRole('button', { name: 'New post' }).click();
    await page.getByLabel('Title').fill('Where is page 7?');
    await page.getByLabel('Message', { exact: true }).fill('It is missing');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await message(page, 'It is missing').waitFor();
    await page.context().close();
  });

  it('asks a poll; another votes; time ends it, and the clock tells what it did', async () => {
    const page = await stage.page({ channel: 'reading' });
    await page.getByTestId('composer-add').click();
    await page.getByRole('menuitem', { name: 'Ask a poll' }).press('Enter');
    await page.getByRole('textbox', { name: 'Question' }).fill('Tea?');
    await page.getByRole('textbox', { name: 'Answer 1' }).fill('Yes');
    await page.getByRole('textbox', { name: 'Answer 2' }).fill('No');
    await page.getByRole('button', { name: 'Post poll' }).click();
    const other = await stage.page({ channel: 'reading', as: guild.member('Bob').id });
    await other.getByTestId('poll').getByLabel('Yes').check();
    await other.getByRole('button', { name: 'Vote', exact: true }).click();
    await other.getByRole('button', { name: 'Remove vote' }).waitFor();
    await page.getByTestId('poll').getByText('1 vote').waitFor();
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('button', { name: '24 hours' }).click();
    await page.getByTestId('clock-effects').getByText('polls that ended: 1').waitFor();
    await message(page, 'Yes won with 1 of 1 votes').waitFor();
    await page.getByLabel('or to').fill('2001-01-01T00:00');
    expect(await page.getByLabel('or to').evaluate((it: HTMLInputElement) => it.validity.valid)).toBe(false);
    await page.context().close();
    await other.context().close();
  });

  it('pins, reacts, edits by the arrow key, and is told what they may not do', async () => {
    const page = await stage.page({ channel: 'reading' });
    await page.getByTestId('composer').fill('first draft');
    await page.keyboard.press('Enter');
    await message(page, 'first draft').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByLabel('Edit message').fill('final text');
    await page.keyboard.press('Enter');
    await message(page, 'final text').getByText('(edited)').waitFor();
    await menuOf(page, 'final text');
    const pinned = page.waitForResponse('**/control/pin');
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
    await pinned;
    await page.getByTestId('pins').click();
    await page.getByRole('dialog', { name: 'Pinned messages' }).getByText('final text').waitFor();
    await page.keyboard.press('Escape');

    const other = await stage.page({ channel: 'reading', as: guild.member('Bob').id });
    const seen = message(other, 'final text');
    await seen.hover();
    await seen.getByRole('button', { name: 'Add reaction' }).click();
    await other.getByRole('menuitem', { name: 'React with 🎉' }).click();
    const reaction = message(page, 'final text').getByTestId('reaction');
    await expect.poll(() => reaction.getAttribute('aria-label')).toBe('🎉 1, Bob');
    await seen.getByTestId('reaction').click();
    await reaction.waitFor({ state: 'detached' });
    await menuOf(other, 'final text');
    const forbidden = other.getByRole('menuitem', { name: /^Delete/ });
    expect(await forbidden.innerText()).toContain('Missing permission: Manage Messages');
    await forbidden.press('Enter');
    await other.keyboard.press('Escape');
    await seen.waitFor();
    await page.context().close();
    await other.context().close();
  });

  it('goes into voice and mutes themselves; everybody sees it', async () => {
    const page = await stage.page();
    const other = await stage.page({ as: guild.member('Bob').id });
    await page.getByRole('button', { name: 'Join voice in Quiet room' }).click();
    await page.getByTestId('voice-panel').getByRole('button', { name: 'Mute' }).click();
    await other.getByTestId('channel-list').getByLabel('muted').waitFor();
    await page.getByRole('button', { name: 'Leave voice' }).click();
    await other.getByTestId('channel-list').getByLabel('muted').waitFor({ state: 'detached' });
    await page.context().close();
    await other.context().close();
  });

  it('goes anywhere by keyboard, and the focus returns', async () => {
    const page = await stage.page();
    await page.getByTestId('composer').focus();
    await page.keyboard.press('Control+/');
    await page.getByTestId('shortcuts').waitFor();
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    await expect.poll(focused).toBe('composer');
    await page.keyboard.press('Control+k');
    await page.getByTestId('switcher').fill('read');
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Message #reading').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByPlaceholder('Message #general').waitFor();
    await page.context().close();
  });

  it('is taken elsewhere when the channel is deleted, and told so', async () => {
    const page = await stage.page({ channel: 'doomed' });
    await page.getByTestId('channel-menu').click();
    await page.getByRole('menuitem', { name: 'Delete doomed' }).click();
    await page.getByTestId('toasts').getByText('#doomed was deleted').waitFor();
    await page.getByPlaceholder('Message #general').waitFor();
    await page.context().close();
  });
});

describe('who looks behind it', () => {
  it('arms faults, sees them counted and at work in the inspector, and repairs everything', async () => {
    const page = await stage.page();
    await page.getByRole('button', { name: /^Faults/ }).click();
    await page.getByLabel('Status').selectOption('503');
    await page.getByLabel('Failing answers').fill('GET /users/@me');
    await page.getByRole('button', { name: 'Arm' }).click();
    await page.getByLabel('Slow answers').fill('15');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Faults: 2 faults are switched on' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Inspector' }).click();
    await client.rest.get('/users/@me', { headers: { 'x-simulator-caller': 'librarian' } });
    await page.getByLabel('Failures only').check();
    await page
      .getByTestId('traffic')
      .getByRole('button', { name: /GET \/users\/@me.*librarian.*503/ })
      .click();
    await page.getByRole('region', { name: 'Answer' }).getByText('Internal Server Error').waitFor();
    await page.getByLabel('Failures only').uncheck();
    await page.getByRole('tab', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Repair everything' }).click();
    await page.getByTestId('faults-badge').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('stops the traffic to look at it, copies a line, and goes on', async () => {
    const page = await stage.page({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByLabel('Filter').fill('only while paused');
    await guild.owner.in('general').say('only while paused');
    await page.getByRole('button', { name: /Resume \([1-9]/ }).waitFor();
    expect(await page.getByTestId('traffic').getByRole('button').count()).toBe(0);
    await page.getByRole('button', { name: /^Resume/ }).click();
    await page
      .getByTestId('traffic')
      .getByRole('button', { name: /MESSAGE_CREATE/ })
      .click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { title: string };
    expect(copied.title).toBe('MESSAGE_CREATE');
    await page.context().close();
  });
});

describe('whatever happens', () => {
  it('the world of a simulator that was restarted is found again, with what was said meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-'));
    closing.add(() => rm(folder, { recursive: true, force: true }));
    const again = { journal: folder, controlToken: 'kept', limits: 'off' } as const;
    const before = await createDiscord(again);
    const place = before.guild('Kept', { owner: 'Ana', channels: ['general', 'other'] });
    const context = await stage.browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(chatLink(before.origin, 'kept', { channel: place.channel('general').id }));
    await page.getByTestId('composer').waitFor();
    await before.close();
    await page.getByRole('alert').getByText('The simulator does not answer').waitFor();
    const after = await createDiscord({ ...again, port: before.port });
    closing.add(() => after.close());
    const eve = after.guild('Kept').member('Eve');
    await eve.in('general').say('while you were away');
    await eve.in('other').say('here, too');
    await message(page, 'while you were away').waitFor();
    await page.getByRole('button', { name: 'Text channel other, 1 unread message' }).waitFor();
    await context.close();
  });

  it('a guild of 20,000 members and hundreds of channels scrolls like a small one', async () => {
    const large = discord.guild('Stadium', { owner: 'Ana', install: false });
    large.populate(20_000, { seed: 3 });
    for (let number = 0; number < 400; number++) large.addChannel(`row-${number}`);
    const page = await stage.page();
    await page.getByTestId('guild-switcher').click();
    await page.getByRole('menuitemradio', { name: 'Stadium' }).click();
    const members = page.getByTestId('member-list');
    await members.getByText(/^20,00\d members$/).waitFor();
    expect(await page.locator('[data-testid=channel-list] li').count()).toBeLessThan(80);
    expect(await members.locator('li').count()).toBeLessThan(80);
    const rows = () => members.locator('li').first().getAttribute('aria-setsize').then(Number);
    const at = await rows();
    await members.locator('.rows').evaluate((it) => it.scrollTo(0, it.scrollHeight));
    await expect.poll(rows).toBeGreaterThan(at);
    const someone = large.members.at(-1)?.user;
    await members.getByLabel('Find a member').fill(someone?.username ?? '');
    await members
      .getByText(someone?.global_name ?? someone?.username ?? '', { exact: true })
      .first()
      .waitFor();
    await page.keyboard.press('Control+k');
    await page.getByTestId('switcher').fill('row-399');
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Message #row-399').waitFor();
    await page.getByRole('button', { name: 'Text channel row-399' }).waitFor();
    await page.context().close();
  });

  it('its scripts stay under 120 kB', async () => {
    const folder = new URL('../dist-chat/assets/', import.meta.url);
    const scripts = (await readdir(folder)).filter((it) => it.endsWith('.js'));
    const sizes = await Promise.all(
      scripts.map(async (it) => gzipSync(await readFile(new URL(it, folder))).length),
    );
    expect(sizes.reduce((sum, it) => sum + it, 0)).toBeLessThan(120 * 1024);
  });
});

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
  ['light', 320],
  ['dark', 320],
] as const)('in %s at %i px', (colorScheme, width) => {
  it('no sheet, menu or dialog stands in anyone’s way', async () => {
    const page = await stage.page({ colorScheme, viewport: { width, height: 820 }, channel: 'reading' });
    const found: Record<string, string[]> = {};
    const look = async (what: string): Promise<void> => {
      const findings = await axeFindings(page);
      if (findings.length > 0) found[what] = findings;
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        found[what] = ['too wide'];
    };
    await page.getByTestId('message').first().waitFor();
    await page.getByTestId('pins').click();
    await page.getByRole('dialog', { name: 'Pinned messages' }).getByText('a line to keep').waitFor();
    await look('pins');
    await page.keyboard.press('Escape');
    await page.getByTestId('composer-add').click();
    await look('menu');
    await page.getByRole('menuitem', { name: 'Ask a poll' }).click();
    await look('poll');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByTestId('switcher').waitFor();
    await look('switcher');
    await page.getByTestId('switcher').fill('questions');
    await page.keyboard.press('Enter');
    await page.getByTestId('forum').waitFor();
    await look('forum');
    await page.getByRole('button', { name: 'New post' }).click();
    await look('post');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+/');
    await page.getByTestId('shortcuts').waitFor();
    await look('shortcuts');
    expect(found).toEqual({});
    await page.context().close();
  });
});
