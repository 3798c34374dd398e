import {
  block,
  defineEvents,
  defineExtensionPoint,
  definePlugin,
  defineService,
  field,
  type Mistake,
  PluginDefinitionError,
  z,
} from '@guildhall/sdk';
import { expect, test } from 'vitest';

/** A plugin without a mistake, for one to be put into. */
const sound = {
  id: 'sound',
  name: 'Sound',
  description: 'Has nothing wrong with it.',
  category: 'tools',
  needs: {},
  config: { version: 1, schema: z.object({}) },
} as const;

function mistakesOf(make: () => unknown): readonly Mistake[] {
  try {
    make();
  } catch (error) {
    if (error instanceof PluginDefinitionError) return error.mistakes;
    throw error;
  }
  return [];
}

const nothing = () => undefined;

const cases: Record<string, () => unknown> = {
  'PLUGIN_ID at id': () => definePlugin({ ...sound, id: 'Bad Id' }).build(),
  'PLUGIN_DESCRIPTION at description': () => definePlugin({ ...sound, description: '' }).build(),
  'CAPABILITY_UNKNOWN at needs["fly"]': () =>
    definePlugin({ ...sound, needs: { fly: 'why' } as object }).build(),
  'CAPABILITY_MISSING at onRaw "MESSAGE_CREATE"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.onRaw('MESSAGE_CREATE', nothing));
  },
  'INTENT_MISSING at on "guildMemberAdd"': () => {
    const plugin = definePlugin({ ...sound, needs: { 'members.read': 'why' } });
    return plugin.build(plugin.on('guildMemberAdd', nothing));
  },
  'EVENT_UNKNOWN at onRaw "INTERACTION_CREATE"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.onRaw('INTERACTION_CREATE', nothing));
  },
  'DUPLICATE_NAME at onRaw "CHANNEL_CREATE"': () => {
    const plugin = definePlugin({ ...sound, needs: { 'channels.read': 'why' } });
    return plugin.build(plugin.onRaw('CHANNEL_CREATE', nothing), plugin.onRaw('CHANNEL_CREATE', nothing));
  },
  'DUPLICATE_NAME at select "go"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(
      plugin.button('go', {}, nothing),
      plugin.select('go', { of: 'string', run: nothing }),
    );
  },
  'CUSTOM_ID_TOO_LONG at select "go"': () => {
    const plugin = definePlugin(sound);
    const parameters = { text: z.string().max(200) };
    return plugin.build(plugin.select('go', { of: 'user', parameters, run: nothing }));
  },
  'COMMAND_NAME at userMenu "Greet "': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.userMenu({ name: 'Greet ', run: nothing }));
  },
  'PERMISSION_UNKNOWN at messageMenu "Quote"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.messageMenu({ name: 'Quote', permissions: ['Fly'], run: nothing }));
  },
  'INTENT_MISSING at messageCommand "rank"': () => {
    const plugin = definePlugin({ ...sound, needs: { 'messages.read': 'why' } });
    return plugin.build(plugin.messageCommand({ name: 'rank', description: 'x', prefix: '!', run: nothing }));
  },
  'PREFIX at messageCommand "rank"': () => {
    const plugin = definePlugin({
      ...sound,
      needs: { 'messages.read': 'why' },
      intents: { MessageContent: { reason: 'x', degraded: 'x' } },
      config: { version: 1, schema: z.object({ prefix: z.string().default('!') }) },
    });
    return plugin.build(
      plugin.messageCommand({
        name: 'rank',
        description: 'x',
        prefix: { config: 'prefix' },
        run: nothing,
      }),
    );
  },
  'EVENT_OWN at hear "sound.played"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.hear(defineEvents('sound', { played: z.int() }), 'played', nothing));
  },
  'POINT_FOREIGN at extensionPoint "step"': () => {
    const plugin = definePlugin(sound);
    const point = defineExtensionPoint('other', 'step', { input: z.int(), output: z.int() });
    return plugin.build(plugin.extensionPoint(point));
  },
  'POINT_OWN at contribution "sound.step.one"': () => {
    const plugin = definePlugin(sound);
    const point = defineExtensionPoint('sound', 'step', { input: z.int(), output: z.int() });
    return plugin.build(plugin.contribute(point, 'one', { title: 'One', run: (_ctx, n) => n }));
  },
  'ROUTE_SIGNATURE at route "GET /Top Ten"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.route('GET /Top Ten', { access: 'public' }, nothing));
  },
  'ROUTE_PARAMS at route "GET /{id}"': () => {
    const plugin = definePlugin(sound);
    const params = z.object({ id: z.string(), other: z.string() });
    return plugin.build(plugin.route('GET /{id}', { access: 'public', params }, nothing));
  },
  'ROUTE_BODY at route "GET /top"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.route('GET /top', { access: 'public', body: z.object({}) }, nothing));
  },
  'NO_JSON_FORM at route "GET /top", query': () => {
    const plugin = definePlugin(sound);
    const query = z.object({ since: z.date() });
    return plugin.build(plugin.route('GET /top', { access: 'public', query }, nothing));
  },
  'ROUTE_UNKNOWN at page "/top", block 1 (stat)': () => {
    const plugin = definePlugin(sound);
    const route = plugin.route('GET /n', { access: 'member', returns: z.object({ n: z.int() }) }, () => ({
      n: 1,
    }));
    const blocks = [block.stat(route, { title: 'N', value: 'n' })];
    return plugin.build(plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_ACCESS at page "/top", block 1 (stat)': () => {
    const plugin = definePlugin(sound);
    const route = plugin.route('GET /n', { access: 'admin', returns: z.object({ n: z.int() }) }, () => ({
      n: 1,
    }));
    const blocks = [block.stat(route, { title: 'N', value: 'n' })];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_FIELD at page "/top", block 1 (table)': () => {
    const plugin = definePlugin(sound);
    const route = plugin.route(
      'GET /n',
      { access: 'member', returns: z.array(z.object({ n: z.int() })) },
      () => [],
    );
    const blocks = [block.table(route, { title: 'N', columns: [{ field: 'm' as 'n', title: 'M' }] })];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_ROUTE at page "/top", block 1 (form)': () => {
    const plugin = definePlugin(sound);
    const route = plugin.route('POST /n', { access: 'member' }, nothing);
    const blocks = [block.form(route, { title: 'N', submit: 'Go' })];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_QUERY at page "/top", block 1 (stat)': () => {
    const plugin = definePlugin(sound);
    const declared = {
      access: 'member',
      query: z.object({ day: z.int() }),
      returns: z.object({ n: z.int() }),
    } as const;
    const route = plugin.route('GET /n', declared, () => ({ n: 1 }));
    const blocks = [block.stat(route, { title: 'N', value: 'n' })];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_PARAMS at page "/top", block 1 (stat)': () => {
    const plugin = definePlugin(sound);
    const route = plugin.route(
      'GET /n/{id}',
      { access: 'member', returns: z.object({ n: z.int() }) },
      () => ({
        n: 1,
      }),
    );
    const look = { title: 'N', value: 'n' } as never;
    return plugin.build(
      route,
      plugin.page('/top', { title: 'Top', access: 'member', blocks: [block.stat(route, look)] }),
    );
  },
  'BLOCK_BODY at page "/top", block 1 (actions), "Go"': () => {
    const plugin = definePlugin(sound);
    const body = z.object({ why: z.string() });
    const route = plugin.route('POST /n', { access: 'admin', body }, nothing);
    const blocks = [block.actions([block.action(route, { title: 'Go' })])];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_FIELD at page "/top", block 1 (tabs), block 1.1 (table), "Go"': () => {
    const plugin = definePlugin(sound);
    const list = plugin.route(
      'GET /n',
      { access: 'member', returns: z.array(z.object({ n: z.int() })) },
      () => [],
    );
    const go = plugin.route('POST /n', { access: 'admin' }, nothing);
    const table = block.table(list, {
      title: 'N',
      columns: [{ field: 'n', title: 'N' }],
      actions: [block.action(go, { title: 'Go', confirm: 'Do it to {name}?' })],
    });
    const blocks = [block.tabs([{ title: 'One', blocks: [table] }])];
    return plugin.build(list, go, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_QUERY at page "/top", block 1 (table)': () => {
    const plugin = definePlugin(sound);
    const returns = z.object({ items: z.array(z.object({ n: z.int() })), next: z.string().nullable() });
    const route = plugin.route('GET /n', { access: 'member', returns }, () => ({ items: [], next: null }));
    const blocks = [block.table(route, { title: 'N', columns: [{ field: 'n', title: 'N' }] })];
    return plugin.build(route, plugin.page('/top', { title: 'Top', access: 'member', blocks }));
  },
  'BLOCK_SHAPE at page "/top", block 1 (tabs)': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.page('/top', { title: 'Top', access: 'member', blocks: [block.tabs([])] }));
  },
  'ROUTE_REVISION at route "GET /n"': () => {
    const plugin = definePlugin(sound);
    const returns = z.object({ at: z.string() });
    return plugin.build(
      plugin.route('GET /n', { access: 'member', returns, revision: 'at' }, () => ({ at: '' })),
    );
  },
  'PAGE_PATH at page "/Top"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(
      plugin.page('/Top', { title: 'Top', access: 'member', blocks: [block.markdown('Hi')] }),
    );
  },
  'COMMAND_NAME at command "Top Ten"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.command({ name: 'Top Ten', description: 'x', run: nothing }));
  },
  'COMMAND_DESCRIPTION at command "top"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.command({ name: 'top', description: 'x'.repeat(101), run: nothing }));
  },
  'TOO_MANY_OPTIONS at command "top"': () => {
    const plugin = definePlugin(sound);
    const options = Object.fromEntries(
      Array.from({ length: 26 }, (_, index) => [`o${index}`, z.boolean().meta({ description: 'x' })]),
    );
    return plugin.build(plugin.command({ name: 'top', description: 'x', options, run: nothing }));
  },
  'OPTION_DESCRIPTION at command "top", option "limit"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(
      plugin.command({ name: 'top', description: 'x', options: { limit: z.int() }, run: nothing }),
    );
  },
  'OPTION_TYPE at command "top", option "when"': () => {
    const plugin = definePlugin(sound);
    const options = { when: z.array(z.string()).meta({ description: 'x' }) };
    return plugin.build(plugin.command({ name: 'top', description: 'x', options, run: nothing }));
  },
  'OPTION_LIMITS at command "top", option "pick"': () => {
    const plugin = definePlugin(sound);
    const values = Array.from({ length: 26 }, (_, index) => `v${index}`);
    const options = { pick: z.enum(values).meta({ description: 'x' }) };
    return plugin.build(plugin.command({ name: 'top', description: 'x', options, run: nothing }));
  },
  'OPTION_CHANNELS at command "top", option "where"': () => {
    const plugin = definePlugin(sound);
    const where = field.channel({ types: ['text', 'media'] }).meta({ description: 'x' });
    return plugin.build(plugin.command({ name: 'top', description: 'x', options: { where }, run: nothing }));
  },
  'PERMISSION_UNKNOWN at command "top"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(
      plugin.command({ name: 'top', description: 'x', permissions: ['ManageEverything'], run: nothing }),
    );
  },
  'CUSTOM_ID_TOO_LONG at button "go"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.button('go', { text: z.string().max(95) }, nothing));
  },
  'PARAMETER_TYPE at button "go"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.button('go', { list: z.array(z.string()) }, nothing));
  },
  'JOB_SCHEDULE at job "prune"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.job('prune', { every: 'sometimes' }, nothing));
  },
  'JOB_SCHEDULE at job "cron"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.job('cron', { cron: '61 * * * *' }, nothing));
  },
  'CONFIG_REFINE at config.name': () =>
    withConfig(z.object({ name: z.string().refine((text) => text !== 'x') })),
  'CONFIG_REFINE at config': () => withConfig(z.object({ a: z.int().default(1) }).refine(() => true)),
  'CONFIG_TYPE at config.when': () => withConfig(z.object({ when: z.date() })),
  'CONFIG_TYPE at config.big': () => withConfig(z.object({ big: z.bigint() })),
  'CONFIG_TYPE at config.list.items.text': () =>
    withConfig(z.object({ list: z.array(z.object({ text: z.string().transform(Number) })) })),
  'CONFIG_TYPE at config.trimmed': () => withConfig(z.object({ trimmed: z.string().trim() })),
  'CONFIG_TYPE at config.either': () => withConfig(z.object({ either: z.union([z.string(), z.int()]) })),
  'CONFIG_DEFAULT at config.count': () => withConfig(z.object({ count: z.int().min(5).default(1) })),
  'MIGRATION_MISSING at config.migrate': () =>
    definePlugin({
      ...sound,
      config: { version: 3, schema: z.object({}), migrate: { 2: () => ({}) } },
    }).build(),
  'MIGRATION_UNUSED at data.posts.migrate': () =>
    definePlugin({
      ...sound,
      data: {
        posts: {
          version: 1,
          schema: z.object({ id: z.string() }),
          key: ['id'],
          migrate: { 2: (old) => old },
        },
      },
    }).build(),
  'DATA_KEY at data.posts.key': () =>
    definePlugin({
      ...sound,
      data: { posts: { version: 1, schema: z.object({ id: z.string() }), key: [] } },
    }).build(),
  'DATA_FIELD at data.posts._id': () =>
    definePlugin({
      ...sound,
      data: { posts: { version: 1, schema: z.object({ _id: z.string() }), key: ['_id'] } },
    }).build(),
  'DATA_FIELD at data.posts._u': () =>
    definePlugin({
      ...sound,
      data: { posts: { version: 1, schema: z.object({ id: z.string(), _u: z.string() }), key: ['id'] } },
    }).build(),
  'DATA_FIELD at data.posts.tally': () =>
    definePlugin({
      ...sound,
      data: {
        posts: { version: 1, schema: z.object({ id: z.string() }), key: ['id'], tally: ['likes' as 'id'] },
      },
    }).build(),
  'DATA_TALLY at data.posts.tally': () =>
    definePlugin({
      ...sound,
      data: {
        posts: {
          version: 1,
          schema: z.object({ id: z.string(), by: z.string() }),
          key: ['id'],
          tally: ['by'],
        },
      },
    }).build(),
  'DATA_TALLY at data.posts.by': () =>
    definePlugin({
      ...sound,
      data: {
        posts: {
          version: 1,
          schema: z.object({ id: z.string(), by: z.string(), likes: z.int() }),
          key: ['id'],
          tally: ['likes'],
        },
      },
    }).build(),
  'DATA_TYPE at data.posts.id': () =>
    definePlugin({
      ...sound,
      data: { posts: { version: 1, schema: z.object({ id: z.bigint() }), key: ['id'] } },
    }).build(),
  'OFFER_MISSING at offers.get': () =>
    definePlugin({
      ...sound,
      offers: defineService('sound', { get: { input: z.string(), output: z.int() } }),
    }).build(),
  'SERVICE_ID at offers': () => definePlugin({ ...sound, offers: defineService('other', {}) }).build(),
  'COMMAND_SHAPE at command "xp"': () => {
    const plugin = definePlugin(sound);
    return plugin.build(plugin.command({ name: 'xp', description: 'x', subcommands: [] }));
  },
  'FORMER_NAME at command "xp"': () => {
    const plugin = definePlugin(sound);
    const run = () => undefined;
    return plugin.build(plugin.command({ name: 'xp', formerly: ['xp'], description: 'x', run }));
  },
};

