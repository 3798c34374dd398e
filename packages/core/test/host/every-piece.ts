/** A plugin that uses every kind of piece, in three versions: each has its own form of the collection and of the configuration. */
import {
  block,
  defineEvents,
  defineExtensionPoint,
  definePlugin,
  defineService,
  field,
  optional,
  PluginProblem,
  textOf,
  z,
} from '@guildhall/sdk';
import { Command, Listener, Precondition } from '@sapphire/framework';
import type { ChatInputCommandInteraction } from 'discord.js';

export type Form = 1 | 2 | 3;

class Listening extends Listener {
  constructor(context: Listener.LoaderContext, options: Listener.Options) {
    super(context, { ...options, event: 'messageCreate' });
  }
  override run(): void {
    this.container.logger.debug('heard');
  }
}
class Open extends Precondition {
  override chatInputRun(): Precondition.Result {
    return this.ok();
  }
}
class Ping extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, preconditions: ['Open'] });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('ping').setDescription('Ping'));
  }
  override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    await interaction.reply('pong');
  }
}
declare module '@sapphire/framework' {
  interface Preconditions {
    Open: never;
  }
}

export const partnerService = defineService('partner', {
  double: { input: z.object({ n: z.int() }), output: z.int() },
});
export const partnerEvents = defineEvents('partner', { answered: z.object({ n: z.int() }) });
export const partnerPoint = defineExtensionPoint('partner', 'place', { input: z.int(), output: z.int() });
export const everyService = defineService('every', {
  count: { input: z.object({}), output: z.int() },
});
export const everyEvents = defineEvents('every', { happened: z.object({ n: z.int() }) });
export const everyPoint = defineExtensionPoint('every', 'place', { input: z.int(), output: z.int() });

