import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import type { GivenPlugin } from '../../src/index.ts';

/** A plugin in memory with one command that says what its configuration holds. */
export function testPlugin(): GivenPlugin {
  const greeter = definePlugin({
    id: 'greeter',
    name: { en: 'Greeter', fr: 'Accueil' },
    description: 'Greets.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({ greeting: z.string().max(50).default('Hello') }) },
  });
  const greet = greeter.command({
    name: 'greet',
    description: 'Be greeted',
    run: (ctx) => ctx.reply({ content: ctx.config.greeting }),
  });
  const plugin = greeter.build(greet);
  return { plugin, manifest: describePlugin(plugin, { package: 'test-greeter', version: '1.0.0' }) };
}
