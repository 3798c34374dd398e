import { DuplicateKeyError, definePlugin, field, z } from '@guildhall/sdk';
import { giveawayRequirements, giveawaysEvents, giveawaysService } from '../src/contract.ts';
import { economyService } from '../src/economy-service.ts';

const customers = definePlugin({
  id: 'shop',
  name: 'Shop',
  description: 'Knows its customers.',
  category: 'economy',
  needs: {},
  config: { version: 1, schema: z.object({}) },
  data: {
    customers: { version: 1, schema: z.object({ userId: z.string(), rank: z.string() }), key: ['userId'] },
  },
});

/** A plugin that contributes a requirement, and fails when its value is `broken`. */
export const shop = customers.build(
  customers.contribute(giveawayRequirements, 'customer', {
    title: { en: 'Customer', fr: 'Client' },
    async run(ctx, { userId, value, locale }) {
      if (value === 'broken') throw new Error('the shop is on fire');
      const known = await ctx.data.customers.findOne({ userId });
      const why = locale.startsWith('fr') ? 'Vous n’avez rien acheté.' : 'You have bought nothing.';
      return known && (value === '' || known.rank === value) ? { met: true } : { met: false, why };
    },
  }),
  customers.command({
    name: 'buy',
    description: 'Become a customer',
    options: { rank: z.string().max(20).meta({ description: 'Which' }) },
    async run(ctx, { rank }) {
      await ctx.data.customers.updateOne({ userId: ctx.member.id }, { $set: { rank } }, { upsert: true });
      await ctx.reply('bought');
    },
  }),
);

const bankContract = definePlugin({
  id: 'economy',
  name: 'Bank',
  description: 'Keeps money.',
  category: 'economy',
  needs: {},
  offers: economyService,
  config: { version: 1, schema: z.object({}) },
  data: {
    payments: {
      version: 1,
      schema: z.object({ key: z.string(), userId: z.string(), amount: z.int(), refunded: z.boolean() }),
      key: ['key'],
      indexes: [['userId']],
    },
  },
});

/** Everybody begins with 100. */
const beginning = 100;

/** An economy that offers what giveaways ask for. */
export const bank = bankContract.build(
  bankContract.offer('charge', async (ctx, { userId, amount, key }) => {
    const payments = await ctx.data.payments.find({ userId });
    const spent = payments.reduce((sum, one) => sum + (one.refunded ? 0 : one.amount), 0);
    const balance = beginning - spent;
    if (payments.some((one) => one.key === key)) return { charged: true, balance };
    if (balance < amount) return { charged: false, balance };
    try {
      await ctx.data.payments.insertOne({ key, userId, amount, refunded: false });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    return { charged: true, balance: balance - amount };
  }),
  bankContract.offer('refund', async (ctx, { key }) => ({
    refunded: await ctx.data.payments.updateOne({ key, refunded: false }, { $set: { refunded: true } }),
  })),
  bankContract.command({
    name: 'balance',
    description: 'What you have',
    async run(ctx) {
      const payments = await ctx.data.payments.find({ userId: ctx.member.id, refunded: false });
      await ctx.reply(String(beginning - payments.reduce((sum, { amount }) => sum + amount, 0)));
    },
  }),
);

const clerkContract = definePlugin({
  id: 'clerk',
  name: 'Clerk',
  description: 'Uses what giveaways offer.',
  category: 'tools',
  needs: {},
  uses: () => ({ giveaways: giveawaysService }),
  config: { version: 1, schema: z.object({}) },
  data: { heard: { version: 1, schema: z.object({ key: z.string(), what: z.string() }), key: ['key'] } },
});

/** A plugin that calls the service, and hears the events. */
export const clerk = clerkContract.build(
  clerkContract.command({
    name: 'clerk',
    description: 'Ask giveaways',
    options: { user: field.member().optional().meta({ description: 'To enter' }) },
    async run(ctx, { user }) {
      const open = await ctx.use.giveaways.list({ limit: 10 });
      const giveawayId = open[0]?.id ?? 'none';
      const userId = user?.id ?? ctx.member.id;
      const entered = user ? await ctx.use.giveaways.enter({ giveawayId, userId }) : undefined;
      const isIn = await ctx.use.giveaways.isIn({ giveawayId, userId });
      const heard = (await ctx.data.heard.find().sort({ key: 1 })).map(({ what }) => what);
      await ctx.reply(JSON.stringify({ open, entered, isIn, heard }));
    },
  }),
  clerkContract.hear(giveawaysEvents, 'ended', (ctx, { giveawayId, winners }) =>
    ctx.data.heard.insertOne({ key: `ended ${giveawayId}`, what: `ended ${winners.join()}` }),
  ),
  clerkContract.hear(giveawaysEvents, 'won', (ctx, { giveawayId, userId, round }) =>
    ctx.data.heard.insertOne({ key: `won ${giveawayId} ${round} ${userId}`, what: `won ${userId}` }),
  ),
);
