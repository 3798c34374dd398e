import { definePlugin, type PluginCategory, z } from '@guildhall/sdk';
import { startGuild } from '@guildhall/testing';
import { expect, test } from 'vitest';

const heard: string[] = [];

function listener(id: string, category: PluginCategory) {
  const plugin = definePlugin({
    id,
    name: id,
    description: 'Hears messages.',
    category,
    needs: { 'messages.read': 'to hear them' },
    config: { version: 1, schema: z.object({}) },
  });
  return plugin.build(plugin.onRaw('MESSAGE_CREATE', () => heard.push(id)));
}

test('GIVEN plugins that count, installed before one that moderates WHEN a message comes THEN moderation hears it first', async () => {
  const stage = await startGuild({
    plugins: [
      listener('counts', 'analytics'),
      listener('levels', 'engagement'),
      listener('zz-guards', 'moderation'),
    ],
  });
  await stage.ana.in('general').say('hi');
  await stage.idle();
  expect(heard).toEqual(['zz-guards', 'counts', 'levels']);
  await stage.close();
});
