/**
 * What must compile, and what must not. Never run: `types.test.ts` compiles it, and an `@ts-expect-error` over a line
 * that compiles is an error itself.
 */
import {
  type Action,
  type Block,
  block,
  type Collection,
  type ContextOf,
  defineEvents,
  defineExtensionPoint,
  definePlugin,
  defineService,
  field,
  linkButton,
  optional,
  type ResolvedChannel,
  type ResolvedMember,
  type ResolvedRole,
  type ResolvedUser,
  z,
} from '@guildhall/sdk';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<T extends true>(): T;

const economyService = defineService('economy', {
  charge: { input: z.object({ amount: z.int() }), output: z.object({ balance: z.int() }) },
});
const levelingService = defineService('leveling', {
  getLevel: { input: z.string(), output: z.int() },
});
const starboardService = defineService('starboard', {
  top: { input: z.object({ limit: z.int().default(5) }), output: z.array(z.string()) },
});

const postSchema = z.object({ messageId: z.string(), authorId: z.string(), stars: z.int() });

const starboard = definePlugin({
  id: 'starboard',
  name: 'Starboard',
  description: 'Keeps starred messages.',
  category: 'community',
  needs: { 'messages.read': 'counts stars' },
  offers: starboardService,
  uses: () => ({ economy: economyService, leveling: optional(levelingService) }),
  config: {
    version: 1,
    schema: z.object({
      channel: field.channel({ types: ['text'] }).optional(),
      threshold: z.int().default(3),
      mode: z.enum(['a', 'b']).default('a'),
      rewards: z.array(z.object({ role: field.role(), level: z.int() })).default([]),
    }),
    check: (value) => {
      same<Same<typeof value.threshold, number>>();
      return [{ path: ['threshold'], message: 'no' }];
    },
  },
  data: {
    posts: {
      version: 1,
      schema: postSchema,
      key: ['messageId'],
      indexes: [['stars']],
      personal: ['authorId'],
    },
  },
  emits: { starred: z.object({ stars: z.int() }) },
});

type StarboardContext = ContextOf<typeof starboard>;
same<Same<StarboardContext['data']['posts'], Collection<z.output<typeof postSchema>, 'posts'>>>();

const enter = starboard.button(
  'enter',
  { id: field.snowflake(), page: z.int(), kind: z.enum(['x', 'y']).optional() },
  async (ctx, values) => {
    same<Same<typeof values.page, number>>();
    same<Same<typeof values.kind, 'x' | 'y' | undefined>>();
    await ctx.update(`${values.id} ${ctx.config.threshold}`);
    // @ts-expect-error no such parameter
    values.nope;
  },
);
enter.with({ id: '1', page: 2 }, { label: 'Enter' });
// @ts-expect-error a parameter is missing
enter.with({ id: '1' });
// @ts-expect-error a parameter of another type
enter.with({ id: '1', page: 'two' });

const remind = starboard.job('remind', { input: z.object({ messageId: z.string() }) }, (_ctx, input) => {
  same<Same<typeof input, { messageId: string }>>();
});
const prune = starboard.job('prune', { every: '1 day' }, (ctx) => ctx.data.posts.deleteMany({ stars: 0 }));

