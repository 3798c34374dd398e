/**
 * A bot in a process of its own, to be killed, that counts messages. Arguments: address of the database, of the simulator,
 * token, guild, folder. What it is told on standard input is a message's payload that Discord delivers again, one a line.
 */
import type { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { connectDatabase } from '../../src/database/index.ts';
import { createBot } from '../../src/discord/index.ts';
import { createPluginHost } from '../../src/host/index.ts';
import { createPluginStore } from '../../src/plugins/index.ts';
import { secretBox } from './secret-box.ts';

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

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: (text: string) => say(`error ${text}`) };
const metrics = {
  gatewayEvent: quiet,
  restRequest: quiet,
  restRefused: quiet,
  handler: quiet,
  fetched: quiet,
  circuit: quiet,
};
const database = await connectDatabase(uri);
const store = await createPluginStore({ dataDir: folder, logger });
store.addInMemory(plugin, describePlugin(plugin, { package: 'test-stats', version: '1.0.0' }));
const bot = await createBot({ token, rest: { api }, database, logger, metrics, catalogue: store.catalogue });
const host = createPluginHost({
  bot,
  database,
  catalogue: store.catalogue,
  audit: { record: async () => undefined },
  clock: { now: () => Date.now() },
  logger,
  metrics,
  secretBox,
});
await host.start();
await bot.start();
await host.ready;
if (!(await host.installations.get(guildId, 'stats'))) {
  await host.installations.install({
    guildId,
    pluginId: 'stats',
    manifestHash: store.catalogue.newest('stats')?.manifestHash ?? '',
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
process.on('SIGTERM', () => {
  void (async () => {
    await host.close();
    await bot.close();
    await database.close();
    process.exit(0);
  })();
});
