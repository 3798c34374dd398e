/**
 * A bot in a process of its own whose plugin `deadly` ends it, where the environment says: `DEADLY` is `load`, `setup` or `job`.
 * Arguments: address of the database, of the simulator, token, guild, data folder, the folders of plugins, and what to do:
 * `install`, `update`, `enable`, `look`. It says at last what it has found.
 */
import { connectDatabase } from '../../src/database/index.ts';
import { createBot } from '../../src/discord/index.ts';
import { createPluginHost } from '../../src/host/index.ts';
import { createPluginStore } from '../../src/plugins/index.ts';
import { secretBox } from './secret-box.ts';

const [uri = '', api = '', token = '', guildId = '', dataDir = '', folders = '', task = ''] =
  process.argv.slice(2);
const nothing = () => undefined;
const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const metrics = {
  gatewayEvent: nothing,
  restRequest: nothing,
  restRefused: nothing,
  handler: nothing,
  fetched: nothing,
  circuit: nothing,
};
const database = await connectDatabase(uri);
const store = await createPluginStore({ dataDir, logger });
for (const folder of folders.split(',').filter(Boolean)) await store.add(folder);
const { catalogue } = store;
const bot = await createBot({ token, rest: { api }, database, logger, metrics, catalogue });
const host = createPluginHost({
  bot,
  database,
  catalogue,
  audit: { record: async () => undefined },
  clock: { now: () => Date.now() },
  logger,
  metrics,
  secretBox,
});
await host.start();
await bot.start();
await host.ready;
const { installations } = host;
const actor = { kind: 'system', reason: 'test' } as const;
if (task === 'install') {
  for (const { id, manifestHash } of catalogue.list()) {
    await installations.install({ guildId, pluginId: id, manifestHash, actor });
  }
}
if (task === 'update') await installations.update({ guildId, pluginId: 'deadly', actor });
if (task === 'enable') await installations.setEnabled(guildId, 'deadly', true, actor);
await host.idle();
const found = await installations.get(guildId, 'deadly');
const others = (await installations.list(guildId)).filter(({ pluginId }) => pluginId !== 'deadly');
const letters = await host.deadLetters(guildId, 'deadly');
process.stdout.write(
  `${JSON.stringify({
    state: found?.state,
    version: found?.version.version,
    problems: found?.problems.map(({ code }) => code),
    others: others.map(({ state }) => state),
    running: host.leaks().live,
    letters: letters.map(({ job, attempts }) => `${job} ${attempts}`),
  })}\n`,
);
await host.close();
await bot.close();
await database.close();
process.exit(0);
