/**
 * A bot with moderation in a process of its own, which goes on with what its predecessor left, and at `/act` does something and kills
 * itself in the middle. Arguments: address of the database, of the simulator, token, data folder, guild, the handler that dies (`none`:
 * it lives, and `/act` tells what is there), the effect after which it does, counted from 1, and whom to ban.
 */
import { describePlugin } from '@guildhall/sdk/host';
import { startBareHost } from '../../../core/test/host/bare-host.ts';
import { goOnWithBulk } from '../src/bulk/run-bulk.ts';
import { moderation } from '../src/contract.ts';
import { perform } from '../src/deeds/perform.ts';
import { deadlyModeration } from './deaths.ts';

const [uri = '', api = '', token = '', dataDir = '', guildId = '', dies = 'none', at = '1', ids = ''] =
  process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Nothing after this happens, and nothing is tidied up. */
const stall = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<void>(() => undefined);
};

const act = moderation.command({
  name: 'act',
  description: 'Act',
  async run(ctx) {
    if (dies === 'none') {
      const bulk = await ctx.data.bulks.findOne({ id: 'act' });
      const cases = await ctx.data.cases.find({ state: 'done' });
      const kinds = cases.map(({ kind, userId }) => `${kind} ${userId}`);
      return ctx.reply(
        JSON.stringify({
          state: bulk?.state,
          results: new Set(bulk?.results.map(({ userId }) => userId)).size,
          told: bulk?.results.length,
          bans: kinds.filter((kind) => kind.startsWith('ban ')).length,
          unbans: kinds.filter((kind) => kind.startsWith('unban ')).length,
          open: await ctx.data.cases.count({ state: { $ne: 'done' } }),
          ends: await ctx.data.timedActions.count({}),
        }),
      );
    }
    await ctx.reply('on it');
    const by = { id: null, source: 'plugin', name: 'act' } as const;
    const [last = '', ...targets] = ids.split(',');
    if (dies === 'timed-step') {
      const origin = 'act:ban';
      await perform(ctx, { deed: 'ban', userId: last, by, origin, reason: 'act', duration: 200 });
      return;
    }
    await ctx.data.bulks.insertOne({
      ...{ id: 'act', state: 'running', deed: 'ban', moderatorId: ctx.member.id, source: 'command' },
      ...{ reason: 'act', duration: null, points: null, deleteMessages: 0, roleId: null, results: [] },
      targets,
      at: ctx.clock.now(),
    });
    await ctx.jobs.at({ in: 0 }, goOnWithBulk, { id: 'act' }, { key: 'act' });
  },
});

const deadly = deadlyModeration(act);
if (dies !== 'none') {
  deadly.doom({ guildId, handler: dies, death: { at: Number(at), when: 'after', stall } });
}
const manifest = describePlugin(deadly.plugin, { package: 'moderation', version: '1.0.0' });
const { host, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir,
  complain: (message, details) => say(`complaint ${message} ${JSON.stringify(details)}`),
  plugins: (store) => store.addInMemory(deadly.plugin, manifest),
});
if (!(await host.installations.get(guildId, 'moderation'))) {
  await host.installations.install({
    guildId,
    pluginId: 'moderation',
    manifestHash: catalogue.newest('moderation')?.manifestHash ?? '',
    actor: { kind: 'system', reason: 'test' },
  });
}
await host.idle();
say('ready');
process.on('SIGTERM', () => void end());
