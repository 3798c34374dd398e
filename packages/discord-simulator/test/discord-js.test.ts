import type { DiscordSimulator, Reply, VirtualGuild, VirtualMember } from '@guildhall/discord-simulator';
import {
  ActionRowBuilder,
  type ApplicationCommandData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  type Message,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let client: Client<true>;
let ana: VirtualMember;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Café', { roles: ['Mod'], channels: ['general', { name: 'talk', type: 'voice' }] });
  client = await startBot(closing, discord);
  ana = guild.member('ana');
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

const commands: ApplicationCommandData[] = [
  {
    name: 'rank',
    description: 'Your rank',
    options: [{ type: ApplicationCommandOptionType.User, name: 'user', description: 'whose' }],
  },
  {
    name: 'find',
    description: 'Finds',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'what',
        description: 'what',
        autocomplete: true,
        required: true,
      },
    ],
  },
  {
    name: 'ticket',
    description: 'Tickets',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'open',
        description: 'Opens one',
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'urgency',
            description: 'how',
            min_value: 1,
            max_value: 3,
          },
        ],
      },
    ],
  },
  { name: 'slow', description: 'Thinks first' },
  { name: 'Praise', type: ApplicationCommandType.User },
  { name: 'Quote', type: ApplicationCommandType.Message },
];

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond(
      ['apple', 'apricot', 'pear']
        .filter((it) => it.startsWith(typed))
        .map((it) => ({ name: it, value: it })),
    );
    return;
  }
  if (interaction.isUserContextMenuCommand()) {
    await interaction.reply(`Well done, ${interaction.targetUser.displayName}`);
    return;
  }
  if (interaction.isMessageContextMenuCommand()) {
    await interaction.reply({
      content: `> ${interaction.targetMessage.content}`,
      flags: MessageFlags.Ephemeral,
    });
    return;
  }
  if (interaction.isButton() && interaction.customId === 'enter') {
    await interaction.update({ content: 'entered', components: [] });
  } else if (interaction.isButton() && interaction.customId === 'why') {
    await interaction.showModal(
      new ModalBuilder()
        .setCustomId('reason')
        .setTitle('Why?')
        .addComponents(
          new ActionRowBuilder<TextInputBuilder>().addComponents(
            new TextInputBuilder()
              .setCustomId('text')
              .setLabel('Reason')
              .setStyle(TextInputStyle.Short)
              .setMaxLength(20),
          ),
        ),
    );
  } else if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate();
    await interaction.editReply({ content: `chose ${interaction.values.join(' and ')}`, components: [] });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply({
      content: `because ${interaction.fields.getTextInputValue('text')}`,
      flags: MessageFlags.Ephemeral,
    });
  } else if (interaction.isChatInputCommand()) await answerCommand(interaction);
}

async function answerCommand(interaction: Interaction & { isChatInputCommand(): boolean }): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'slow') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('thought');
    await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    return;
  }
  if (interaction.commandName === 'ticket') {
    await interaction.reply(
      `${interaction.options.getSubcommand()} ${interaction.options.getInteger('urgency')}`,
    );
    return;
  }
  if (interaction.commandName === 'find') {
    await interaction.reply({ content: interaction.options.getString('what', true), withResponse: true });
    return;
  }
  const user = interaction.options.getUser('user') ?? interaction.user;
  await interaction.reply({
    content: `rank of ${user.displayName}`,
    components: [
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        new ButtonBuilder().setCustomId('enter').setLabel('Enter').setStyle(ButtonStyle.Primary),
        new ButtonBuilder().setCustomId('why').setLabel('Why').setStyle(ButtonStyle.Secondary),
        new ButtonBuilder()
          .setCustomId('off')
          .setLabel('Off')
          .setStyle(ButtonStyle.Secondary)
          .setDisabled(true),
      ),
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder()
          .setCustomId('prize')
          .setPlaceholder('Pick')
          .setMaxValues(2)
          .addOptions({ label: 'Gold', value: 'gold' }, { label: 'Silver', value: 'silver' }),
      ),
    ],
  });
}

const next = (event: Events.MessageCreate) => new Promise<Message>((resolve) => client.once(event, resolve));

