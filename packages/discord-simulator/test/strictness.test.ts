import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type Client, Events, GatewayIntentBits, type Message, type REST, Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Closing, codeOf, everyIntent, restOf, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let rest: REST;
let scenes = 0;
afterEach(() => vi.useRealTimers());
beforeAll(async () => {
  discord = await startDiscord(closing);
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

/** GIVEN a guild with a bot in the middle of its roles. */
function scene(install?: bigint): VirtualGuild {
  const guild = discord.guild(`Strict ${scenes++}`, {
    roles: ['Low'],
    channels: [
      'general',
      { name: 'Area', type: 'category' },
      { name: 'hidden', overwrites: [{ for: '@everyone', deny: ['ViewChannel'] }] },
    ],
    ...(install === undefined ? {} : { install }),
  });
  guild.addRole({ name: 'High', permissions: ['Administrator'] }, { position: 10 });
  return guild;
}

const nobody = '999999999999999999';

describe('what Discord refuses, with its own code', () => {
  type Act = (guild: VirtualGuild) => Promise<unknown>;
  const high = (guild: VirtualGuild) => guild.member(`high ${guild.name}`, { roles: ['High'] });
  const low = (guild: VirtualGuild) => guild.member(`low ${guild.name}`, { roles: ['Low'] });
  const general = (guild: VirtualGuild) => guild.channel('general').id;
  const table: [string, number, Act][] = [
    ['kicking a member above the bot', 50013, (g) => rest.delete(Routes.guildMember(g.id, high(g).id))],
    ['banning the owner', 50013, (g) => rest.put(Routes.guildBan(g.id, g.owner.id), { body: {} })],
    [
      'giving a role above the bot’s',
      50013,
      (g) => rest.put(Routes.guildMemberRole(g.id, low(g).id, g.role('High').id)),
    ],
    [
      'giving a managed role',
      50013,
      (g) => rest.put(Routes.guildMemberRole(g.id, low(g).id, g.role('Guildhall').id)),
    ],
    [
      'editing a role above the bot’s',
      50013,
      (g) => rest.patch(Routes.guildRole(g.id, g.role('High').id), { body: { name: 'x' } }),
    ],
    ['deleting a managed role', 50028, (g) => rest.delete(Routes.guildRole(g.id, g.role('Guildhall').id))],
    [
      'moving a role above one’s own',
      50013,
      (g) => rest.patch(Routes.guildRoles(g.id), { body: [{ id: g.role('Low').id, position: 50 }] }),
    ],
    [
      'granting ADMINISTRATOR without having it',
      50013,
      (g) => rest.post(Routes.guildRoles(g.id), { body: { permissions: '8' } }),
    ],
    [
      'timing out an administrator',
      50013,
      (g) =>
        rest.patch(Routes.guildMember(g.id, high(g).id), {
          body: { communication_disabled_until: new Date(Date.now() + 1000).toISOString() },
        }),
    ],
    [
      'timing out for more than 28 days',
      50035,
      (g) =>
        rest.patch(Routes.guildMember(g.id, low(g).id), {
          body: { communication_disabled_until: new Date(Date.now() + 29 * 86_400_000).toISOString() },
        }),
    ],
    [
      'renaming a member above the bot',
      50013,
      (g) => rest.patch(Routes.guildMember(g.id, high(g).id), { body: { nick: 'x' } }),
    ],
    [
      'an unknown role given',
      10011,
      (g) => rest.patch(Routes.guildMember(g.id, low(g).id), { body: { roles: [nobody] } }),
    ],
    [
      'moving who is not in voice',
      40032,
      (g) => rest.patch(Routes.guildMember(g.id, low(g).id), { body: { channel_id: general(g) } }),
    ],
    ['an unknown channel', 10003, () => rest.get(Routes.channel(nobody))],
    ['an unknown guild', 10004, () => rest.get(Routes.guild(nobody))],
    [
      'a user who is no member',
      10007,
      (g) =>
        rest.get(
          Routes.guildMember(
            g.id,
            discord.guild('Elsewhere', { install: false, owner: 'somebody else' }).owner.id,
          ),
        ),
    ],
    ['an unknown message', 10008, (g) => rest.get(Routes.channelMessage(general(g), nobody))],
    ['an unknown role', 10011, (g) => rest.get(Routes.guildRole(g.id, nobody))],
    ['an unknown user', 10013, () => rest.get(Routes.user(nobody))],
    [
      'an unknown emoji',
      10014,
      async (g) =>
        rest.put(
          Routes.channelMessageOwnReaction(general(g), (await g.owner.in('general').say('x')).id, 'nope'),
        ),
    ],
    ['an unknown webhook', 10015, () => rest.get(Routes.webhook(nobody))],
    ['an unknown ban', 10026, (g) => rest.delete(Routes.guildBan(g.id, g.owner.id))],
    [
      'an unknown interaction',
      10062,
      () => rest.post(Routes.interactionCallback(nobody, 'token'), { body: { type: 5 }, auth: false }),
    ],
    [
      'an unknown command',
      10063,
      () => rest.get(Routes.applicationCommand(discord.application().id, nobody)),
    ],
    ['an unknown invite', 10006, () => rest.get(Routes.invite('nope'))],
    ['another application’s commands', 20012, () => rest.get(Routes.applicationCommands(nobody))],
    [
      'an empty message',
      50006,
      (g) => rest.post(Routes.channelMessages(general(g)), { body: { content: '  ' } }),
    ],
    [
      'a message in a category',
      50008,
      (g) => rest.post(Routes.channelMessages(g.channel('Area').id), { body: { content: 'x' } }),
    ],
    [
      'editing another’s message',
      50005,
      async (g) =>
        rest.patch(Routes.channelMessage(general(g), (await g.owner.in('general').say('x')).id), {
          body: { content: 'y' },
        }),
    ],
    [
      'writing to a user with whom no guild is shared',
      50007,
      async () => {
        const stranger = discord.guild('Far away', { install: false, owner: 'stranger' }).owner;
        const dm = (await rest.post(Routes.userChannels(), { body: { recipient_id: stranger.id } })) as {
          id: string;
        };
        return rest.post(Routes.channelMessages(dm.id), { body: { content: 'hi' } });
      },
    ],
    [
      'bulk-deleting one message',
      50016,
      async (g) =>
        rest.post(Routes.channelBulkDelete(general(g)), {
          body: { messages: [(await g.owner.in('general').say('x')).id] },
        }),
    ],
    [
      'a second thread on a message',
      160004,
      async (g) => {
        const { id } = await g.owner.in('general').say('x');
        await rest.post(Routes.threads(general(g), id), { body: { name: 'one' } });
        return rest.post(Routes.threads(general(g), id), { body: { name: 'two' } });
      },
    ],
    [
      'a reply to a message that is not there',
      50035,
      (g) =>
        rest.post(Routes.channelMessages(general(g)), {
          body: { content: 'x', message_reference: { message_id: nobody } },
        }),
    ],
    [
      'a channel type of Community guilds only',
      50035,
      (g) => rest.post(Routes.guildChannels(g.id), { body: { name: 'n', type: 5 } }),
    ],
    ['an unknown overwrite', 10009, (g) => rest.delete(Routes.channelPermission(general(g), nobody))],
    [
      'a webhook called discord',
      50035,
      (g) => rest.post(Routes.channelWebhooks(general(g)), { body: { name: 'Discord!' } }),
    ],
    ['leaving a guild that one is not in', 10004, () => rest.delete(Routes.userGuild(nobody))],
    [
      'roles that are no list',
      50035,
      (g) => rest.patch(Routes.guildMember(g.id, low(g).id), { body: { roles: 'all' } }),
    ],
    ['a bulk delete of no list', 50035, (g) => rest.post(Routes.channelBulkDelete(general(g)), { body: {} })],
    [
      'a time that is none',
      50035,
      (g) =>
        rest.patch(Routes.guildMember(g.id, low(g).id), { body: { communication_disabled_until: 'soon' } }),
    ],
    [
      'permissions that are no number',
      50035,
      (g) =>
        rest.put(Routes.channelPermission(general(g), g.role('Low').id), {
          body: { type: 0, allow: 'many' },
        }),
    ],
    ['a webhook without a name', 50035, (g) => rest.post(Routes.channelWebhooks(general(g)), { body: {} })],
    ['what is no snowflake', 50035, () => rest.get('/channels/abc')],
  ];
  it.each(table)('%s: %i', async (_what, code, act) => {
    expect(await codeOf(act(scene()))).toBe(code);
  });

  it.each([
    [
      'sending',
      'SendMessages',
      (g: VirtualGuild) =>
        rest.post(Routes.channelMessages(g.channel('general').id), { body: { content: 'x' } }),
    ],
    [
      'kicking',
      'KickMembers',
      (g: VirtualGuild) => rest.delete(Routes.guildMember(g.id, g.member('victim').id)),
    ],
    [
      'making a channel',
      'ManageChannels',
      (g: VirtualGuild) => rest.post(Routes.guildChannels(g.id), { body: { name: 'n' } }),
    ],
    ['making a role', 'ManageRoles', (g: VirtualGuild) => rest.post(Routes.guildRoles(g.id), { body: {} })],
    ['reading the audit log', 'ViewAuditLog', (g: VirtualGuild) => rest.get(Routes.guildAuditLog(g.id))],
    [
      'deleting another’s message',
      'ManageMessages',
      async (g: VirtualGuild) =>
        rest.delete(
          Routes.channelMessage(g.channel('general').id, (await g.owner.in('general').say('x')).id),
        ),
    ],
  ])('%s without %s: 50013', async (_what, permission, act) => {
    const { PermissionFlagsBits } = await import('discord.js');
    const guild = scene(0n);
    // The bot has no role: what @everyone has is all that it has.
    const everyone = guild.role('@everyone');
    discord.world.tables.role.put({
      ...everyone,
      permissions: String(BigInt(everyone.permissions) & ~PermissionFlagsBits[permission as 'SendMessages']),
    });
    expect(await codeOf(act(guild))).toBe(50013);
  });

  it('a channel that the bot cannot see: 50001', async () => {
    const guild = scene(0n);
    expect(
      await codeOf(rest.post(Routes.channelMessages(guild.channel('hidden').id), { body: { content: 'x' } })),
    ).toBe(50001);
    expect(await codeOf(rest.get(Routes.channel(guild.channel('hidden').id)))).toBe(50001);
  });

  it('messages older than two weeks in a bulk delete: 50034', async () => {
    const guild = scene();
    const old = [await guild.owner.in('general').say('1'), await guild.owner.in('general').say('2')];
    await discord.advance('15d');
    expect(
      await codeOf(
        rest.post(Routes.channelBulkDelete(guild.channel('general').id), {
          body: { messages: old.map((it) => it.id) },
        }),
      ),
    ).toBe(50034);
  });

  it('a wrong token: 401 without a JSON code', async () => {
    const answer = await fetch(`${discord.api}/v10/users/@me`, {
      headers: { authorization: 'Bot wrong', 'user-agent': 'x' },
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ message: '401: Unauthorized', code: 0 });
  });

  it('a 204 has no content type', async () => {
    const guild = scene();
    const answer = await fetch(`${discord.api}/v10/channels/${guild.channel('general').id}/typing`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.application().token}`, 'user-agent': 'x' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('content-type')).toBeNull();
  });

  it('snowflakes sent as JSON numbers keep every digit', async () => {
    const guild = scene();
    const { id } = await guild.owner.in('general').say('the original');
    const answer = await fetch(`${discord.api}/v10/channels/${guild.channel('general').id}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bot ${discord.application().token}`,
        'user-agent': 'x',
        'content-type': 'application/json',
      },
      body: `{"content":"r","message_reference":{"message_id":${id}}}`,
    });
    expect(
      ((await answer.json()) as { message_reference: { message_id: string } }).message_reference.message_id,
    ).toBe(id);
  });
});

/** What becomes of a member who waits for an answer that comes too late: three real seconds, while the other scenes go on. */
let inVain: Promise<unknown> | undefined;

describe('interactions', () => {
  let client: Client<true>;
  let guild: VirtualGuild;
  let secondAnswer = (_code: number | string | null): void => {};

  beforeAll(async () => {
    guild = scene();
    client = await startBot(closing, discord);
    await client.application.commands.set([
      { name: 'twice', description: 'answers twice' },
      { name: 'buttons', description: 'has buttons' },
      { name: 'hold', description: 'answers when the test lets it' },
      { name: 'mods', description: 'for moderators', defaultMemberPermissions: '8192' },
    ]);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isButton()) return void (await interaction.deferUpdate());
      if (!interaction.isChatInputCommand() || interaction.commandName === 'hold') return;
      const path = Routes.interactionCallback(interaction.id, interaction.token);
      const body = {
        type: 4,
        data: {
          content: 'x',
          components: [
            {
              type: 1,
              components: [
                { type: 2, style: 1, label: 'On', custom_id: 'on' },
                { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
              ],
            },
          ],
        },
      };
      await rest.post(path, { body, auth: false });
      if (interaction.commandName === 'twice')
        secondAnswer(await codeOf(rest.post(path, { body, auth: false })));
    });
  });

  it('a second answer: 40060', async () => {
    const second = new Promise((resolve) => {
      secondAnswer = resolve;
    });
    await guild.owner.run('/twice');
    expect(await second).toBe(40060);
  });

  it('a late answer: 10062', async () => {
    const heard = new Promise<{ id: string; token: string }>((resolve) =>
      client.once(Events.InteractionCreate, resolve),
    );
    const run = guild.owner.run('/hold').catch((error: { reason: string }) => error.reason);
    const { id, token } = await heard;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3001 });
    expect(
      await codeOf(
        rest.post(Routes.interactionCallback(id, token), {
          body: { type: 4, data: { content: 'late' } },
          auth: false,
        }),
      ),
    ).toBe(10062);
    vi.useRealTimers();
    inVain = run;
  });

  it('a followup before the first answer: 10015, with a wrong token: 50027, after 15 minutes: 50027', async () => {
    const app = discord.application();
    const heard = new Promise<{ id: string; token: string }>((resolve) =>
      client.once(Events.InteractionCreate, resolve),
    );
    const run = guild.owner.run('/hold');
    const { id, token } = await heard;
    const followUp = (with_: string) =>
      codeOf(rest.post(Routes.webhook(app.id, with_), { body: { content: 'x' }, auth: false }));
    expect(await followUp(token)).toBe(10015);
    expect(await followUp('wrong')).toBe(50027);
    await rest.post(Routes.interactionCallback(id, token), {
      body: { type: 4, data: { content: 'now' } },
      auth: false,
    });
    await run;
    expect(await followUp(token)).toBe(null);
    await discord.advance('16m');
    expect(await followUp(token)).toBe(50027);
  });

  it('a component that is not on the message, or is disabled', async () => {
    const reply = await guild.owner.run('/buttons');
    await expect(reply.click('Nope')).rejects.toMatchObject({
      name: 'CannotDo',
      reason: 'unknown-component',
    });
    await expect(reply.click('Off')).rejects.toMatchObject({ reason: 'component-disabled' });
    await expect(reply.select('Pick', ['x'])).rejects.toMatchObject({ reason: 'unknown-component' });
    await reply.click('On');
  });

  it('a command that the member may not use', async () => {
    const ana = guild.member('ana');
    await expect(ana.run('/mods')).rejects.toMatchObject({ reason: 'command-not-allowed' });
    await expect(ana.run('/none')).rejects.toMatchObject({ reason: 'unknown-command' });
    await expect(ana.run('/buttons', { x: 1 })).rejects.toMatchObject({ reason: 'invalid-option' });
    await expect(ana.run('/buttons', {}, { in: 'hidden' })).rejects.toMatchObject({
      reason: 'cannot-see-channel',
    });
    guild.addChannel({
      name: 'quiet',
      overwrites: [{ for: '@everyone', deny: ['UseApplicationCommands', 'SendMessages'] }],
    });
    await expect(ana.run('/buttons', {}, { in: 'quiet' })).rejects.toMatchObject({
      reason: 'command-not-allowed',
    });
    await expect(ana.in('quiet').say('x')).rejects.toMatchObject({
      reason: 'missing-permission',
      code: 50013,
    });
    await ana.timeout('10m');
    await expect(ana.in('general').say('x')).rejects.toMatchObject({ reason: 'missing-permission' });
    await discord.advance('11m');
    await ana.in('general').say('free again');
    await ana.ban();
    await expect(ana.in('general').say('x')).rejects.toMatchObject({ reason: 'cannot-see-channel' });
    await expect(ana.rejoin()).rejects.toMatchObject({ reason: 'refused', code: 40007 });
    await expect(guild.owner.timeout('1m', guild.member('bob'))).rejects.toMatchObject({
      reason: 'missing-permission',
    });
  });
});

describe('intents', () => {
  it('without MESSAGE_CONTENT a bot reads its own, direct and mentioning messages only, by REST too', async () => {
    const app = discord.application({ name: 'Blind', privilegedIntents: { messageContent: false } });
    const guild = discord.guild('Blindness', { application: app });
    const client = await startBot(closing, discord, {
      token: app.token,
      intents: everyIntent.filter((it) => it !== GatewayIntentBits.MessageContent),
    });
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message: Message) => void heard.push(message.content));
    const ana = guild.member('ana');
    await ana.in('general').say('secret');
    await ana.in('general').say(`hey <@${app.id}>`);
    await ana.dm('direct', { id: app.id });
    await restOf(discord, app.token).post(Routes.channelMessages(guild.channel('general').id), {
      body: { content: 'own' },
    });
    await discord.idle();
    expect(heard).toEqual(['', `hey <@${app.id}>`, 'direct', 'own']);
    const read = (await restOf(discord, app.token).get(
      Routes.channelMessages(guild.channel('general').id),
    )) as { content: string }[];
    expect(read.map((message) => message.content)).toEqual(['own', `hey <@${app.id}>`, '']);
  });

  it('without GUILD_MEMBERS a bot hears of nobody’s coming and going, but of its own change', async () => {
    const app = discord.application({ name: 'Unsociable' });
    const guild = discord.guild('Sociable', { application: app, roles: ['A'] });
    const client = await startBot(closing, discord, {
      token: app.token,
      intents: [GatewayIntentBits.Guilds],
    });
    const heard: string[] = [];
    for (const name of [Events.GuildMemberAdd, Events.GuildMemberRemove] as const)
      client.on(name, (member) => void heard.push(`${name} ${member.displayName}`));
    client.on(Events.GuildMemberUpdate, (_before, member) => void heard.push(`update ${member.displayName}`));
    await guild.member('newcomer').leave();
    await restOf(discord, app.token).patch(Routes.guildMember(guild.id, '@me'), { body: { nick: 'Me' } });
    await discord.idle();
    expect(heard).toEqual(['update Me']);
  });

  it('what happens in a channel that the bot cannot see is not told', async () => {
    const guild = discord.guild('Curtain', {
      install: 0n,
      channels: ['general', { name: 'hidden', overwrites: [{ for: '@everyone', deny: ['ViewChannel'] }] }],
    });
    const client = await startBot(closing, discord);
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => void heard.push(message.content));
    await guild.owner.in('hidden').say('psst');
    await guild.owner.in('general').say('loud');
    await discord.idle();
    expect(heard).toEqual(['loud']);
  });
});

it('who is not answered in three seconds is told so', async () => {
  expect(await inVain).toBe('application-did-not-respond');
});
