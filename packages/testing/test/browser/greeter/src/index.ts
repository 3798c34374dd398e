import { definePlugin, z } from '@guildhall/sdk';

/** Welcomes whoever says hello, writes where nothing is, and has a command that wants a setting. */
const contract = definePlugin({
  id: 'greeter',
  name: { en: 'Greeter', fr: 'Accueil' },
  description: { en: 'Welcomes members.', fr: 'Accueille les membres.' },
  category: 'community',
  needs: { 'messages.read': 'listens', 'messages.send': 'welcomes' },
  config: {
    version: 1,
    schema: z.object({
      rules: z.string().default('').meta({ title: 'Rules' }),
    }),
  },
  locales: {
    en: { noRules: 'said no rules: none are written in its settings' },
    fr: { noRules: 'n’a pas dit de règles : il n’y en a pas dans ses réglages' },
  },
});

export default contract.build(
  contract.onRaw('MESSAGE_CREATE', async (ctx, message) => {
    if (message.author.bot) return;
    await ctx.discord.send(message.channel_id, `Welcome, <@${message.author.id}>!`);
    // A channel that is not there: what would have failed is in the report.
    await ctx.discord.send('100000000000000002', 'psst').catch(() => undefined);
  }),
  contract.command({
    name: 'rules',
    description: 'The rules',
    async run(ctx) {
      if (ctx.config.rules === '') {
        ctx.explain({ member: ctx.member.id }, 'noRules');
        throw new Error('no rules are written in the settings');
      }
      await ctx.reply(ctx.config.rules);
    },
  }),
);
