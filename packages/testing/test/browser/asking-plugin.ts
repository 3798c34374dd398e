import { definePlugin, field, z } from '@guildhall/sdk';
import { describePlugin, type Plugin } from '@guildhall/sdk/host';

/** A plugin that can't start before an admin has told it something: two fields without a default. */
export function askingPlugin(): { plugin: Plugin; manifest: ReturnType<typeof describePlugin> } {
  const contract = definePlugin({
    id: 'asking',
    name: 'Asking',
    description: 'Asks before it starts.',
    category: 'tools',
    needs: {},
    config: {
      version: 1,
      schema: z.object({
        motto: z.string().min(3).max(40).meta({ title: 'Motto' }),
        channel: field.channel({ types: ['text'] }).meta({ title: 'Channel' }),
        loud: z.boolean().default(false).meta({ title: 'Loud' }),
      }),
    },
  });
  const plugin = contract.build(
    contract.command({
      name: 'motto',
      description: 'Says the motto',
      run: (ctx) => ctx.reply(`${ctx.config.motto} in ${ctx.config.channel}`),
    }),
  );
  return { plugin, manifest: describePlugin(plugin, { package: 'test-asking', version: '1.0.0' }) };
}
