import { definePlugin, type Plugin, z } from '@guildhall/sdk';

/** Granted whatever there is, so that nothing but the guild's border is in its way. */
const trespasser = definePlugin({
  id: 'trespasser',
  name: 'Trespasser',
  description: 'Tries in other servers what it may do in its own.',
  category: 'tools',
  needs: {
    'guild.read': 'to try',
    'guild.manage': 'to try',
    'roles.manage': 'to try',
    'channels.read': 'to try',
    'channels.manage': 'to try',
    'threads.manage': 'to try',
    'expressions.manage': 'to try',
    'invites.read': 'to try',
    'invites.manage': 'to try',
    'audit.read': 'to try',
    'automod.manage': 'to try',
    'events.read': 'to try',
    'events.manage': 'to try',
    'stage.manage': 'to try',
    'webhooks.manage': 'to try',
    'messages.read': 'to try',
    'messages.send': 'to try',
    'messages.manage': 'to try',
    'messages.pin': 'to try',
    'polls.run': 'to try',
    'reactions.add': 'to try',
    'direct.send': 'to try',
    'members.read': 'to try',
    'members.roles': 'to try',
    'members.moderate': 'to try',
    'members.voice': 'to try',
  },
  intents: { MessageContent: { reason: 'to try', degraded: 'tries less' } },
  config: { version: 1, schema: z.object({}) },
});

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

let lastHandle = '';

/** Keeps this interaction's handle, for when it is too late or another server's turn. */
const remember = trespasser.command({
  name: 'remember',
  description: 'Keep this interaction’s handle',
  run: async (ctx) => {
    lastHandle = ctx.interaction.token;
    await ctx.reply(`${ctx.interaction.id} ${lastHandle}`);
  },
});

/** Makes the calls as discord.js would, and tells what came of each: `refused`, or what Discord answered. */
const call = trespasser.command({
  name: 'call',
  description: 'Make calls to Discord',
  options: { calls: z.string().max(6000).meta({ description: 'As JSON' }) },
  async run(ctx, options) {
    await ctx.defer();
    const { client } = await ctx.discord.guild();
    const outcomes: string[] = [];
    for (const { method, path, body } of JSON.parse(options.calls) as readonly Call[]) {
      const outcome = await client.rest
        .request({
          method: method as never,
          fullRoute: path.replaceAll('HANDLE', lastHandle) as `/${string}`,
          ...(body === undefined ? {} : { body }),
          ...(path.startsWith('/interactions/') || /^\/webhooks\/[^/]+\//.test(path) ? { auth: false } : {}),
        })
        .then(
          (answer) => JSON.stringify(answer ?? null),
          (error: { readonly reason?: string; readonly code?: unknown }) =>
            `refused: ${error.reason ?? String(error.code)}`,
        );
      outcomes.push(outcome.slice(0, 250));
    }
    await ctx.reply(JSON.stringify(outcomes).slice(0, 1_900));
  },
});

const plugin: Plugin = trespasser.build(remember, call);

export default plugin;