const top = starboard.command({
  name: 'top',
  description: 'Best messages',
  options: {
    limit: z.int().max(25).default(10),
    by: field.member().optional(),
    place: field.channel(),
    role: field.role(),
    whoever: field.user().optional(),
    order: z.enum(['new', 'stars']),
    word: z.string().optional(),
  },
  autocomplete: {
    word: (ctx, typed, given) => {
      same<Same<typeof given.limit, number | undefined>>();
      // @ts-expect-error while it is typed there is only the id
      given.by?.roles;
      // @ts-expect-error no such option
      given.nope;
      return [{ name: typed, value: `${ctx.config.mode} ${ctx.member.name}` }];
    },
  },
  async run(ctx, { limit, by, place, role, whoever, order, word }) {
    same<Same<typeof whoever, ResolvedUser | undefined>>();
    // @ts-expect-error who has left has no roles
    whoever?.member.roles;
    same<Same<typeof limit, number>>();
    same<Same<typeof by, ResolvedMember | undefined>>();
    same<Same<typeof place, ResolvedChannel>>();
    same<Same<typeof role, ResolvedRole>>();
    same<Same<typeof order, 'new' | 'stars'>>();
    same<Same<typeof word, string | undefined>>();
    same<Same<typeof ctx.config.mode, 'a' | 'b'>>();

    const posts = await ctx.data.posts
      .find(by ? { authorId: by.id } : {})
      .sort({ stars: -1 })
      .limit(limit);
    same<Same<(typeof posts)[number]['stars'], number>>();
    await ctx.data.posts.updateOne({ messageId: '1', stars: { $lt: 3 } }, { $inc: { stars: 1 } });

    const paid = await ctx.use.economy.charge({ amount: 1 });
    same<Same<typeof paid.balance, number>>();
    const level = await ctx.use.leveling?.getLevel('1');
    same<Same<typeof level, number | undefined>>();
    // @ts-expect-error an optional service may be absent
    await ctx.use.leveling.getLevel('1');
    // @ts-expect-error no such call
    await ctx.use.economy.refund({});
    // @ts-expect-error input of another shape
    await ctx.use.economy.charge({ amount: 'all' });

    ctx.emit('starred', { stars: 1 });
    // @ts-expect-error no such event
    ctx.emit('nope', {});
    // @ts-expect-error payload of another shape
    ctx.emit('starred', { stars: 'many' });
    // @ts-expect-error no such collection
    ctx.data.comments;
    // @ts-expect-error no such field
    await ctx.data.posts.findOne({ author: '1' });
    // @ts-expect-error an operator that plugins may not use
    await ctx.data.posts.findOne({ stars: { $where: '1' } });
    // @ts-expect-error no such setting
    ctx.config.nope;

    await ctx.jobs.at({ in: '1 h' }, remind, { messageId: '1' }, { key: 'k' });
    // @ts-expect-error input of another shape
    await ctx.jobs.at({ in: '1 h' }, remind, { messageId: 1 });
    // @ts-expect-error a job with a schedule is not run by hand
    await ctx.jobs.at({ in: '1 h' }, prune, {});
    await ctx.reply({
      content: `${by?.name}`,
      components: [enter.with({ id: '1', page: 1 })],
      ephemeral: true,
    });
  },
});

const bare = starboard.command({
  name: 'bare',
  description: 'No options',
  run(ctx, options) {
    // @ts-expect-error no options were declared
    options.anything;
    return ctx.reply('ok');
  },
});

const form = starboard.modal('form', {
  title: 'Form',
  parameters: { id: field.snowflake() },
  fields: { reason: { label: 'Reason' } },
  run(ctx, submitted, values) {
    same<Same<typeof submitted.reason, string>>();
    // @ts-expect-error no such field
    submitted.nope;
    return ctx.reply(`${values.id}`);
  },
});
form.with({ id: '1' }, { reason: 'because' });
// @ts-expect-error no such field to prefill
form.with({ id: '1' }, { nope: '' });

const star = starboard.on('messageReactionAdd', async (_ctx, reaction, user) => {
  same<Same<typeof reaction.emoji.name, string | null>>();
  user.id;
});
const raw = starboard.onRaw('MESSAGE_CREATE', (_ctx, message) => {
  same<Same<typeof message.author.id, string>>();
  // @ts-expect-error a structure's method: this is the gateway's payload
  message.reply('');
});
// @ts-expect-error no such gateway event
starboard.onRaw('MESSAGE_CREATED', () => undefined);

const offer = starboard.offer('top', async (ctx, { limit }) => {
  same<Same<typeof limit, number>>();
  return (await ctx.data.posts.find().limit(limit)).map((post) => post.messageId);
});
// @ts-expect-error an offer that the service doesn't declare
starboard.offer('bottom', () => []);
// @ts-expect-error output of another shape
starboard.offer('top', () => [1]);

const sub = starboard.subcommand({
  name: 'add',
  description: 'Add',
  options: { user: field.member() },
  run: (ctx, { user }) => ctx.reply(user.name),
});
const group = starboard.command({ name: 'star', description: 'Stars', subcommands: [sub] });

starboard.build(top, bare, group, enter, form, star, raw, remind, prune, offer);
// @ts-expect-error a subcommand is part of a command, not of a plugin
starboard.build(sub);

