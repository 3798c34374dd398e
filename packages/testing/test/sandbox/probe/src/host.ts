import type { Context } from '@guildhall/sdk';

/** What a process could ask of its host beyond its guild and its capabilities. */
export interface Foreign {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly ownChannelId: string;
  readonly memberId: string;
  readonly pastHandle: string;
}

type Attempt = (ctx: Context, foreign: Foreign) => unknown;

const rest = async (ctx: Context) => (await ctx.discord.guild()).client.rest;

/** Past the runtime: a message to the host as a plugin could write it by itself, and its answer. */
let asked = 1_000_000;
function ask(kind: string, ref: unknown, ...parts: readonly unknown[]): Promise<unknown> {
  asked += 1;
  const id = asked;
  const text = Buffer.from(JSON.stringify([kind, id, ref, ...parts]));
  const head = Buffer.alloc(5);
  head.writeUInt32LE(text.length, 0);
  process.getBuiltinModule('node:fs').writeSync(1, Buffer.concat([head, text]));
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0);
    const listen = (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const at = held.indexOf(`["answer",${id},`);
      if (at === -1) return;
      const isRefused = held.subarray(at).toString().startsWith(`["answer",${id},false`);
      process.stdin.off('data', listen);
      if (isRefused) reject(new Error('refused by the host'));
      else resolve(id);
    };
    process.stdin.on('data', listen);
  });
}

export const otherGuilds: Readonly<Record<string, Attempt>> = {
  'write in another guild': (ctx, { channelId }) => ctx.discord.send(channelId, 'x'),
  'read another guild’s channel': async (ctx, { channelId }) => {
    const found = await ctx.discord.channel(channelId);
    if (!found) throw new Error('it is not there');
  },
  'ask Discord for another guild': async (ctx, { guildId }) =>
    (await rest(ctx)).get(`/guilds/${guildId}/roles`),
  'delete in another guild': async (ctx, { channelId, messageId }) =>
    (await rest(ctx)).delete(`/channels/${channelId}/messages/${messageId}`),
  'write directly to a stranger': (ctx) => ctx.discord.direct('100000000000000001', 'x'),
  'speak in another guild’s name': (_ctx, { guildId, channelId }) =>
    ask('ask', { guildId }, 'discord.send', [channelId, 'x']),
  'REST in another guild’s name': (_ctx, { guildId, channelId }) =>
    ask(
      'rest',
      { guildId },
      { method: 'POST', path: `/channels/${channelId}/messages`, body: '{"content":"x"}' },
    ),
  'a snapshot of another guild': (_ctx, { guildId }) => ask('snapshot', { guildId }),
  'a transaction in another guild': (_ctx, { guildId }) => ask('transaction', { guildId }),
  'another guild’s data': async (ctx, { guildId }) => {
    const data = ctx.data as unknown as { results: { find(filter: unknown): PromiseLike<unknown[]> } };
    return data.results.find({ '_id.g': guildId });
  },
};

export const undeclared: Readonly<Record<string, Attempt>> = {
  'who the bot is': async (ctx) => (await rest(ctx)).get('/users/@me'),
  'the bot’s guilds': async (ctx) => (await rest(ctx)).get('/users/@me/guilds'),
  'the bot’s application': async (ctx) => (await rest(ctx)).get('/applications/@me'),
  'leave the guild': async (ctx) => (await rest(ctx)).delete(`/users/@me/guilds/${ctx.guild.id}`),
  'delete the channel': async (ctx, { ownChannelId }) =>
    (await rest(ctx)).delete(`/channels/${ownChannelId}`),
  'ban somebody': async (ctx, { memberId }) =>
    (await rest(ctx)).put(`/guilds/${ctx.guild.id}/bans/${memberId}`),
  'make a role': async (ctx) =>
    (await rest(ctx)).post(`/guilds/${ctx.guild.id}/roles`, { body: { name: 'x' } }),
  'commands of its own': async (ctx) =>
    (await rest(ctx)).put(`/applications/${(await ctx.discord.guild()).client.application?.id}/commands`, {
      body: [],
    }),
  'a path that climbs': async (ctx, { ownChannelId }) =>
    (await rest(ctx)).get(`/channels/${ownChannelId}/../../users/@me`),
  'a path that climbs in disguise': async (ctx, { ownChannelId }) =>
    (await rest(ctx)).get(`/channels/${ownChannelId}/%2e%2e/%2e%2e/users/@me`),
  'another host by its address': (ctx) =>
    ask('rest', { guildId: ctx.guild.id }, { method: 'GET', path: '//evil.example/x' }),
  'a method that there is not': (ctx, { ownChannelId }) =>
    ask('rest', { guildId: ctx.guild.id }, { method: 'TRACE', path: `/channels/${ownChannelId}` }),
  'a forged interaction': async (ctx) =>
    (await rest(ctx)).post('/interactions/100000000000000001/aW50ZXJhY3Rpb246eA/callback', {
      body: { type: 4, data: { content: 'x' } },
      auth: false,
    }),
  'a forged webhook': async (ctx) =>
    (await rest(ctx)).post('/webhooks/100000000000000001/gh_forged', { body: { content: 'x' }, auth: false }),
  'another guild’s interaction': async (ctx, { pastHandle }) =>
    (await rest(ctx)).post(`/interactions/100000000000000001/${pastHandle}/callback`, {
      body: { type: 4, data: { content: 'x' } },
      auth: false,
    }),
  'a host it did not declare': (ctx) => ctx.fetch('https://example.com/'),
  'an address inside': (ctx) => ctx.fetch('https://127.0.0.1/'),
};

export const pollution: Readonly<Record<string, Attempt>> = {
  'a function of Object': (ctx) =>
    ask('ask', { guildId: ctx.guild.id }, 'constructor.constructor', ['return process']),
  'a function of the prototype': (ctx) => ask('ask', { guildId: ctx.guild.id }, '__proto__.toString', []),
  'structures of the host': (ctx) => ask('ask', { guildId: ctx.guild.id }, 'discord.guild', []),
  'a collection called __proto__': (ctx) =>
    ask('ask', { guildId: ctx.guild.id }, 'data', ['__proto__', 'find', [{}]]),
  'a collection’s constructor': (ctx) =>
    ask('ask', { guildId: ctx.guild.id }, 'data', ['results', 'constructor', []]),
  'code in a filter': async (ctx) => {
    const data = ctx.data as unknown as { results: { find(filter: unknown): PromiseLike<unknown[]> } };
    return data.results.find({ $where: 'true' });
  },
  'a document with __proto__': (ctx) =>
    ask('ask', { guildId: ctx.guild.id }, 'data', [
      'results',
      'insertOne',
      [JSON.parse('{"name":"x","outcome":"x","__proto__":{"polluted":true}}')],
    ]),
  'another plugin’s service': (ctx) =>
    ask('ask', { guildId: ctx.guild.id }, 'use', ['leveling', 'getLevel', {}]),
  'an answer to nobody': (ctx) => ask('ask', { guildId: ctx.guild.id, call: 999_999 }, 'reply', ['x']),
};
