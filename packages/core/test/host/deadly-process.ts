/**
 * A bot in a process of its own whose plugin `deadly` ends it, where the environment says: `DEADLY` is `load`, `setup` or `job`.
 * Arguments: address of the database, of the simulator, token, guild, data folder, the folders of plugins, and what to do:
 * `install`, `update`, `enable`, `look`. It says at last what it has found.
 */
import { startBareHost } from './bare-host.ts';

const [uri = '', api = '', token = '', guildId = '', dataDir = '', folders = '', task = ''] =
  process.argv.slice(2);
const { host, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir,
  async plugins(store) {
    for (const folder of folders.split(',').filter(Boolean)) await store.add(folder);
  },
});
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
await end();