const base = {
  id: 'x',
  name: 'X',
  description: 'x',
  category: 'fun',
  config: { version: 1, schema: z.object({}) },
} as const;

// @ts-expect-error no such capability
definePlugin({ ...base, needs: { fly: 'why' } });
definePlugin({
  ...base,
  needs: {},
  // @ts-expect-error the key is no field of the schema
  data: { posts: { version: 1, schema: z.object({ id: z.string() }), key: ['nope'] } },
});
// @ts-expect-error English is missing
definePlugin({ ...base, needs: {}, locales: { fr: { a: 'b' } } });

declare const memberId: z.output<ReturnType<typeof field.member>>;
declare function takesChannel(id: z.output<ReturnType<typeof field.channel>>): void;
takesChannel('123');
// @ts-expect-error a member's id where a channel's belongs
takesChannel(memberId);

const topRoute = starboard.route(
  'GET /top/{channelId}',
  {
    access: 'member',
    query: z.object({ limit: z.int().default(10) }),
    returns: z.array(z.object({ id: z.string(), stars: z.int() })),
  },
  (ctx, { params, query, body }) => {
    same<Same<typeof params.channelId, string>>();
    same<Same<typeof query.limit, number>>();
    same<Same<typeof body, undefined>>();
    same<Same<typeof ctx.config.threshold, number>>();
    // @ts-expect-error the path has no such name
    params.other;
    return [{ id: params.channelId, stars: query.limit }];
  },
);
starboard.route('POST /posts', { access: 'manager', body: z.object({ id: z.string() }) }, (ctx, { body }) => {
  same<Same<typeof body.id, string>>();
  same<Same<typeof ctx.actor, { readonly userId: string } | undefined>>();
});
// @ts-expect-error it answers what it does not declare
starboard.route('GET /n', { access: 'public', returns: z.int() }, () => 'one');
// @ts-expect-error no method
starboard.route('FETCH /n', { access: 'public' }, () => undefined);
// @ts-expect-error no access level
starboard.route('GET /n', { access: 'everyone' }, () => undefined);
const bestRoute = starboard.route(
  'GET /best',
  {
    access: 'member',
    query: z.object({ text: z.string().optional(), cursor: z.string().optional() }),
    returns: z.object({
      items: z.array(z.object({ id: z.string(), stars: z.int(), channelId: z.string() })),
      next: z.string().nullable(),
    }),
  },
  () => ({ items: [], next: null }),
);
const pinRoute = starboard.route(
  'POST /posts/{id}/pin',
  {
    access: 'manager',
    body: z.object({ reason: z.string(), silent: z.boolean().default(false) }),
    returns: z.object({ pinId: z.string() }),
  },
  () => ({ pinId: '1' }),
);
const unpinRoute = starboard.route('DELETE /pins/{pinId}', { access: 'manager' }, () => undefined);
const title = 'Top';
const columns = [{ field: 'stars', title: 'Stars' }] as const;

block.table(bestRoute, { title, columns, search: 'text' });
// @ts-expect-error its rows have no such field
block.table(bestRoute, { title, columns: [{ field: 'moons', title: 'Moons' }] });
// @ts-expect-error the route's query takes no such thing
block.table(bestRoute, { title, columns, search: 'words' });
// @ts-expect-error nothing fills the name in its path
block.table(topRoute, { title, columns });
// @ts-expect-error it answers a list, not a record
block.stat(bestRoute, { title: 'Top', value: 'stars' });

