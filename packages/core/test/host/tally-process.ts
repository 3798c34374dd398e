/**
 * A bot in a process of its own, to be killed, that counts messages. Arguments: address of the database, of the simulator,
 * token, guild, folder. What it is told on standard input is a message's payload that Discord delivers again, one a line.
 */
import type { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { startBareHost } from './bare-host.ts';

const [uri = '', api = '', token = '', guildId = '', folder = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const stats = definePlugin({
  id: 'stats',
  name: 'Stats',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: { 'messages.read': 'counts them' },
  config: { version: 1, schema: z.object({}) },
  data: {
    counts: {
      version: 1,
      schema: z.object({ what: z.string(), messages: z.int() }),
      key: ['what'],
      tally: ['messages'],
    },
  },
});
const count = stats.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  say(`saw ${JSON.stringify(message)}`);
  // One number that every message changes, and one of its own by which a test can tell them apart.
  await Promise.all([
    ctx.data.counts.tally({ what: 'all' }, { messages: 1 }),
    ctx.data.counts.tally({ what: message.id }, { messages: 1 }),
  ]);
  say(`counted ${message.id}`);
});
const plugin = stats.build(count);

const { bot, host, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir: folder,
  complain: (message) => say(`error ${message}`),
  plugins: (store) =>
    store.addInMemory(plugin, describePlugin(plugin, { package: 'test-stats', version: '1.0.0' })),
});
if (!(await host.installations.get(guildId, 'stats'))) {
  await host.installations.install({
    guildId,
    pluginId: 'stats',
    manifestHash: catalogue.newest('stats')?.manifestHash ?? '',
    actor: { kind: 'system', reason: 'test' },
  });
}
let sequence = 1_000_000;
const { ws } = bot.client as unknown as { ws: { _ws: EventEmitter } };
createInterface(process.stdin).on('line', (line) => {
  const data = { t: 'MESSAGE_CREATE', s: ++sequence, op: 0, d: JSON.parse(line) as unknown };
  ws._ws.emit('dispatch', { data, shardId: 0 });
});
say('ready');
process.on('SIGTERM', () => void end());
