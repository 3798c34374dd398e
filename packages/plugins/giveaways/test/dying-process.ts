/**
 * A bot with giveaways in a process of its own, which goes on with what its predecessor left, and at `/act` starts a giveaway and kills
 * itself in the middle of its end. Arguments: address of the database, of the simulator, token, data folder, guild, the effect at
 * which to die (counted from 1; 0: live), `before` or `after` it.
 */
import { describePlugin } from '@guildhall/sdk/host';
import { startBareHost } from '../../../core/test/host/bare-host.ts';
import { giveaways } from '../src/contract.ts';
import { finish } from '../src/ending/finish.ts';
import { composeGiveaway } from '../src/giveaways/compose.ts';
import { startGiveaway } from '../src/giveaways/start.ts';
import plugin from '../src/index.ts';
import { mortal } from './mortal.ts';

const [uri = '', api = '', token = '', dataDir = '', guildId = '', at = '0', when = 'after'] =
  process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Nothing after this happens, and nothing is tidied up. */
const stall = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<void>(() => undefined);
};

const act = giveaways.command({
  name: 'act',
  description: 'Act',
  async run(ctx) {
    await ctx.reply('on it');
    const prize = `Cake ${at} ${when}`;
    const wanted = composeGiveaway(ctx, { prize, channelId: ctx.channelId, hostId: ctx.member.id });
    if (!wanted) throw new Error('there is no template in play');
    const { id } = await startGiveaway(ctx, wanted);
    const entry = { giveawayId: id, userId: ctx.member.id, weight: 1, at: ctx.clock.now() };
    await ctx.data.entries.insertOne({ ...entry, paid: 0, payment: '', state: 'in' });
    const death = { at: Number(at), when: when === 'before' ? 'before' : 'after', stall } as const;
    await finish(mortal(ctx, death).ctx, id, { force: true });
  },
});

const deadly = giveaways.build(...plugin.pieces, act);
const manifest = describePlugin(deadly, { package: 'giveaways', version: '1.0.0' });
const { host, catalogue, end } = await startBareHost({
  uri,
  api,
  token,
  dataDir,
  complain: (message, details) => say(`complaint ${message} ${JSON.stringify(details)}`),
  plugins: (store) => store.addInMemory(deadly, manifest),
});
if (!(await host.installations.get(guildId, 'giveaways'))) {
  await host.installations.install({
    guildId,
    pluginId: 'giveaways',
    manifestHash: catalogue.newest('giveaways')?.manifestHash ?? '',
    actor: { kind: 'system', reason: 'test' },
  });
}
await host.idle();
say('ready');
process.on('SIGTERM', () => void end());
