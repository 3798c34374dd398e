import { block, definePlugin, field, linkButton, type Plugin, textOf, z } from '@guildhall/sdk';

const functions = definePlugin({
  id: 'functions',
  name: 'Functions',
  description: 'Calls every function of its context once.',
  category: 'tools',
  needs: { 'network.fetch': 'to ask', 'members.read': 'to know members' },
  hosts: ['api.example.com'],
  config: {
    version: 1,
    schema: z.object({ size: field.overridable(z.int().default(1)), token: field.secret().optional() }),
  },
  premium: { more: { title: 'More' } },
  data: {
    days: {
      version: 1,
      schema: z.object({ day: z.string(), messages: z.int().default(0) }),
      key: ['day'],
      tally: ['messages'],
    },
  },
  locales: { en: { because: 'Because {who} asked' }, fr: { because: 'Parce que {who} a demandé' } },
});

const title = { en: 'Page', fr: 'Page' };
const blocks = [block.markdown('A page.')];
const draw = functions.page('/draws/{id}', { title, access: 'public', blocks });
const top = functions.page('/top', { title, access: 'member', blocks });
const forgotten = functions.page('/forgotten', { title, access: 'public', blocks });

const all = functions.command({
  name: 'all',
  description: 'Call everything',
  async run(ctx) {
    await ctx.defer();
    const refused = (error: { readonly code?: unknown }) => `refused: ${String(error.code)}`;
    await ctx.data.days.tally({ day: 'monday' }, { messages: 2 });
    await ctx.data.days.tally({ day: 'monday' }, { messages: 3 });
    await ctx.data.days.insertOne({ day: 'sunday', messages: 4 });
    const sums = await ctx.data.days.aggregate([{ $group: { _id: null, all: { $sum: '$messages' } } }]);
    const undone = await ctx
      .transaction(async (data) => {
        await data.days.updateOne({ day: 'sunday' }, { $set: { messages: 100 } });
        throw new Error('mine');
      })
      .catch((error: Error) => error.message);
    const counted = await ctx.transaction(async (data) => data.days.count({ messages: { $lt: 100 } }));
    const png = await ctx.image.svg('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>');
    ctx.explain({ member: ctx.member.id }, 'because', { who: ctx.member.name });
    await ctx.audit('called', { all: true });
    await ctx.reply(
      JSON.stringify({
        fetched: textOf(await ctx.fetch('https://api.example.com/word')),
        undeclared: await ctx.fetch('https://other.example.com/').then(String, refused),
        image: [...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(''),
        brokenImage: await ctx.image.svg('<svg').then(String, refused),
        can: await ctx.can(ctx.member, 'guild', 'BanMembers'),
        cannot: Boolean(await ctx.cannot('bot', { member: ctx.guild.id }, 'BanMembers')),
        plan: (await ctx.plan.current()).name,
        has: await ctx.plan.has('more'),
        sums,
        undone,
        counted,
        here: ctx.config.size,
        elsewhere: ctx.configFor({}).size,
        token: ctx.config.token,
        draw: ctx.pageUrl(draw, { id: 'a b/1' }),
        top: ctx.pageUrl(top),
        text: ctx.t('because', { who: 'Ana' }),
        publicText: ctx.guild.t('because', { who: 'Ana' }),
      }),
    );
  },
});

const link = functions.command({
  name: 'link',
  description: 'Show where the page is',
  run: (ctx) =>
    ctx.reply({
      content: 'Here it is.',
      components: [linkButton(ctx.pageUrl(top) ?? 'https://example.org/', { label: 'Top', emoji: '🏆' })],
    }),
});

const lost = functions.command({
  name: 'lost',
  description: 'Ask for a page that is not part of the plugin',
  async run(ctx) {
    try {
      await ctx.reply(String(ctx.pageUrl(forgotten)));
    } catch (error) {
      await ctx.reply(String(error));
    }
  },
});

const named = functions.route(
  'POST /named',
  {
    access: 'public',
    description: 'Takes a name that is more than spaces',
    body: z.object({ name: z.string().trim().min(1) }),
    returns: z.object({ name: z.string() }),
  },
  (_ctx, { body }) => ({ name: body.name }),
);

const roles = functions.route(
  'GET /roles/{userId}',
  {
    access: 'public',
    description: 'How many roles a member has',
    params: z.object({ userId: z.string() }),
    returns: z.object({ roles: z.int() }),
  },
  async (ctx, { params }) => ({ roles: (await ctx.discord.member(params.userId))?.roles.cache.size ?? 0 }),
);

const plugin: Plugin = functions.build(all, link, lost, named, roles, draw, top);

export default plugin;
