import { readFileSync } from 'node:fs';
import { definePlugin, defineService, field, optional, z } from '@guildhall/sdk';
import {
  capabilities,
  describePlugin,
  isPlugin,
  manifestSchema,
  rawEvents,
  sdkVersion,
} from '@guildhall/sdk/host';
import { Events, GatewayDispatchEvents, GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';

const economy = defineService('economy', { balance: { input: z.string(), output: z.int() } });

const starboard = definePlugin({
  id: 'starboard',
  name: 'Starboard',
  description: { en: 'Keeps starred messages.', fr: 'Garde les messages étoilés.' },
  category: 'community',
  needs: { 'messages.read': 'to count stars', 'members.read': 'to greet' },
  intents: { GuildMembers: { reason: 'greets', degraded: 'does not greet' } },
  uses: () => ({ economy: optional(economy) }),
  config: {
    version: 1,
    schema: z.object({
      channel: field.channel({ types: ['text', 'thread'] }),
      threshold: z.int().min(1).max(100).default(3),
    }),
  },
  data: {
    posts: {
      version: 1,
      schema: z.object({ messageId: z.string(), at: z.date(), stars: z.int() }),
      key: ['messageId'],
      indexes: [['stars']],
      personal: [],
    },
  },
  emits: { starred: z.object({ messageId: z.string() }) },
  locales: {
    en: { 'commands.top.options.limit': 'How many', 'config.threshold.title': 'Stars needed' },
    fr: {
      'commands.top.description': 'Les meilleurs',
      'commands.top.options.limit': 'Combien',
      'commands.top.options.order.choices.new': 'Récents',
      'config.threshold.title': 'Étoiles requises',
    },
  },
});

const plugin = starboard.build(
  starboard.command({
    name: 'top',
    description: 'The best',
    permissions: ['ManageGuild'],
    options: {
      limit: z.int().min(1).max(25).default(10),
      order: z.enum(['new', 'stars']).meta({ description: 'Order' }),
      by: field.member().optional().meta({ description: 'Whose' }),
      past: field.user().optional().meta({ description: 'Who may have left' }),
      place: field.channel({ types: ['voice', 'thread'] }).meta({ description: 'Where' }),
      word: z.string().min(2).max(10).optional().meta({ description: 'Word' }),
    },
    autocomplete: { word: () => [{ name: 'a', value: 'a' }] },
    run: (ctx) => ctx.reply(''),
  }),
  starboard.on('messageReactionAdd', () => undefined),
  starboard.onRaw('GUILD_MEMBER_ADD', () => undefined),
  starboard.job('prune', { every: '1 day' }, () => undefined),
  starboard.job('remind', { input: z.object({ id: z.string() }) }, () => undefined),
  starboard.button('enter', { id: field.snowflake(), note: z.string().max(5) }, () => undefined),
  starboard.modal('form', {
    title: 'Form',
    fields: { text: { label: 'Text', style: 'paragraph' } },
    run: () => undefined,
  }),
);

const manifest = describePlugin(plugin, {
  package: 'guildhall-plugin-starboard',
  version: '1.2.3',
  ranges: { economy: '^2.0.0' },
});

test('a manifest is JSON that its own schema takes', () => {
  const json = JSON.parse(JSON.stringify(manifest));
  expect(manifestSchema.parse(json)).toEqual(json);
  expect(json).toEqual(manifest);
  expect(isPlugin(plugin)).toBe(true);
  expect(isPlugin(manifest)).toBe(false);
});

test('intents and permissions follow from pieces and capabilities', () => {
  expect(manifest.intents.standard).toEqual(['GuildMessageReactions']);
  expect(manifest.intents.privileged).toEqual([
    { name: 'GuildMembers', reason: 'greets', degraded: 'does not greet' },
  ]);
  expect(manifest.permissions).toEqual(['ReadMessageHistory', 'ViewChannel']);
  expect(manifest.uses).toEqual([{ id: 'economy', optional: true, range: '^2.0.0' }]);
});

test('options become Discord’s, required ones first, with texts of every language', () => {
  const command = manifest.pieces[0];
  if (command?.kind !== 'command') throw new Error('expected a command');
  expect(command.description).toEqual({ en: 'The best', fr: 'Les meilleurs' });
  expect(command.permissions).toEqual(['ManageGuild']);
  expect(command.options).toEqual([
    {
      name: 'order',
      description: 'Order',
      type: 'string',
      required: true,
      autocomplete: false,
      choices: [
        { name: { en: 'new', fr: 'Récents' }, value: 'new' },
        { name: 'stars', value: 'stars' },
      ],
    },
    {
      name: 'place',
      description: 'Where',
      type: 'channel',
      required: true,
      autocomplete: false,
      channelTypes: [2, 10, 11, 12],
    },
    {
      name: 'limit',
      description: { en: 'How many', fr: 'Combien' },
      type: 'integer',
      required: false,
      autocomplete: false,
      minValue: 1,
      maxValue: 25,
    },
    { name: 'by', description: 'Whose', type: 'user', required: false, autocomplete: false },
    {
      name: 'past',
      description: 'Who may have left',
      type: 'user',
      required: false,
      autocomplete: false,
      anybody: true,
    },
    {
      name: 'word',
      description: 'Word',
      type: 'string',
      required: false,
      autocomplete: true,
      minLength: 2,
      maxLength: 10,
    },
  ]);
});

test('the configuration’s schema is strict, carries x-ui and English texts, and its known defaults', () => {
  expect(manifest.config.schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['channel'],
    properties: {
      channel: { type: 'string', 'x-ui': { widget: 'channel', types: ['text', 'thread'] } },
      threshold: { type: 'integer', default: 3, title: 'Stars needed' },
    },
  });
  expect(manifest.config.defaults).toEqual({ threshold: 3 });
});

test('other pieces say what the host must know of them', () => {
  expect(manifest.pieces.slice(1)).toMatchObject([
    { kind: 'on', name: 'messageReactionAdd', event: 'messageReactionAdd' },
    { kind: 'onRaw', event: 'GUILD_MEMBER_ADD' },
    { kind: 'job', name: 'prune', schedule: { everyMs: 86_400_000 } },
    { kind: 'job', name: 'remind', schedule: { input: { type: 'object', required: ['id'] } } },
    {
      kind: 'button',
      parameters: [
        { name: 'id', type: 'snowflake' },
        { name: 'note', type: 'string', maxLength: 5 },
      ],
    },
    { kind: 'modal', title: 'Form', fields: [{ name: 'text', style: 'paragraph', maxLength: 4000 }] },
  ]);
  expect(manifest.data.posts?.schema).toMatchObject({
    properties: { at: { type: 'string', format: 'date-time' } },
  });
});

test('the tables name only what discord.js knows', () => {
  const rawNames = new Set<string>(Object.values(GatewayDispatchEvents));
  const clientNames = new Set<string>(Object.values(Events));
  for (const [name, requirement] of Object.entries(rawEvents)) {
    expect(rawNames).toContain(name);
    expect(GatewayIntentBits).toHaveProperty(requirement.intent);
    for (const client of requirement.client) expect(clientNames).toContain(client);
  }
  for (const capability of Object.values(capabilities)) {
    for (const permission of capability.permissions) expect(PermissionFlagsBits).toHaveProperty(permission);
    for (const route of capability.routes)
      expect(route).toMatch(/^(?:GET|POST|PUT|PATCH|DELETE) \/[\w/{}@-]+(?: [a-z_]+(?:,[a-z_]+)*)?$/);
  }
});

test('the version is the package’s', () => {
  const file = new URL('../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe(sdkVersion);
});
