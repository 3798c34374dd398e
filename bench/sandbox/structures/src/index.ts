import { definePlugin, type Plugin, z } from '@guildhall/sdk';

const builder = definePlugin({
  id: 'builder',
  name: 'Builder',
  description: 'Looks at every message as discord.js builds it.',
  category: 'fun',
  needs: { 'messages.read': 'to look' },
  config: { version: 1, schema: z.object({}) },
});

let seen = 0;
const look = builder.on('messageCreate', (_ctx, message) => {
  if (!message.author.bot) seen += 1;
});
const tell = builder.command({
  name: 'built',
  description: 'How many',
  run: (ctx) => ctx.reply(String(seen)),
});

const plugin: Plugin = builder.build(look, tell);

export default plugin;
