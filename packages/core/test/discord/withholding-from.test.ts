import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { describe, expect, it } from 'vitest';
import { withholdingFrom } from '../../src/discord/index.ts';

function manifestWith(hosts: readonly string[]) {
  const contract = definePlugin({
    id: 'reader',
    name: 'Reader',
    description: 'Reads messages.',
    category: 'tools',
    needs: { 'messages.read': 'reads', ...(hosts.length > 0 ? { 'network.fetch': 'tells' } : {}) },
    intents: { MessageContent: { reason: 'reads', degraded: 'counts' } },
    hosts,
    config: { version: 1, schema: z.object({}) },
  });
  return describePlugin(contract.build(), { package: 'reader', version: '1.0.0' });
}
const message = { id: '1', guild_id: 'g1', content: 'secret', author: { id: '2' }, embeds: [{}] };

describe('what members write, and plugins that could send it away', () => {
  it('GIVEN a plugin without hosts THEN it reads what it declares', () => {
    const manifest = manifestWith([]);
    expect(manifest.dataLeaving).toEqual([]);
    expect(withholdingFrom(manifest, 'bot', () => false)('MESSAGE_CREATE', message)).toMatchObject({
      content: 'secret',
    });
  });

  it('GIVEN a plugin with hosts THEN content is withheld, except in guilds whose admin allows it', () => {
    const manifest = manifestWith(['api.example.com']);
    expect(manifest.dataLeaving).toEqual(['content', 'members']);
    const withhold = withholdingFrom(manifest, 'bot', (guildId) => guildId === 'g2');
    expect(withhold('MESSAGE_CREATE', message)).toMatchObject({ id: '1', content: '', embeds: [] });
    expect(withhold('MESSAGE_CREATE', { ...message, guild_id: 'g2' })).toMatchObject({ content: 'secret' });
    // Of no guild that we know of: nobody has allowed anything.
    expect(withhold('MESSAGE_CREATE', { ...message, guild_id: undefined })).toMatchObject({ content: '' });
    expect(message.content).toBe('secret');
  });
});
