/**
 * A bot in a process of its own, to be killed. Arguments: address of the database, of the simulator, token, guild, what to do.
 * `hang`: its job never ends. `finish`: its job ends. Says on standard output what happens.
 */
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { startBareHost } from './bare-host.ts';

const [uri = '', api = '', token = '', guildId = '', folder = '', mode = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const draws = definePlugin({
  id: 'draws',
  name: 'Draws',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
  data: { ledger: { version: 1, schema: z.object({ run: z.string() }), key: ['run'] } },
});
const draw = draws.job('draw', { input: z.object({ prize: z.string() }) }, async (ctx, { prize }) => {
  say(`began ${prize}`);
  if (mode === 'hang') await new Promise(() => undefined);
  await ctx.data.ledger.insertOne({ run: `${prize} ${process.pid}` });
  say(`drew ${prize}`);
});
// Only the first process asks for the job: the others must find it.
const prepare = draws.setup(async (ctx) => {
  if (mode === 'hang') await ctx.jobs.at({ in: '1 ms' }, draw, { prize: 'cake' }, { key: 'cake' });
});
const plugin = draws.build(draw, prepare);
const manifest = describePlugin(plugin, { package: 'test-draws', version: '1.0.0' });

const { host, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir: folder,
  complain: (message) => say(`error ${message}`),
  plugins: (store) => store.addInMemory(plugin, manifest),
});
if (!(await host.installations.get(guildId, 'draws'))) {
  await host.installations.install({
    guildId,
    pluginId: 'draws',
    manifestHash: catalogue.newest('draws')?.manifestHash ?? '',
    actor: { kind: 'system', reason: 'test' },
  });
}
say('ready');
process.on('SIGTERM', () => void end());
