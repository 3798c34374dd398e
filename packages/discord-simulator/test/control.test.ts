import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import type { Client, Interaction } from 'discord.js';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';
import { ControlClient } from './control-client.ts';

const closing = new Closing();
const control = new ControlClient(closing, () => discord);
let discord: DiscordSimulator;
let guild: VirtualGuild;
let client: Client<true>;
let ana: string;
let bob: string;
let general: string;
let staff: string;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Café', {
    owner: 'Ana',
    roles: [{ name: 'Mod', permissions: ['ManageMessages'], color: 0x2e86c1, hoist: true }],
    channels: [
      'general',
      {
        name: 'staff',
        overwrites: [
          { for: '@everyone', deny: ['ViewChannel'] },
          { for: 'Mod', allow: ['ViewChannel'] },
        ],
      },
      { name: 'quiet', overwrites: [{ for: '@everyone', deny: ['SendMessages'] }] },
      { name: 'Lounge', type: 'voice' },
    ],
  });
  ana = guild.owner.id;
  bob = guild.member('Bob').id;
  general = guild.channel('general').id;
  staff = guild.channel('staff').id;
  client = await startBot(closing, discord);
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.application.commands.set([
    {
      name: 'echo',
      description: 'Says it back',
      options: [{ type: 3, name: 'text', description: 'What', required: true, autocomplete: true }],
    },
    { name: 'secret', description: 'Only for you' },
    { name: 'panel', description: 'Buttons' },
    { name: 'form', description: 'A modal' },
    { name: 'slow', description: 'Thinks' },
    { name: 'silent', description: 'Never answers' },
    { name: 'mods', description: 'For moderators', defaultMemberPermissions: '8192' },
    { name: 'Look at', type: 2 },
    { name: 'Quote', type: 3 },
  ]);
});
afterAll(() => closing.close());

