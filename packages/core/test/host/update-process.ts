/**
 * A bot in a process of its own that says what its predecessor left behind, then kills itself in the middle of an update.
 * Arguments: address of the database, of the simulator, token, data folder, the guild to look at (`none`: there is none yet),
 * the guild to act in (`none`: it ends in peace), the step at which to die, what to do (`update`, `rollback`).
 */
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { startBareHost } from './bare-host.ts';

const [uri = '', api = '', token = '', folder = '', left = '', next = '', deadly = '', task = ''] =
  process.argv.slice(2);
const basics = { id: 'ledger', name: 'Ledger', description: 'A test.', category: 'fun', needs: {} } as const;

const old = definePlugin({
  ...basics,
  config: { version: 1, schema: z.object({}) },
  data: { rows: { version: 1, schema: z.object({ n: z.int() }), key: ['n'] } },
});
const first = old.build(
  old.setup(async (ctx) => {
    if ((await ctx.data.rows.count()) > 0) return;
    await ctx.data.rows.insertMany(Array.from({ length: 3 }, (_, n) => ({ n })));
  }),
);
const second = definePlugin({
  ...basics,
  config: { version: 2, schema: z.object({ depth: z.int() }), migrate: { 2: () => ({ depth: 3 }) } },
  data: {
    rows: {
      version: 2,
      schema: z.object({ word: z.string() }),
      key: ['word'],
      migrate: { 2: ({ n }) => ({ word: `n${n}` }) },
    },
  },
}).build();

const say = (line: string) => process.stdout.write(`${line}\n`);
// What is resumed for the guild that was left passes the same steps, and must live.
let acting = false;
const { host, database, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir: folder,
  complain: (message) => process.stderr.write(`${message}\n`),
  plugins(store) {
    store.addInMemory(first, describePlugin(first, { package: 'ledger', version: '1.0.0' }));
    store.addInMemory(second, describePlugin(second, { package: 'ledger', version: '2.0.0' }));
  },
  extra: () => ({
    onStep: (step) => {
      if (acting && step === deadly) process.kill(process.pid, 'SIGKILL');
    },
  }),
});
await host.idle();
if (left !== 'none') {
  const found = await host.installations.get(left, 'ledger');
  const rows = await database.db().collection('plugin_ledger_rows').find({ '_id.g': left }).toArray();
  say(
    JSON.stringify({
      state: found?.state,
      version: found?.version.version,
      rows: rows.map(({ n, word }) => word ?? n).sort(),
      config: found?.config.values,
      problems: found?.problems.map(({ code }) => code) ?? [],
      running: host.leaks().live,
    }),
  );
}
if (next !== 'none') {
  acting = true;
  const key = { guildId: next, pluginId: 'ledger', actor: { kind: 'system', reason: 'test' } } as const;
  const [former] = catalogue.versions('ledger').filter(({ version }) => version === '1.0.0');
  if (!former) throw new Error('the store has lost a version');
  await host.installations.install({ ...key, hash: former.hash, manifestHash: former.manifestHash });
  await host.installations.update(key);
  if (task === 'rollback') await host.installations.rollback(key);
}
await end();