const pin = block.action(pinRoute, {
  title: 'Pin',
  params: { id: 'id' },
  bodyFrom: { reason: 'channelId' },
  ask: ['silent'],
  undo: block.call(unpinRoute, { params: { pinId: 'pinId' } }),
});
// The undo's name is in the answer, the others must be in the row.
same<Same<typeof pin, Action<'id' | 'channelId'>>>();
block.table(bestRoute, { title, columns, actions: [pin] });
const withUndo = block.action(unpinRoute, {
  title: 'Unpin',
  params: { pinId: 'pin' },
  undo: block.call(pinRoute, { params: { id: 'post' }, bodyFrom: { reason: 'why' } }),
});
same<Same<typeof withUndo, Action<'pin' | 'post' | 'why'>>>();
const edit = block.action(pinRoute, {
  title: 'Edit',
  params: { id: 'id' },
  ask: true,
  value: block.call(topRoute, { params: { channelId: 'channelId' } }),
});
same<Same<typeof edit, Action<'id' | 'channelId'>>>();
same<Same<ReturnType<typeof block.markdown>, Block>>();
// @ts-expect-error the body has no such field
block.action(pinRoute, { title: 'Pin', params: { id: 'id' }, ask: ['colour'] });
// @ts-expect-error the path has another name
block.action(pinRoute, { title: 'Pin', params: { post: 'id' } });
block.table(bestRoute, {
  title,
  columns,
  // @ts-expect-error the rows have no such field
  actions: [block.action(pinRoute, { title: 'Pin', params: { id: 'postId' } })],
});

const ofChannel = block.table(topRoute, { title, columns, params: { channelId: 'channelId' } });
block.table(bestRoute, { title, columns, detail: { title: '{id}', blocks: [ofChannel] } });
starboard.page('/top', {
  title,
  access: 'member',
  // @ts-expect-error the page's path has no channelId
  blocks: [ofChannel],
});
const grouped = block.tabs([
  { title, blocks: [block.section({ title }, [ofChannel, block.markdown('x')]), block.actions([pin])] },
]);
same<Same<typeof grouped, Block<'channelId' | 'id'>>>();
starboard.page('/all', {
  title,
  access: 'member',
  blocks: [block.section({ title }, [block.table(bestRoute, { title, columns })])],
});
const channelPage = starboard.page('/top/{channelId}', { title, access: 'member', blocks: [ofChannel] });
block.table(bestRoute, {
  title,
  columns,
  actions: [block.open(channelPage, { title: 'Open', params: { channelId: 'channelId' } })],
});
// @ts-expect-error the page's path has a name
block.open(channelPage, { title: 'Open' });
const publicPage = starboard.page('/rules', { title, access: 'public', blocks: [block.markdown('x')] });
const managersPage = starboard.page('/board', { title, access: 'manager', blocks: [block.markdown('x')] });
starboard.command({
  name: 'links',
  description: 'x',
  async run(ctx) {
    const url = ctx.pageUrl(channelPage, { channelId: '1' });
    same<Same<typeof url, string | undefined>>();
    const components = [linkButton(ctx.pageUrl(publicPage) ?? 'https://example.org/', { label: 'Rules' })];
    await ctx.reply({ content: 'x', components });
    // @ts-expect-error the page's path has a name
    ctx.pageUrl(channelPage);
    // @ts-expect-error of this name
    ctx.pageUrl(channelPage, { id: '1' });
    // @ts-expect-error the page's path has none
    ctx.pageUrl(publicPage, { id: '1' });
    // @ts-expect-error only the dashboard shows it
    ctx.pageUrl(managersPage);
    // @ts-expect-error a link has no style
    linkButton('https://example.org/', { style: 'primary' });
  },
});
const every = { access: 'manager', body: z.object({ ids: z.array(z.string()) }) } as const;
const hideAll = starboard.route(
  'POST /hide',
  { ...every, returns: z.array(z.object({ id: z.string(), ok: z.boolean() })) },
  () => [],
);
block.table(bestRoute, { title, columns, bulk: [block.bulk(hideAll, { title: 'Hide', ids: 'ids' })] });
const silently = starboard.route('POST /silent', every, () => undefined);
// @ts-expect-error it does not say what became of each row
block.bulk(silently, { title: 'Hide', ids: 'ids' });

const board = starboard.pages('board', {
  parameters: { of: field.user() },
  async show(ctx, page, { of }) {
    same<Same<typeof page, number>>();
    same<Same<typeof ctx.config.mode, 'a' | 'b'>>();
    return { message: { content: `${of} ${ctx.locale}` }, pages: await ctx.data.posts.count() };
  },
});
starboard.command({
  name: 'board',
  description: 'x',
  async run(ctx) {
    await ctx.reply(await board.message(ctx, { of: '1' }));
    // @ts-expect-error a parameter is missing
    await board.message(ctx, {});
  },
});