let finishThinking: () => void = () => {};

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}!`, value: `${typed}!` }]);
  } else if (interaction.isChatInputCommand()) {
    switch (interaction.commandName) {
      case 'echo':
        await interaction.reply(interaction.options.getString('text', true));
        break;
      case 'secret':
        await interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral });
        break;
      case 'panel':
        await interaction.reply({
          content: 'Choose',
          components: [
            new ActionRowBuilder<ButtonBuilder>().addComponents(
              new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
              new ButtonBuilder()
                .setCustomId('off')
                .setLabel('Off')
                .setStyle(ButtonStyle.Secondary)
                .setDisabled(true),
            ),
            new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
              new StringSelectMenuBuilder()
                .setCustomId('drink')
                .addOptions({ label: 'Tea', value: 'tea' }, { label: 'Coffee', value: 'coffee' }),
            ),
          ],
        });
        break;
      case 'form':
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('f')
            .setTitle('Tell me')
            .addComponents(
              new ActionRowBuilder<TextInputBuilder>().addComponents(
                new TextInputBuilder()
                  .setCustomId('why')
                  .setLabel('Why')
                  .setStyle(TextInputStyle.Short)
                  .setRequired(true),
              ),
            ),
        );
        break;
      case 'slow':
        await interaction.deferReply();
        finishThinking = () => void interaction.editReply('Thought.');
        break;
      default:
        break;
    }
  } else if (interaction.isButton())
    await interaction.reply({ content: 'Gone', flags: MessageFlags.Ephemeral });
  else if (interaction.isStringSelectMenu())
    await interaction.update({ content: `Chosen: ${interaction.values.join()}`, components: [] });
  else if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue('why'));
  else if (interaction.isUserContextMenuCommand())
    await interaction.reply(`Looked at ${interaction.targetUser.username}`);
  else if (interaction.isMessageContextMenuCommand())
    await interaction.reply(`“${interaction.targetMessage.content}”`);
}

describe('what a member sees', () => {
  it('is told at once: their guilds, and only channels that they may see', async () => {
    const stream = await control.listen(`as=${bob}`);
    const first = await stream.until('snapshot');
    expect(first.as).toBe(bob);
    const [seen] = first.guilds;
    expect(seen).toMatchObject({ id: guild.id, name: 'Café', ownerId: ana });
    expect(seen?.channels.map((it) => it.name)).toEqual(['general', 'quiet', 'Lounge']);
    expect(seen?.channels.find((it) => it.name === 'quiet')?.can.send).toBe(false);
    expect(seen?.members.map((it) => [it.name, it.bot, it.owner])).toContainEqual(['Ana', false, true]);
    expect(first.applications).toMatchObject([{ online: true }]);
    stream.close();
  });

  it('grows when they are given a role, colours included', async () => {
    const stream = await control.listen(`as=${bob}`);
    await control.ask('role', {
      as: ana,
      guildId: guild.id,
      userId: bob,
      roleId: guild.role('Mod').id,
      give: true,
    });
    const { guild: changed } = await stream.until('guild', (it) =>
      it.guild.channels.some((channel) => channel.id === staff),
    );
    expect(changed.members.find((it) => it.userId === bob)).toMatchObject({
      color: 0x2e86c1,
      roles: [guild.role('Mod').id],
    });
    const { commands } = await control.ask('commands', { as: bob, channelId: general });
    expect(commands.map((it) => it.name)).toContain('mods');
    await control.ask('role', {
      as: ana,
      guildId: guild.id,
      userId: bob,
      roleId: guild.role('Mod').id,
      give: false,
    });
    await stream.until('guild', (it) => !it.guild.channels.some((channel) => channel.id === staff));
    expect(
      (await control.ask('commands', { as: bob, channelId: general })).commands.map((it) => it.name),
    ).not.toContain('mods');
    stream.close();
  });

  it('has messages of others, edits, reactions and deletions, but nothing from hidden channels', async () => {
    const stream = await control.listen(`as=${bob}`);
    await control.ask('say', { as: ana, channelId: staff, content: 'hidden' });
    const { messageId } = await control.ask('say', { as: ana, channelId: general, content: `hi <@${bob}>` });
    expect(await stream.until('message', (it) => it.message.id === messageId)).toMatchObject({
      created: true,
      message: {
        content: `hi <@${bob}>`,
        mentionsMe: true,
        author: { name: 'Ana' },
        mentions: [{ id: bob, name: 'Bob' }],
      },
    });
    await control.ask('edit', { as: ana, channelId: general, messageId, content: 'hello' });
    await stream.until(
      'message',
      (it) => it.message.content === 'hello' && it.message.editedTimestamp !== null,
    );
    await control.ask('react', { as: bob, channelId: general, messageId, emoji: '👍' });
    const reacted = await stream.until('message', (it) => it.message.reactions.length > 0);
    expect(reacted.message.reactions).toMatchObject([
      { emoji: { name: '👍' }, count: 1, me: true, userIds: [bob] },
    ]);
    await control.ask('react', { as: bob, channelId: general, messageId, emoji: '👍', remove: true });
    const reply = await control.ask('say', {
      as: bob,
      channelId: general,
      content: 'yes?',
      replyTo: messageId,
    });
    const replied = await stream.until('message', (it) => it.message.id === reply.messageId);
    expect(replied.message.replyTo).toEqual({ messageId, authorName: 'Ana', excerpt: 'hello' });
    await control.ask('delete', { as: ana, channelId: general, messageId });
    await stream.until('messagesGone', (it) => it.messageIds.includes(messageId));
    expect(JSON.stringify(stream.events)).not.toContain('hidden');
    expect((await control.refusalOf('messages', { as: bob, channelId: staff })).discordCode).toBe(50001);
    stream.close();
  });

  it('comes in pages', async () => {
    const channel = guild.addChannel('pages').id;
    for (let number = 1; number <= 7; number++)
      await control.ask('say', { as: ana, channelId: channel, content: `m${number}` });
    const last = await control.ask('messages', { as: bob, channelId: channel, limit: 3 });
    expect([last.messages.map((it) => it.content), last.more]).toEqual([['m5', 'm6', 'm7'], true]);
    const first = await control.ask('messages', {
      as: bob,
      channelId: channel,
      limit: 10,
      before: last.messages[0]?.id ?? '',
    });
    expect([first.messages.map((it) => it.content), first.more]).toEqual([['m1', 'm2', 'm3', 'm4'], false]);
  });
});

describe('what a member may not do is refused with the reason', () => {
  it.each([
    [
      'write where they may not',
      () => control.refusalOf('say', { as: bob, channelId: guild.channel('quiet').id, content: 'x' }),
      { discordCode: 50013, reason: 'missing-permission', missing: ['SendMessages'] },
    ],
    [
      'write where they cannot see',
      () => control.refusalOf('say', { as: bob, channelId: staff, content: 'x' }),
      { discordCode: 50001, missing: ['ViewChannel'] },
    ],
    [
      'give roles',
      () =>
        control.refusalOf('role', {
          as: bob,
          guildId: guild.id,
          userId: bob,
          roleId: guild.role('Mod').id,
          give: true,
        }),
      { discordCode: 50013, missing: ['ManageRoles'] },
    ],
    [
      'run a command for moderators',
      () => control.refusalOf('run', { as: bob, channelId: general, command: 'mods' }),
      { reason: 'command-not-allowed' },
    ],
    [
      'leave out a required option',
      () => control.refusalOf('run', { as: bob, channelId: general, command: 'echo' }),
      { reason: 'invalid-option' },
    ],
    [
      'act as a bot',
      () => control.refusalOf('say', { as: client.user.id, channelId: general, content: 'x' }),
      { code: 'invalid' },
    ],
    [
      'act where they are not',
      () =>
        control.refusalOf('say', {
          as: discord.guild('Other', { owner: 'Zoé' }).owner.id,
          channelId: general,
          content: 'x',
        }),
      { reason: 'not-a-member' },
    ],
    [
      'leave their own guild',
      () => control.refusalOf('leave', { as: ana, guildId: guild.id }),
      { discordCode: 50055 },
    ],
  ])('%s', async (_name, act, expected) => {
    expect(await act()).toMatchObject({ status: 422, ...expected });
  });
});

describe('interactions', () => {
  it('a command with an option is answered in the channel', async () => {
    const stream = await control.listen(`as=${ana}`);
    const outcome = await control.ask('run', {
      as: bob,
      channelId: general,
      command: 'echo',
      options: { text: 'ahoy' },
    });
    if (outcome.result !== 'answered') throw new Error(outcome.result);
    const told = await stream.until('message', (it) => it.message.id === outcome.messageId);
    expect(told.message).toMatchObject({
      content: 'ahoy',
      command: { userId: bob, userName: 'Bob', name: 'echo' },
      author: { bot: true },
    });
    expect(stream.events.some((it) => it.type === 'interaction')).toBe(false);
    stream.close();
  });

  it('suggestions come for what was typed', async () => {
    const outcome = await control.ask('autocomplete', {
      as: bob,
      channelId: general,
      command: 'echo',
      focused: 'text',
      value: 'ho',
    });
    expect(outcome).toMatchObject({ result: 'choices', choices: [{ name: 'ho!', value: 'ho!' }] });
  });

  it('an ephemeral answer is told to its member alone, stays on their screen, and can be dismissed', async () => {
    const [own, other] = [await control.listen(`as=${bob}`), await control.listen(`as=${ana}`)];
    const outcome = await control.ask('run', { as: bob, channelId: general, command: 'secret' });
    const told = await own.until('message', (it) => it.message.ephemeral);
    expect(told.message).toMatchObject({ content: 'psst', ephemeral: true });
    expect(await own.until('interaction')).toMatchObject({ outcome });
    const after = await control.ask('say', { as: ana, channelId: general, content: 'later' });
    await other.until('message', (it) => it.message.id === after.messageId);
    expect(JSON.stringify(other.events)).not.toContain('psst');
    const onScreen = async (as: string) =>
      (await control.ask('messages', { as, channelId: general })).messages.some(
        (it) => it.content === 'psst',
      );
    expect([await onScreen(bob), await onScreen(ana)]).toEqual([true, false]);
    expect(
      (await control.refusalOf('dismiss', { as: ana, channelId: general, messageId: told.message.id }))
        .discordCode,
    ).toBe(10008);
    await control.ask('dismiss', { as: bob, channelId: general, messageId: told.message.id });
    expect(await onScreen(bob)).toBe(false);
    own.close();
    other.close();
  });

  it('buttons and selects act on the message', async () => {
    const panel = await control.ask('run', { as: bob, channelId: general, command: 'panel' });
    if (panel.result !== 'answered' || panel.messageId === null) throw new Error(panel.result);
    const on = { as: ana, channelId: general, messageId: panel.messageId };
    expect(await control.ask('click', { ...on, customId: 'go' })).toMatchObject({ result: 'answered' });
    expect(await control.refusalOf('click', { ...on, customId: 'off' })).toMatchObject({
      reason: 'component-disabled',
    });
    expect(await control.refusalOf('click', { ...on, customId: 'never' })).toMatchObject({
      reason: 'unknown-component',
    });
    expect(await control.refusalOf('select', { ...on, customId: 'drink', values: ['gin'] })).toMatchObject({
      reason: 'invalid-choice',
    });
    await control.ask('select', { ...on, customId: 'drink', values: ['tea'] });
    const { messages } = await control.ask('messages', { as: ana, channelId: general });
    expect(messages.find((it) => it.id === panel.messageId)).toMatchObject({
      content: 'Chosen: tea',
      components: [],
    });
  });

  it('a modal opens for the member, wants what it wants, and is sent', async () => {
    const stream = await control.listen(`as=${bob}`);
    const opened = await control.ask('run', { as: bob, channelId: general, command: 'form' });
    if (opened.result !== 'modal') throw new Error(opened.result);
    expect(opened.modal).toMatchObject({ title: 'Tell me', custom_id: 'f' });
    expect(await stream.until('interaction')).toMatchObject({ outcome: { result: 'modal' } });
    const modal = { channelId: general, interactionId: opened.interactionId };
    expect(await control.refusalOf('submit', { ...modal, as: bob, values: { why: '' } })).toMatchObject({
      reason: 'invalid-modal-value',
    });
    expect(await control.refusalOf('submit', { ...modal, as: ana, values: { why: 'x' } })).toMatchObject({
      reason: 'no-modal',
    });
    await control.ask('submit', { ...modal, as: bob, values: { why: 'because' } });
    await stream.until('message', (it) => it.message.content === 'because');
    stream.close();
  });

  it('a deferred answer says that it is thinking, then what it thought', async () => {
    const stream = await control.listen(`as=${bob}`);
    const outcome = await control.ask('run', { as: bob, channelId: general, command: 'slow' });
    expect(outcome.result).toBe('deferred');
    await stream.until('message', (it) => it.message.thinking);
    finishThinking();
    await stream.until('message', (it) => it.message.content === 'Thought.' && !it.message.thinking);
    stream.close();
  });

  it('no answer within three seconds is a failure, not an error', async () => {
    expect(await control.ask('run', { as: bob, channelId: general, command: 'silent' })).toMatchObject({
      result: 'failed',
      message: 'The application did not respond',
    });
  });

  it('commands of the menus act on a member and on a message', async () => {
    const stream = await control.listen(`as=${ana}`);
    await control.ask('context', { as: bob, channelId: general, command: 'Look at', userId: ana });
    await stream.until('message', (it) => it.message.content === 'Looked at ana');
    const { messageId } = await control.ask('say', { as: ana, channelId: general, content: 'quotable' });
    await control.ask('context', { as: bob, channelId: general, command: 'Quote', messageId });
    await stream.until('message', (it) => it.message.content === '“quotable”');
    expect((await control.send('context', { as: bob, channelId: general, command: 'Quote' })).status).toBe(
      400,
    );
    stream.close();
  });
});

describe('the guild and the simulator', () => {
  it('somebody new joins, goes into voice, types, and leaves', async () => {
    const stream = await control.listen(`as=${ana}`);
    const { userId } = await control.ask('join', { guildId: guild.id, username: 'eve' });
    await stream.until('guild', (it) => it.guild.members.some((member) => member.userId === userId));
    const lounge = guild.channel('Lounge').id;
    await control.ask('voice', { as: userId, guildId: guild.id, channelId: lounge });
    await stream.until('guild', (it) =>
      it.guild.channels.some((channel) => channel.id === lounge && channel.voice.includes(userId)),
    );
    await control.ask('type', { as: userId, channelId: general });
    expect(await stream.until('typing')).toMatchObject({ channelId: general, userId });
    await control.ask('leave', { as: userId, guildId: guild.id });
    const gone = await control.listen(`as=${userId}`);
    expect((await gone.until('snapshot')).otherGuilds.map((it) => it.id)).toContain(guild.id);
    await control.ask('join', { guildId: guild.id, as: userId });
    await gone.until('guild');
    gone.close();
    stream.close();
  });

  it('a moderator times out, kicks and bans, and nobody else does', async () => {
    const { userId } = await control.ask('join', { guildId: guild.id, username: 'mallory' });
    const on = { guildId: guild.id, userId };
    expect(await control.refusalOf('moderate', { ...on, as: bob, act: 'kick' })).toMatchObject({
      discordCode: 50013,
      missing: ['KickMembers'],
    });
    await control.ask('moderate', { ...on, as: ana, act: 'timeOut', duration: '10m' });
    expect(await control.refusalOf('say', { as: userId, channelId: general, content: 'x' })).toMatchObject({
      reason: 'missing-permission',
    });
    await control.ask('moderate', { ...on, as: ana, act: 'timeOut' });
    await control.ask('say', { as: userId, channelId: general, content: 'free' });
    expect(
      (await control.send('moderate', { ...on, as: ana, act: 'timeOut', duration: 'soon' })).status,
    ).toBe(400);
    await control.ask('moderate', { ...on, as: ana, act: 'ban', reason: 'spam' });
    expect(await control.refusalOf('join', { guildId: guild.id, as: userId })).toMatchObject({
      discordCode: 40007,
    });
    await control.ask('moderate', { ...on, as: ana, act: 'unban' });
    await control.ask('join', { guildId: guild.id, as: userId });
    await control.ask('moderate', { ...on, as: ana, act: 'kick' });
    expect(guild.members.some((it) => it.id === userId)).toBe(false);
  });

  it('a member’s language is theirs', async () => {
    const stream = await control.listen(`as=${bob}`);
    await control.ask('locale', { as: bob, locale: 'fr' });
    await stream.until('people', (it) => it.users.some((user) => user.id === bob && user.locale === 'fr'));
    stream.close();
  });

  it('the clock goes forward for everyone, and never back', async () => {
    const stream = await control.listen(`as=${ana}`);
    const before = (await control.ask('clock', {})).now;
    const { now } = await control.ask('clock', { advance: '24h' });
    expect(now - before).toBeGreaterThanOrEqual(86_400_000);
    expect(discord.clock.now()).toBeGreaterThanOrEqual(now);
    expect((await stream.until('clock')).ahead).toBeGreaterThan(86_000_000);
    expect((await control.send('clock', { advance: '-1h' })).status).toBe(400);
    expect((await control.send('clock', { advance: -5 })).status).toBe(400);
    stream.close();
  });

  it('faults break what they say', async () => {
    const stream = await control.listen(`as=${ana}`);
    expect(await control.ask('faults', { latencyMs: 20 })).toMatchObject({ latencyMs: 20, planned: [] });
    await stream.until('faults', (it) => it.faults.latencyMs === 20);
    await control.ask('faults', { latencyMs: 0 });
    await control.ask('failNext', { route: 'POST /channels/*/messages', status: 403 });
    const channel = client.channels.cache.get(general);
    if (!channel?.isSendable()) throw new Error('the bot does not know #general');
    expect((await control.ask('faults', {})).planned).toEqual([
      { route: 'POST /channels/*/messages', status: 403, left: 1 },
    ]);
    await expect(channel.send('x')).rejects.toMatchObject({ status: 403 });
    await channel.send('y');
    const resumed = new Promise<void>((resolve) => client.once('shardResume', () => resolve()));
    await control.ask('sabotage', { act: 'drop' });
    await resumed;
    stream.close();
  });

  it('the inspector shows traffic without anybody’s token', async () => {
    const stream = await control.listen(`as=${ana}&traffic=1`);
    const { messageId } = await control.ask('say', { as: ana, channelId: general, content: 'inspect me' });
    const seen = await stream.until('traffic', (it) =>
      JSON.stringify(it.entry.response)?.includes(messageId),
    );
    expect(seen.entry).toMatchObject({ kind: 'gateway', direction: 'out', title: 'MESSAGE_CREATE' });
    await control.ask('run', { as: ana, channelId: general, command: 'echo', options: { text: 'x' } });
    const call = await stream.until(
      'traffic',
      (it) => it.entry.kind === 'rest' && it.entry.title.endsWith('/callback'),
    );
    expect(call.entry).toMatchObject({
      direction: 'in',
      status: expect.any(Number),
      milliseconds: expect.any(Number),
    });
    const { entries } = await control.ask('traffic', {});
    expect(entries.length).toBeGreaterThan(5);
    expect(JSON.stringify(entries)).not.toContain(discord.application().token);
    stream.close();
  });

  it('comes to rest, with nothing that Discord would have refused', async () => {
    const { violations } = await control.ask('idle', {});
    expect(violations).toEqual([]);
  });
});