describe('a real discord.js client', () => {
  it('knows the guild that it was added to', () => {
    const known = client.guilds.cache.get(guild.id);
    expect(known?.name).toBe('Café');
    expect(known?.members.me?.roles.cache.some((role) => role.managed)).toBe(true);
    expect(known?.channels.cache.map((channel) => channel.name)).toEqual(
      expect.arrayContaining(['general', 'talk']),
    );
  });

  it('hears what a member says, and answers', async () => {
    const heard = next(Events.MessageCreate);
    await ana
      .in('general')
      .say('hi', { attachments: [{ name: 'a.txt', data: 'text', contentType: 'text/plain' }] });
    const message = await heard;
    expect(message.member?.displayName).toBe('ana');
    expect(message.attachments.first()?.name).toBe('a.txt');
    const reply = await message.reply('hello');
    expect(ana.in('general').messages().at(-1)?.content).toBe('hello');
    await reply.react('⭐');
    await reply.edit('hello again');
    expect(ana.in('general').messages().at(-1)?.content).toBe('hello again');
    await reply.delete();
  });

  it('answers slash commands, with subcommands and bounded numbers', async () => {
    const reply = await ana.run('/rank', { user: guild.member('bob') });
    expect(reply.content).toBe('rank of bob');
    expect(reply.message).toMatchObject({
      type: 20,
      interaction_metadata: { user: { id: ana.id } },
      interaction: { name: 'rank' },
    });
    expect((await ana.run('/ticket open', { urgency: 2 })).content).toBe('open 2');
    await expect(ana.run('/ticket open', { urgency: 9 })).rejects.toMatchObject({ reason: 'invalid-option' });
    await expect(ana.run('/ticket')).rejects.toMatchObject({ reason: 'unknown-command' });
  });

  it('completes what is typed', async () => {
    expect(await ana.autocomplete('/find', 'what', 'ap')).toEqual([
      { name: 'apple', value: 'apple' },
      { name: 'apricot', value: 'apricot' },
    ]);
    expect((await ana.run('/find', { what: 'apple' })).content).toBe('apple');
  });

  it('answers buttons, selects and modals', async () => {
    const fresh = (): Promise<Reply> => ana.run('/rank');
    expect((await (await fresh()).click('Enter')).content).toBe('entered');
    const chosen = await (await fresh()).select('Pick', ['Gold', 'silver']);
    await chosen.waitForEdit();
    expect(chosen.content).toBe('chose gold and silver');
    expect(chosen.components).toEqual([]);
    const asked = await (await fresh()).click('why');
    expect(asked.modal?.title).toBe('Why?');
    await expect((async () => asked.submit({ text: 'x'.repeat(21) }))()).rejects.toMatchObject({
      reason: 'invalid-modal-value',
    });
    const said = await asked.submit({ text: 'fun' });
    expect(said.content).toBe('because fun');
    expect(said.ephemeral).toBe(true);
  });

  it('thinks first, then answers and follows up, for one member only', async () => {
    const reply = await ana.run('/slow');
    expect(reply.deferred).toBe(true);
    expect(reply.content).toBe('thought');
    expect((await reply.waitForFollowup()).content).toBe('and more');
    const bob = guild.member('bob');
    expect(
      bob
        .in('general')
        .messages()
        .some((message) => message.content === 'thought'),
    ).toBe(false);
    await expect(bob.click(reply, 'Enter')).rejects.toMatchObject({ reason: 'cannot-see-channel' });
  });

  it('answers commands of the menu', async () => {
    expect((await ana.contextMenu('Praise', guild.member('bob'))).content).toBe('Well done, bob');
    const said = await ana.in('general').say('quotable');
    const quoted = await ana.contextMenu('Quote', said);
    expect(quoted.content).toBe('> quotable');
    expect(quoted.ephemeral).toBe(true);
  });

  it('follows members, roles, channels and voice in its cache', async () => {
    const bob = guild.member('bob');
    await bob.giveRole('Mod');
    await bob.rename('Bobby');
    await bob.voice.join('talk');
    guild.addChannel('news');
    await discord.idle();
    const known = client.guilds.cache.get(guild.id);
    expect(known?.members.cache.get(bob.id)?.displayName).toBe('Bobby');
    expect(known?.members.cache.get(bob.id)?.roles.cache.some((role) => role.name === 'Mod')).toBe(true);
    expect(known?.members.cache.get(bob.id)?.voice.channel?.name).toBe('talk');
    expect(known?.channels.cache.some((channel) => channel.name === 'news')).toBe(true);
    await bob.leave();
    await discord.idle();
    expect(known?.members.cache.has(bob.id)).toBe(false);
    await bob.rejoin();
    expect((await known?.members.fetch())?.size).toBe(guild.members.length);
  });

  it('gets direct messages, and their content without asking', async () => {
    const heard = next(Events.MessageCreate);
    await ana.dm('psst');
    expect((await heard).content).toBe('psst');
    expect((await client.users.cache.get(ana.id)?.send('yes?'))?.channel.isDMBased()).toBe(true);
  });

  it('resumes after its socket is cut, with nothing lost', async () => {
    // What was written before may still be on its way.
    await discord.idle();
    const heard: string[] = [];
    const listen = (message: Message) => void heard.push(message.content);
    client.on(Events.MessageCreate, listen);
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    discord.faults.dropGateway();
    const said = Array.from({ length: 20 }, (_, index) => `while away ${index}`);
    for (const text of said) await ana.in('general').say(text);
    await resumed;
    await discord.idle();
    client.off(Events.MessageCreate, listen);
    expect(heard).toEqual(said);
    const identifies = discord.traffic
      .entries()
      .filter((it) => it.kind === 'gateway' && it.direction === 'in' && it.op === 2);
    expect(identifies).toHaveLength(1);
  });

  it('comes back when told to reconnect', async () => {
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    discord.faults.reconnect();
    await resumed;
    expect((await ana.run('/rank')).content).toBe('rank of ana');
  });

  it('retries when Discord has a bad moment', async () => {
    discord.faults.next('POST /channels/*/messages', 500);
    const channel = client.channels.cache.get(guild.channel('general').id);
    if (!channel?.isSendable()) throw new Error('no such channel');
    expect((await channel.send('after a 500')).content).toBe('after a 500');
  });
});
