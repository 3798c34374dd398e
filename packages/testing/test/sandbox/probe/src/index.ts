import { definePlugin, type Plugin, z } from '@guildhall/sdk';
import { type Foreign, otherGuilds, pollution, undeclared } from './host.ts';
import { files, network, processes } from './machine.ts';

const probe = definePlugin({
  id: 'probe',
  name: 'Probe',
  description: 'Tries what no plugin may.',
  category: 'tools',
  needs: { 'messages.send': 'to try', 'direct.send': 'to try' },
  config: { version: 1, schema: z.object({}) },
  data: {
    results: {
      version: 1,
      schema: z.object({ name: z.string(), outcome: z.string() }),
      key: ['name'],
    },
  },
});

type Attempt = (...parameters: never[]) => unknown;

const attempts: Readonly<Record<string, Attempt>> = {
  ...files,
  ...network,
  ...processes,
  ...otherGuilds,
  ...undeclared,
  ...pollution,
};

let lastHandle = '';

const remember = probe.command({
  name: 'remember',
  description: 'Keep this interaction’s handle',
  run: async (ctx) => {
    lastHandle = ctx.interaction.token;
    await ctx.reply(lastHandle.startsWith('gh_') ? 'a handle' : lastHandle);
  },
});

const tryAll = probe.command({
  name: 'probe',
  description: 'Try all',
  options: { foreign: z.string().max(1000).meta({ description: 'Ids of another guild, as JSON' }) },
  async run(ctx, options) {
    await ctx.defer();
    const foreign = { ...(JSON.parse(options.foreign) as Foreign), pastHandle: lastHandle };
    for (const [name, attempt] of Object.entries(attempts)) {
      const late = new Promise((_, reject) => {
        setTimeout(() => reject(new Error('nothing happened')), 1_500).unref();
      });
      const outcome = await Promise.race([
        (async () => attempt(ctx as never, foreign as never))(),
        late,
      ]).then(
        () => 'gained',
        (error: unknown) => `refused: ${(error as { code?: string })?.code ?? String(error)}`,
      );
      await ctx.data.results.updateOne({ name }, { $set: { outcome } }, { upsert: true });
    }
    await ctx.reply('tried');
  },
});

const shout = probe.command({
  name: 'shout',
  description: 'Call everybody',
  run: async (ctx) => {
    const guild = await ctx.discord.guild();
    const sent = await guild.client.rest.post(`/channels/${ctx.channelId}/messages`, {
      body: { content: '@everyone!' },
    });
    await ctx.reply(String((sent as { mention_everyone: boolean }).mention_everyone));
  },
});

const flood = probe.command({
  name: 'flood',
  description: 'Ask for far too much at once',
  async run(ctx) {
    await ctx.defer();
    for (let line = 0; line < 5_000; line += 1) ctx.log.info(`line ${line}`);
    const counts = await Promise.all(Array.from({ length: 2_000 }, () => ctx.data.results.count()));
    await ctx.reply(`${counts.length}`);
  },
});

const token = probe.command({
  name: 'token',
  description: 'What discord.js has for a token',
  run: async (ctx) => ctx.reply(String((await ctx.discord.guild()).client.token)),
});

const plugin: Plugin = probe.build(remember, tryAll, shout, flood, token);

export default plugin;