const pick = starboard.select('pick', {
  of: 'role',
  parameters: { id: field.snowflake() },
  run: (ctx, chosen, { id }) => {
    same<Same<typeof chosen, readonly ResolvedRole[]>>();
    return ctx.update(id);
  },
});
pick.with({ id: '1' }, { placeholder: 'Roles' });
// @ts-expect-error only a select of texts has options
pick.with({ id: '1' }, { options: [{ label: 'a', value: 'a' }] });
starboard.select('texts', {
  of: 'string',
  run: (_ctx, chosen) => same<Same<typeof chosen, readonly string[]>>(),
});
starboard
  .select('channels', { of: 'channel', run: () => undefined })
  // @ts-expect-error Discord takes no media channels here
  .with({}, { channels: ['media'] });
// @ts-expect-error no such kind
starboard.select('x', { of: 'emoji', run: () => undefined });
starboard.userMenu({
  name: 'Stars',
  run: (ctx, target) => {
    same<Same<typeof target, ResolvedMember>>();
    return ctx.reply(String(ctx.config.threshold));
  },
});
starboard.messageCommand({ name: 'a', description: 'a', prefix: { config: 'mode' }, run: () => undefined });
// @ts-expect-error the configuration has no such field
starboard.messageCommand({ name: 'a', description: 'a', prefix: { config: 'nope' }, run: () => undefined });

const economyEvents = defineEvents('economy', { paid: z.object({ amount: z.int() }) });
starboard.hear(economyEvents, 'paid', (ctx, { amount }) => {
  same<Same<typeof amount, number>>();
  same<Same<typeof ctx.config.threshold, number>>();
});
// @ts-expect-error no such event
starboard.hear(economyEvents, 'stolen', () => undefined);
const badges = defineExtensionPoint('profile', 'badge', {
  input: z.object({ userId: z.string() }),
  output: z.object({ title: z.string() }),
});
starboard.contribute(badges, 'stars', { title: 'Stars', run: (_ctx, { userId }) => ({ title: userId }) });
// @ts-expect-error it answers what the point does not take
starboard.contribute(badges, 'stars', { title: 'Stars', run: () => ({ title: 7 }) });
starboard.command({
  name: 'badges',
  description: 'x',
  async run(ctx) {
    const [first] = ctx.contributions(badges);
    const answer = await first?.call({ userId: '1' });
    same<Same<typeof answer, { title: string } | undefined>>();
    // @ts-expect-error the point takes a user's id
    await first?.call({ id: '1' });
  },
});

const counting = definePlugin({
  id: 'counting',
  name: 'Counting',
  description: 'Counts.',
  category: 'analytics',
  needs: {},
  config: { version: 1, schema: z.object({}) },
  data: {
    days: {
      version: 1,
      schema: z.object({ day: z.string(), messages: z.int(), mood: z.string().default('') }),
      key: ['day'],
      tally: ['messages'],
    },
    names: { version: 1, schema: z.object({ id: z.string() }), key: ['id'] },
  },
});
counting.job('sum', { every: '1 day' }, async (ctx) => {
  await ctx.data.days.tally({ day: 'today' }, { messages: 1 }, { once: 'today' });
  // @ts-expect-error mood is not declared under tally
  await ctx.data.days.tally({ day: 'today' }, { mood: 1 });
  // @ts-expect-error nothing is
  await ctx.data.names.tally({ id: '1' }, { id: 1 });
  const rows = await ctx.data.days.aggregate(
    [{ $lookup: { from: 'names', as: 'names', pipeline: [{ $limit: 1 }] } }, { $count: 'n' }],
    z.object({ n: z.int() }),
  );
  same<Same<typeof rows, { n: number }[]>>();
  const unknowns = await ctx.data.days.aggregate([{ $match: { day: 'today' } }]);
  same<Same<typeof unknowns, Record<string, unknown>[]>>();
  // @ts-expect-error the plugin has no such collection
  ctx.data.days.aggregate([{ $lookup: { from: 'others', as: 'x', pipeline: [] } }]);
  // @ts-expect-error a pipeline only reads
  ctx.data.days.aggregate([{ $out: 'x' }]);
  // @ts-expect-error a stage has one operator
  ctx.data.days.aggregate([{ $limit: 1, $skip: 1 }]);
});