export function everyPiece(form: Form) {
  const steps = {
    2: (old: Record<string, unknown>) => ({ ...old, form: 2 }),
    3: (old: Record<string, unknown>) => ({ ...old, form: 3 }),
  };
  const { 2: second, 3: third } = steps;
  const every = definePlugin({
    id: 'every',
    name: 'Every piece',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: { 'messages.read': 'listens', 'messages.send': 'answers', 'network.fetch': 'asks a service' },
    hosts: ['api.example.com'],
    intents: { MessageContent: { reason: 'hears its prefix', degraded: 'by mention' } },
    offers: everyService,
    uses: () => ({ partner: partnerService, nobody: optional(defineService('nobody', {})) }),
    emits: everyEvents.events,
    config: {
      version: form,
      schema: z.object({
        form: z.int().default(1),
        prefix: z.string().min(1).max(3).default('!'),
        level: field.overridable(z.int().default(1)),
      }),
      migrate: form === 1 ? {} : form === 2 ? { 2: migrateTo(2) } : { 2: migrateTo(2), 3: migrateTo(3) },
    },
    data: {
      rows: {
        version: form,
        schema: z.object({ key: z.string(), n: z.int(), form: z.int() }),
        key: ['key'],
        indexes: [['n']],
        migrate: form === 1 ? {} : form === 2 ? { 2: second } : { 2: second, 3: third },
      },
      days: {
        version: 1,
        schema: z.object({ day: z.string(), messages: z.int().default(0) }),
        key: ['day'],
        tally: ['messages'],
      },
    },
    locales: {
      en: { done: 'Done {n}', why: 'Counted {n}' },
      fr: { done: 'Fait {n}', why: 'Compté {n}' },
    },
  });
  const press = every.button('press', { n: z.int() }, (ctx, { n }) => ctx.update(`pressed ${n}`));
  const choose = every.select('choose', {
    of: 'user',
    run: (ctx, chosen) => ctx.reply(`${chosen.length} chosen`),
  });
  const fill = every.modal('fill', {
    title: 'Fill',
    parameters: { who: field.snowflake() },
    fields: { text: { label: 'Text' } },
    run: (ctx, { text }) => ctx.reply(`filled ${text}`),
  });
  const later = every.job('later', { input: z.object({ n: z.int() }) }, async (ctx, { n }) => {
    await ctx.data.rows.updateOne({ key: 'later' }, { $set: { n, form } }, { upsert: true });
  });
  const go = every.subcommand({
    name: 'go',
    description: 'Goes',
    options: { word: z.string().meta({ description: 'A word' }) },
    autocomplete: { word: (_ctx, typed) => [{ name: `${typed}!`, value: typed }] },
    async run(ctx) {
      const n = await ctx.use.partner.double({ n: 2 });
      await ctx.transaction(async (data) => {
        await data.rows.updateOne({ key: 'a' }, { $set: { n, form } }, { upsert: true });
        await data.rows.updateOne({ key: 'b' }, { $inc: { n: 1 }, $setOnInsert: { form } }, { upsert: true });
      });
      await ctx.jobs.at({ in: '1 hour' }, later, { n }, { key: 'one' });
      for (const contribution of ctx.contributions(everyPoint)) await contribution.call(1);
      ctx.emit('happened', { n });
      ctx.log.debug('gone');
      await ctx.audit('went', { n });
      ctx.explain({ member: ctx.member.id }, 'why', { n });
      const sums = await ctx.data.rows.aggregate(
        [{ $group: { _id: null, n: { $sum: '$n' } } }],
        z.object({ n: z.int() }),
      );
      const said = textOf(await ctx.fetch('https://api.example.com/what'));
      const png = await ctx.image.svg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text>${said}</text></svg>`,
      );
      ctx.log.debug(`${sums.length} ${png.byteLength}`);
      await ctx.reply({
        content: `${ctx.t('done', { n })} at ${ctx.config.level}`,
        components: [press.with({ n }, { label: 'Press' }), choose.with({}, { placeholder: 'Who' })],
      });
    },
  });
  const ask = every.subcommand({
    name: 'ask',
    description: 'Asks',
    group: { name: 'more', description: 'More' },
    run: (ctx) => ctx.showModal(fill.with({ who: ctx.member.id })),
  });
  const rows = every.route(
    'GET /rows/{key}',
    { access: 'public', params: z.object({ key: z.string() }), returns: z.object({ n: z.int() }) },
    async (ctx, { params }) => ({ n: (await ctx.data.rows.findOne({ key: params.key }))?.n ?? 0 }),
  );
  const total = every.route(
    'GET /total',
    { access: 'public', returns: z.object({ n: z.int() }) },
    async (ctx) => ({
      n: await ctx.data.rows.count(),
    }),
  );
  return every.build(
    every.command({ name: 'every', description: 'Every', subcommands: [go, ask] }),
    every.command({
      name: 'plain',
      description: 'Plain',
      permissions: ['ManageGuild'],
      run: (ctx) => ctx.reply(`plain ${ctx.config.form}`),
    }),
    every.userMenu({ name: 'Look at', run: (ctx, target) => ctx.reply(target.name) }),
    every.messageMenu({ name: 'Quote', run: (ctx, target) => ctx.reply(target.content) }),
    every.messageCommand({
      name: 'written',
      description: 'Written',
      prefix: { config: 'prefix' },
      run: async (ctx) => void (await ctx.reply('read')),
    }),
    press,
    choose,
    fill,
    every.on('messageReactionAdd', async (ctx, reaction) => {
      await ctx.data.rows.updateOne(
        { key: String(reaction.emoji.name) },
        { $set: { n: 1, form } },
        { upsert: true },
      );
    }),
    every.on('messageCreate', () => undefined),
    every.onRaw('MESSAGE_CREATE', (ctx) => ctx.data.days.tally({ day: 'today' }, { messages: 1 })),
    every.onRaw('MESSAGE_REACTION_ADD', () => {
      throw new PluginProblem('WISHED', 'A reaction becomes a dead letter.', 'Leave it.');
    }),
    // A process runs one version's at a time: so that it need not wait for the others, only one version has them.
    ...(form === 2
      ? [
          every.sapphire('listeners/listening', Listening),
          every.sapphire('preconditions/Open', Open),
          every.sapphire('commands/ping', Ping),
        ]
      : []),
    every.hear(partnerEvents, 'answered', async (ctx, { n }) => {
      await ctx.data.rows.updateOne({ key: 'heard' }, { $set: { n, form } }, { upsert: true });
    }),
    every.extensionPoint(everyPoint),
    every.contribute(partnerPoint, 'mine', { title: 'Mine', run: (_ctx, n) => n }),
    later,
    every.job('often', { every: '1 min' }, (ctx) => void ctx.log.debug('often')),
    every.job('daily', { cron: '0 9 * * *' }, (ctx) => void ctx.log.debug('daily')),
    every.offer('count', (ctx) => ctx.data.rows.count()),
    rows,
    total,
    every.page('/total', {
      title: 'Total',
      access: 'member',
      blocks: [block.stat(total, { title: 'Total', value: 'n' })],
    }),
    every.setup(async (ctx) => {
      await ctx.data.rows.updateOne({ key: 'setup' }, { $set: { n: 1, form } }, { upsert: true });
    }),
    every.teardown(async (ctx) => void ctx.log.debug('teardown')),
  );
}

function migrateTo(form: number) {
  return (old: unknown) => ({ ...(old as Record<string, unknown>), form });
}

/** Who stays while the other comes and goes. */
export function partnerPlugin() {
  const partner = definePlugin({
    id: 'partner',
    name: 'Partner',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    offers: partnerService,
    uses: () => ({ every: optional(everyService) }),
    emits: partnerEvents.events,
    config: { version: 1, schema: z.object({}) },
  });
  return partner.build(
    partner.offer('double', (_ctx, { n }) => 2 * n),
    partner.extensionPoint(partnerPoint),
    partner.contribute(everyPoint, 'ours', { title: 'Ours', run: (_ctx, n) => n }),
    partner.hear(everyEvents, 'happened', async (ctx) => {
      const n = (await ctx.use.every?.count({})) ?? 0;
      for (const contribution of ctx.contributions(partnerPoint)) await contribution.call(n);
      ctx.emit('answered', { n });
    }),
  );
}