function withConfig(schema: z.ZodObject): unknown {
  return definePlugin({ ...sound, config: { version: 1, schema } }).build();
}

test.each(Object.entries(cases))('%s', (expected, make) => {
  const mistakes = mistakesOf(make);
  expect(mistakes.map(({ code, where }) => `${code} at ${where}`)).toEqual([expected]);
  for (const { what, why, remedy } of mistakes) expect([what, why, remedy].every(Boolean)).toBe(true);
});

test('GIVEN several mistakes WHEN the plugin is built THEN one error names them all', () => {
  const plugin = definePlugin({ ...sound, config: { version: 0, schema: z.object({ when: z.date() }) } });
  const build = () => plugin.build(plugin.command({ name: 'A', description: '', run: nothing }));
  expect(mistakesOf(build).map(({ code }) => code)).toEqual([
    'VERSION',
    'CONFIG_TYPE',
    'COMMAND_NAME',
    'COMMAND_DESCRIPTION',
  ]);
  expect(build).toThrow(
    /"sound" has 4 mistakes:\n1\. config\.version: .*\[VERSION\]\n {3}why: .*\n {3}try: /,
  );
});

test('GIVEN what is allowed in a configuration WHEN it is built THEN there is nothing to say', () => {
  const schema = z.object({
    switch: z.boolean().default(true),
    choice: z.enum(['a', 'b']).default('a'),
    list: z
      .array(z.object({ role: field.role(), level: z.int() }))
      .max(5)
      .default([]),
    record: z.record(z.string(), z.number()).default({}),
    variant: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('off') }),
        z.object({ type: z.literal('on'), after: field.duration() }),
      ])
      .default({ type: 'off' }),
    nested: z.object({ color: field.color().default(0xff0000) }).prefault({}),
    channel: field.channel({ types: ['text'] }).optional(),
  });
  const plugin = definePlugin({ ...sound, config: { version: 1, schema } }).build();
  expect(plugin.warnings).toEqual([]);
});

test('GIVEN a translation with holes WHEN it is built THEN it is built, with warnings', () => {
  const plugin = definePlugin({
    ...sound,
    config: { version: 1, schema: z.object({ count: z.int().default(1) }) },
    locales: {
      en: { hi: 'Hi {name}', bye: 'Bye', 'config.count.title': 'Count' },
      fr: { hi: 'Salut {nom}', by: 'Salut', 'config.cuont.title': 'Nombre' },
    },
  }).build();
  expect(plugin.warnings.map(({ code, where }) => `${code} at ${where}`)).toEqual([
    'LOCALE_UNKNOWN at locales.fr',
    'LOCALE_MISSING at locales.fr',
    'LOCALE_UNKNOWN at locales.fr',
    'LOCALE_PLACEHOLDERS at locales.fr["hi"]',
  ]);
});
