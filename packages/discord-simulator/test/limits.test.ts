import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type REST, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, codeOf, restOf, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let rest: REST;
beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Limits', { channels: ['general', { name: 'Area', type: 'category' }] });
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

const x = (count: number) => 'x'.repeat(count);
const button = (id: string) => ({ type: 2, style: 1, label: 'b', custom_id: id });
const row = (...components: object[]) => ({ type: 1, components });
const send = (body: object) => rest.post(Routes.channelMessages(guild.channel('general').id), { body });

describe('a message', () => {
  it.each([
    ['2000 characters', { content: x(2000) }],
    ['10 embeds', { embeds: Array.from({ length: 10 }, () => ({ title: 't' })) }],
    ['6000 characters of embeds', { embeds: [{ description: x(4096) }, { description: x(1904) }] }],
    [
      '5 rows of 5 buttons',
      {
        content: 'x',
        components: [0, 1, 2, 3, 4].map((r) => row(...[0, 1, 2, 3, 4].map((c) => button(`${r}${c}`)))),
      },
    ],
    [
      '40 components of V2',
      { flags: 32768, components: Array.from({ length: 40 }, () => ({ type: 10, content: 't' })) },
    ],
  ])('may have %s', async (_what, body) => {
    expect(await codeOf(send(body))).toBeNull();
  });

  it.each([
    ['2001 characters', { content: x(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    [
      '11 embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) },
      'embeds',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an embed’s title of 257', { embeds: [{ title: x(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a description of 4097',
      { embeds: [{ description: x(4097) }] },
      'embeds.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 fields',
      { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' })) }] },
      'embeds.0.fields',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field’s value of 1025',
      { embeds: [{ fields: [{ name: 'a', value: x(1025) }] }] },
      'embeds.0.fields.0.value',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a footer of 2049',
      { embeds: [{ footer: { text: x(2049) } }] },
      'embeds.0.footer.text',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '6001 characters of embeds',
      { embeds: [{ description: x(4096) }, { description: x(1905) }] },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      '6 rows',
      { content: 'x', components: [0, 1, 2, 3, 4, 5].map((r) => row(button(String(r)))) },
      'components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      '6 buttons in a row',
      { content: 'x', components: [row(...[0, 1, 2, 3, 4, 5].map((c) => button(String(c))))] },
      'components.0.components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'the same custom id twice',
      { content: 'x', components: [row(button('a'), button('a'))] },
      'components.0.components.1.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a custom id of 101',
      { content: 'x', components: [row(button(x(101)))] },
      'components.0.components.0.custom_id',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a link button without a link',
      { content: 'x', components: [row({ type: 2, style: 5, label: 'l' })] },
      'components.0.components.0.url',
      'BUTTON_COMPONENT_URL_REQUIRED',
    ],
    [
      'a button without a label',
      { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'a' })] },
      'components.0.components.0',
      'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
    ],
    [
      'two selects in a row',
      { content: 'x', components: [row({ type: 5, custom_id: 'a' }, { type: 5, custom_id: 'b' })] },
      'components.0.components',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      '41 components of V2',
      { flags: 32768, components: Array.from({ length: 41 }, () => ({ type: 10, content: 't' })) },
      'components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'content together with V2',
      { flags: 32768, content: 'x', components: [{ type: 10, content: 't' }] },
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'a text component without V2',
      { content: 'x', components: [{ type: 10, content: 't' }] },
      'components.0.type',
      'UNION_TYPE_CHOICES',
    ],
    ['content that is no text', { content: { a: 1 } }, 'content', 'STRING_TYPE_CONVERT'],
  ])('may not have %s', async (_what, body, path, code) => {
    const error = (await send(body).catch((it) => it)) as {
      code: number;
      rawError: { errors: Record<string, unknown> };
    };
    expect(error.code).toBe(50035);
    let at: Record<string, unknown> = error.rawError.errors;
    for (const part of path.split('.')) at = at[part] as Record<string, unknown>;
    expect(at?._errors).toEqual(expect.arrayContaining([expect.objectContaining({ code })]));
  });

  it('may have 20 different reactions, no more', async () => {
    const message = await guild.owner.in('general').say('x');
    const emojis = [...'😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓😔'];
    for (const emoji of emojis.slice(0, 20)) await message.react(emoji);
    await expect(message.react(emojis[20] ?? '')).rejects.toMatchObject({ code: 30010 });
  });

  it('is sent once for one enforced nonce', async () => {
    const first = (await send({ content: 'x', nonce: 'n1', enforce_nonce: true })) as { id: string };
    const second = (await send({ content: 'x', nonce: 'n1', enforce_nonce: true })) as { id: string };
    expect(second.id).toBe(first.id);
  });
});

describe('a channel, a guild', () => {
  it('50 pins', async () => {
    const channel = guild.addChannel('pins').id;
    for (let index = 0; index < 51; index++) {
      const { id } = await guild.owner.in('pins').say(String(index));
      expect(await codeOf(rest.put(Routes.channelPin(channel, id)))).toBe(index < 50 ? null : 30003);
    }
  });

  it('50 channels in a category, 500 in a guild, 250 roles', async () => {
    const big = discord.guild('Big', { channels: [{ name: 'Area', type: 'category' }] });
    for (let index = 0; index < 50; index++) big.addChannel({ name: `c${index}`, parent: 'Area' });
    expect(
      await codeOf(
        rest.post(Routes.guildChannels(big.id), {
          body: { name: 'more', parent_id: big.channel('Area').id },
        }),
      ),
    ).toBe(50035);
    for (let index = big.channels.length; index < 500; index++) big.addChannel(`d${index}`);
    expect(await codeOf(rest.post(Routes.guildChannels(big.id), { body: { name: 'more' } }))).toBe(30013);
    for (let index = big.roles.length; index < 250; index++) big.addRole(`r${index}`);
    expect(await codeOf(rest.post(Routes.guildRoles(big.id), { body: { name: 'more' } }))).toBe(30005);
  });
});

describe('a forum, a thread, a webhook', () => {
  const tag = (name: string, rest: object = {}) => ({ name, ...rest });
  const post = (channel: string, tags?: string[]) =>
    codeOf(
      rest.post(Routes.threads(channel), {
        body: { name: 'post', message: { content: 'x' }, ...(tags ? { applied_tags: tags } : {}) },
      }),
    );

  it('20 tags, of which a post has 5, all of them the forum’s own', async () => {
    const { id } = guild.addChannel({ name: 'tagged', type: 'forum' });
    const tags = Array.from({ length: 21 }, (_, index) => tag(`t${index}`));
    expect(await codeOf(rest.patch(Routes.channel(id), { body: { available_tags: tags } }))).toBe(50035);
    await rest.patch(Routes.channel(id), { body: { available_tags: tags.slice(0, 20) } });
    const ids = guild.channel(id).available_tags?.map((it) => it.id) ?? [];
    expect(await post(id, ids.slice(0, 5))).toBeNull();
    expect(await post(id, ids.slice(0, 6))).toBe(50035);
    expect(await post(id, ['1'])).toBe(50035);
  });

  it('a moderated tag is for who manages threads', async () => {
    const weak = discord.guild('Tags', {
      channels: [{ name: 'forum', type: 'forum' }],
      install: ['ViewChannel', 'SendMessages', 'ManageChannels'],
    });
    const { id } = weak.channel('forum');
    await rest.patch(Routes.channel(id), { body: { available_tags: [tag('m', { moderated: true })] } });
    const [moderated] = weak.channel(id).available_tags ?? [];
    expect(await post(id, [moderated?.id ?? ''])).toBe(50013);
  });

  it('1000 active threads in a guild', async () => {
    const busy = discord.guild('Busy', { channels: ['general'] });
    const { id } = busy.channel('general');
    const open = () => codeOf(rest.post(Routes.threads(id), { body: { name: 't', type: 12 } }));
    const row = { ...busy.channel(id), type: 12, parent_id: id, owner_id: busy.owner.id };
    for (let index = 0; index < 999; index++) {
      discord.world.tables.channel.put({
        ...row,
        id: discord.world.ids.next(),
        thread_metadata: {
          archived: false,
          auto_archive_duration: 1440,
          archive_timestamp: discord.clock.now(),
          locked: false,
          invitable: true,
          create_timestamp: discord.clock.now(),
        },
      });
    }
    expect(await open()).toBeNull();
    expect(await open()).toBe(160006);
  });

  it('500 overwrites on a channel, 15 webhooks, 1000 invites in a guild', async () => {
    const full = discord.guild('Full', { channels: ['general'] });
    const channel = full.channel('general');
    discord.world.tables.channel.put({
      ...channel,
      permission_overwrites: Array.from({ length: 500 }, (_, index) => ({
        id: String(index + 1),
        type: 1 as const,
        allow: '0',
        deny: '0',
      })),
    });
    expect(
      await codeOf(rest.put(Routes.channelPermission(channel.id, full.id), { body: { type: 0, deny: '1' } })),
    ).toBe(30060);
    for (let index = 0; index < 16; index++) {
      const made = rest.post(Routes.channelWebhooks(channel.id), { body: { name: `w${index}` } });
      expect(await codeOf(made)).toBe(index < 15 ? null : 30007);
    }
    const invite = () =>
      codeOf(rest.post(Routes.channelInvites(channel.id), { body: { unique: true, max_age: 0 } }));
    expect(await invite()).toBeNull();
    const [one] = discord.world.tables.invite.by('guild', full.id);
    for (let index = 1; one && index < 1000; index++) {
      discord.world.tables.invite.put({ ...one, code: `code${index}` });
    }
    expect(await invite()).toBe(30016);
  });
});

describe('a command', () => {
  const app = () => discord.application().id;
  const option = (name: string, rest: object = {}) => ({ type: 3, name, description: 'd', ...rest });
  const register = (body: object) => rest.post(Routes.applicationGuildCommands(app(), guild.id), { body });

  it.each([
    ['a capital in its name', { name: 'Rank', description: 'd' }, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    [
      'a space in its name',
      { name: 'my rank', description: 'd' },
      'name',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    ['no description', { name: 'a' }, 'description', 'BASE_TYPE_REQUIRED'],
    ['a description of 101', { name: 'a', description: x(101) }, 'description', 'BASE_TYPE_MAX_LENGTH'],
    [
      '26 options',
      { name: 'a', description: 'd', options: Array.from({ length: 26 }, (_, index) => option(`o${index}`)) },
      'options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'two options of one name',
      { name: 'a', description: 'd', options: [option('o'), option('o')] },
      'options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE',
    ],
    [
      'a required option after an optional one',
      { name: 'a', description: 'd', options: [option('o'), option('p', { required: true })] },
      'options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'choices with autocomplete',
      {
        name: 'a',
        description: 'd',
        options: [option('o', { autocomplete: true, choices: [{ name: 'c', value: 'v' }] })],
      },
      'options.0.choices',
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE',
    ],
    [
      '26 choices',
      {
        name: 'a',
        description: 'd',
        options: [
          option('o', {
            choices: Array.from({ length: 26 }, (_, index) => ({ name: `c${index}`, value: 'v' })),
          }),
        ],
      },
      'options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a subcommand beside an option',
      { name: 'a', description: 'd', options: [option('o'), { type: 1, name: 's', description: 'd' }] },
      'options.0.type',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a locale that there is not',
      { name: 'a', description: 'd', name_localizations: { xx: 'b' } },
      'name_localizations.xx',
      'APPLICATION_COMMAND_INVALID_LOCALE',
    ],
  ])('may not have %s', async (_what, body, path, code) => {
    const error = (await register(body).catch((it) => it)) as {
      code: number;
      rawError: { errors: Record<string, unknown> };
    };
    expect(error.code).toBe(50035);
    let at: Record<string, unknown> = error.rawError.errors;
    for (const part of path.split('.')) at = at[part] as Record<string, unknown>;
    expect(at?._errors).toEqual(expect.arrayContaining([expect.objectContaining({ code })]));
  });

  it('100 a scope, 200 creations a day', async () => {
    const list = Routes.applicationGuildCommands(app(), guild.id);
    const hundred = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({ name: `c${from + index}`, description: 'd' }));
    expect(await codeOf(rest.put(list, { body: [...hundred(0), { name: 'more', description: 'd' }] }))).toBe(
      30032,
    );
    expect(await codeOf(rest.put(list, { body: hundred(0) }))).toBeNull();
    expect(await codeOf(register({ name: 'more', description: 'd' }))).toBe(30032);
    expect(await codeOf(rest.put(list, { body: hundred(100) }))).toBeNull();
    expect(await codeOf(rest.put(list, { body: hundred(200) }))).toBe(30034);
    await discord.advance('25h');
    expect(await codeOf(rest.put(list, { body: hundred(200) }))).toBeNull();
  });

  it('names in other scripts, and subcommands in groups', async () => {
    await rest.put(Routes.applicationGuildCommands(app(), guild.id), { body: [] });
    expect(
      await codeOf(
        register({
          name: 'größe',
          description: 'd',
          options: [
            {
              type: 2,
              name: 'g',
              description: 'd',
              options: [{ type: 1, name: 's', description: 'd', options: [option('o')] }],
            },
          ],
        }),
      ),
    ).toBeNull();
  });
});
