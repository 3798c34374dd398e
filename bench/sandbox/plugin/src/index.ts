import { definePlugin, type Plugin, z } from '@guildhall/sdk';

const looker = definePlugin({
  id: 'looker',
  name: 'Looker',
  description: 'Looks at every message.',
  category: 'fun',
  needs: { 'messages.read': 'to look' },
  config: { version: 1, schema: z.object({}) },
});

let seen = 0;
const look = looker.onRaw('MESSAGE_CREATE', (_ctx, message) => {
  if (message.author.bot !== true) seen += 1;
});
const tell = looker.command({ name: 'seen', description: 'How many', run: (ctx) => ctx.reply(String(seen)) });

const plugin: Plugin = looker.build(look, tell);

export default plugin;
