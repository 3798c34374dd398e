import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  EmbedBuilder,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';
import { axeFindings, ChatStage, run } from './chat-stage.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let stage: ChatStage;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Café', {
    owner: 'Ana',
    roles: [{ name: 'Mod', color: 0xf1c40f, hoist: true, permissions: ['ManageMessages'] }],
    channels: [
      { name: 'Talk', type: 'category' },
      { name: 'general', parent: 'Talk', topic: 'Everything and **nothing**' },
      {
        name: 'news',
        parent: 'Talk',
        overwrites: [{ for: '@everyone', deny: ['SendMessages', 'UseApplicationCommands'] }],
      },
      { name: 'Lounge', type: 'voice', parent: 'Talk' },
    ],
  });
  guild.member('Bob', { roles: ['Mod'] });
  guild.member('Chloé');
  const client = await startBot(closing, discord);
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.application.commands.set([
    {
      name: 'order',
      description: 'Order something',
      options: [
        { type: 3, name: 'item', description: 'What you would like', required: true, autocomplete: true },
        { type: 4, name: 'count', description: 'How many', minValue: 1, maxValue: 9 },
        { type: 6, name: 'for', description: 'Who it is for' },
      ],
    },
    { name: 'panel', description: 'Buttons' },
    { name: 'form', description: 'A modal' },
    { name: 'Look at', type: 2 },
  ]);
  const general = guild.owner.in('general');
  const first = await general.say(
    'Good **morning** — see https://example.com and `code`\n> quoted\n- one\n- two',
  );
  await guild.member('Bob').react(first, '👍');
  await guild.member('Chloé').in('general').say(`Hi <@${guild.owner.id}> ||hidden||`, { reply: first });
  await guild.member('Bob').voice.join('Lounge');
  stage = await ChatStage.open(closing, discord, guild);
});
afterAll(() => closing.close());
afterEach(() => {
  expect(stage.complaints.splice(0)).toEqual([]);
});

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const items = ['Croissant', 'Café crème'].filter((it) =>
      it.toLowerCase().includes(interaction.options.getFocused().toLowerCase()),
    );
    await interaction.respond(items.map((it) => ({ name: it, value: it })));
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'order') {
    const whom = interaction.options.getUser('for');
    await interaction.reply(
      `${interaction.options.getInteger('count') ?? 1} × ${interaction.options.getString('item', true)}${whom ? ` for ${whom.username}` : ''}`,
    );
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'panel') {
    await interaction.reply({
      embeds: [
        new EmbedBuilder()
          .setTitle('Pick')
          .setDescription('One of these')
          .setColor(0x0f6e66)
          .addFields({ name: 'A', value: '1', inline: true }),
      ],
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('a').setLabel('Enter').setStyle(ButtonStyle.Primary),
          new ButtonBuilder().setCustomId('b').setLabel('Approve').setStyle(ButtonStyle.Success),
          new ButtonBuilder().setCustomId('c').setLabel('Delete').setStyle(ButtonStyle.Danger),
        ),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('s')
            .setPlaceholder('Drink')
            .addOptions({ label: 'Tea', value: 'tea' }, { label: 'Coffee', value: 'coffee' }),
        ),
      ],
    });
  } else if (interaction.isChatInputCommand()) {
    await interaction.showModal(
      new ModalBuilder()
        .setCustomId('f')
        .setTitle('Tell me')
        .addComponents(
          new ActionRowBuilder<TextInputBuilder>().addComponents(
            new TextInputBuilder().setCustomId('why').setLabel('Why').setStyle(TextInputStyle.Paragraph),
          ),
        ),
    );
  } else if (interaction.isButton())
    await interaction.reply({ content: 'You entered', flags: MessageFlags.Ephemeral });
  else if (interaction.isStringSelectMenu())
    await interaction.update({ content: `Chosen: ${interaction.values.join()}`, embeds: [], components: [] });
  else if (interaction.isModalSubmit())
    await interaction.reply(`Because ${interaction.fields.getTextInputValue('why')}`);
  else if (interaction.isUserContextMenuCommand())
    await interaction.reply(`Looked at ${interaction.targetUser.username}`);
}

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
  ['light', 320],
] as const)('in %s at %i px', (colorScheme, width) => {
  it('nothing stands in the way of anyone, and nothing is wider than the screen', async () => {
    const page = await stage.page({ colorScheme, viewport: { width, height: 820 } });
    await page.getByTestId('message').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await expectVisible(page, 'simulated-label');

    await page.getByTestId('composer').fill('/');
    await page.getByTestId('command-picker').waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await page.getByTestId('composer').fill('/order');
    await page.keyboard.press('Enter');
    await page.getByTestId('command-form').getByRole('option', { name: 'Croissant' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel command' }).click();

    for (const tool of ['Inspector', 'Clock', 'Faults']) {
      await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: tool }).click();
      await page.getByRole('tab', { name: tool, selected: true }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Close tools' }).click();
    await page.getByTestId('act-as').click();
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });
});

async function expectVisible(page: Page, testid: string): Promise<void> {
  expect(await page.getByTestId(testid).isVisible()).toBe(true);
}

describe('a member at the keyboard', () => {
  it('says something, runs a command with options, and reads the answers', async () => {
    const page = await stage.page();
    const messages = page.getByTestId('messages');
    await page.getByTestId('composer').fill('Hello @bob');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await messages.getByText('@Bob').waitFor();

    await page.keyboard.type('/ord');
    await page.getByRole('option', { name: '/order' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Croissant' }).waitFor();
    await page.keyboard.type('caf');
    await page.getByRole('option', { name: 'Croissant' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add option count' }).press('Enter');
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await page.getByText('At most 9.').waitFor();
    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'Add option for' }).press('Enter');
    await page.keyboard.type('bo');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await messages.getByText('1 × Café crème for bob').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    await expect.poll(focused).toBe('composer');
    await expect.poll(() => page.getByTestId('announcer').textContent()).toContain('Café crème for bob');
    await page.context().close();
  });

  it('presses a button, sees what only they can see, and dismisses it; others never see it', async () => {
    const page = await stage.page();
    const other = await stage.page({ as: guild.member('Bob').id });
    await run(page, 'panel');
    const panel = page.getByTestId('message').filter({ hasText: 'One of these' });
    await panel.getByRole('button', { name: 'Enter' }).click();
    const own = page.getByTestId('message').filter({ hasText: 'You entered' });
    await own.getByText('Only you can see this').waitFor();
    expect(await other.getByText('You entered').count()).toBe(0);
    await own.getByRole('button', { name: 'Dismiss message' }).click();
    await own.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Drink' }).click();
    await page.getByRole('option', { name: 'Coffee' }).click();
    await other.getByTestId('messages').getByText('Chosen: coffee').waitFor();
    await page.context().close();
    await other.context().close();
  });

  it('fills in a modal, whose focus stays in it', async () => {
    const page = await stage.page();
    await run(page, 'form');
    const modal = page.getByRole('dialog', { name: 'Tell me' });
    await modal.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await modal.getByRole('button', { name: 'Submit' }).click();
    await modal.getByText('Fill this in.').waitFor();
    await modal.getByLabel('Why').fill('it rains');
    await modal.getByRole('button', { name: 'Submit' }).click();
    await page.getByTestId('messages').getByText('Because it rains').waitFor();
    await modal.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('becomes somebody else, keeps the place in the address, and is told why they may not', async () => {
    const page = await stage.page();
    await page.getByTestId('act-as').click();
    await page.keyboard.type('chl');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Acting as Chloé' }).waitFor();
    await page.getByRole('button', { name: 'Text channel news' }).click();
    await page.getByText('Chloé may not send messages in this channel.').waitFor();
    const address = new URL(page.url());
    expect([address.searchParams.get('as'), address.searchParams.get('channel')]).toEqual([
      guild.member('Chloé').id,
      guild.channel('news').id,
    ]);
    expect(address.searchParams.has('token')).toBe(false);
    await page.reload();
    await page.getByText('Chloé may not send messages in this channel.').waitFor();
    await page.goBack();
    await page.getByTestId('composer').waitFor();
    await page.context().close();
  });

  it('sees unread marks, and a new member who joins by name', async () => {
    const page = await stage.page({ channel: 'news' });
    await guild.member('Bob').in('general').say(`ping <@${guild.owner.id}>`);
    await page.getByRole('button', { name: 'Text channel general, 1 unread message' }).click();
    await page.getByRole('button', { name: 'Text channel general', exact: true }).waitFor();
    await page.getByTestId('act-as').click();
    await page.getByRole('button', { name: 'New member…' }).click();
    await page.getByLabel('Username').fill('eve');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Acting as eve' }).waitFor();
    await page.getByTestId('member-list').getByText('eve', { exact: true }).waitFor();
    await page.context().close();
  });

  it('runs a command of the menu on a member, from the member list', async () => {
    const page = await stage.page();
    await page.getByRole('button', { name: 'Actions for Chloé' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Look at' }).press('Enter');
    await page.getByTestId('messages').getByText('Looked at chloe').waitFor();
    await page.context().close();
  });

  it('moves the clock, and watches the traffic', async () => {
    const page = await stage.page();
    await page.getByRole('button', { name: /^Clock/ }).click();
    const before = discord.clock.now();
    await page.getByRole('button', { name: '24 hours' }).click();
    await page.getByText('1 day ahead of your machine').waitFor();
    expect(discord.clock.now() - before).toBeGreaterThanOrEqual(86_400_000);
    await page.getByRole('tab', { name: 'Inspector' }).click();
    await page.getByLabel('Filter').fill('interaction_create');
    await page
      .getByTestId('traffic')
      .getByRole('button', { name: /INTERACTION_CREATE/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'Payload' }).getByText('"application_id"').first().waitFor();
    await page.context().close();
  });

  it('reads French when their browser does', async () => {
    const page = await stage.page({ locale: 'fr-FR' });
    await page.getByText('Discord simulé').waitFor();
    expect(await page.getByTestId('composer').getAttribute('placeholder')).toBe('Écrire dans #general');
    await page.context().close();
  });

  it('is told when the link has expired', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${discord.origin}/chat`);
    await page.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await context.close();
  });
});

describe('signing in with this Discord', () => {
  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'goes through pages without a script and comes back, in %s at %i px',
    async (colorScheme, width) => {
      const back = createServer((_request, response) => response.end('back'));
      await new Promise<void>((resolve) => back.listen(0, '127.0.0.1', resolve));
      closing.add(() => new Promise((resolve) => back.close(resolve)));
      const redirect = `http://127.0.0.1:${(back.address() as AddressInfo).port}/callback`;
      const app = discord.application({ name: `Sign-in ${width}`, redirectUris: [redirect] });
      const context = await stage.browser.newContext({
        colorScheme,
        viewport: { width, height: 800 },
        javaScriptEnabled: false,
      });
      const page = await context.newPage();
      page.on('console', (message) => stage.complaints.push(message.text()));
      const query = new URLSearchParams({
        client_id: app.id,
        response_type: 'code',
        redirect_uri: redirect,
        scope: 'identify guilds',
        state: 'kept',
      });
      await page.goto(`${discord.origin}/oauth2/authorize?${query}`);
      await page.getByRole('link', { name: /Ana/ }).click();
      await page.getByText('see your username and avatar').waitFor();
      await page.getByRole('button', { name: 'Authorize' }).click();
      await page.getByText('back').waitFor();
      const landed = new URL(page.url());
      expect(`${landed.origin}${landed.pathname}`).toBe(redirect);
      expect(landed.searchParams.get('state')).toBe('kept');
      expect(landed.searchParams.get('code')).toBeTruthy();
      await context.close();
    },
  );

  it('stands in nobody’s way', async () => {
    const app = discord.application({ name: 'Adds itself' });
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await stage.browser.newContext({ colorScheme, viewport: { width: 320, height: 800 } });
      const page = await context.newPage();
      await page.goto(
        `${discord.origin}/oauth2/authorize?client_id=${app.id}&scope=bot&permissions=268503104`,
      );
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('link', { name: /Ana/ }).click();
      await page.getByLabel('Guild', { exact: true }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await context.close();
    }
  });
});
