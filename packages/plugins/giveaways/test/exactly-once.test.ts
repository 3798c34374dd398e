import { type Scene, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GiveawaysContext, giveaways } from '../src/contract.ts';
import type { Giveaway } from '../src/data.ts';
import { finish } from '../src/ending/finish.ts';
import { composeGiveaway } from '../src/giveaways/compose.ts';
import { startGiveaway } from '../src/giveaways/start.ts';
import plugin from '../src/index.ts';
import { type Death, Killed, mortal } from './mortal.ts';

/** What `/act` does: a scene's way to a handler's own context. */
let act: (ctx: GiveawaysContext) => Promise<unknown> = async () => undefined;
const actor = giveaways.command({
  name: 'act',
  description: 'Act',
  async run(ctx) {
    await ctx.defer();
    await act(ctx);
    await ctx.reply('done');
  },
});

/** Calls are counted and cut off in this process; in another tier there would be nothing else to see. */
const elsewhere = process.env.GUILDHALL_TEST_TIER === 'sandboxed';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({
    plugins: [giveaways.build(...plugin.pieces, actor)],
    tier: 'inline',
    installed: [],
  });
});
afterAll(() => stage.close());

async function within<T>(scene: Scene, work: (ctx: GiveawaysContext) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  let failure: unknown;
  act = async (ctx) => {
    try {
      result = { value: await work(ctx) };
    } catch (error) {
      failure = error;
    }
  };
  await scene.guild.owner.in('general').run('/act');
  if (!result) throw failure;
  return result.value;
}

/** Three have entered, and one of them will win. */
async function opened(ctx: GiveawaysContext, scene: Scene, prize: string): Promise<Giveaway> {
  const { guild, ana, bob } = scene;
  const channelId = guild.channel('general').id;
  const wanted = composeGiveaway(ctx, { prize, channelId, hostId: guild.owner.id, duration: 86_400_000 });
  if (!wanted) throw new Error('there is no template in play');
  const giveaway = await startGiveaway(ctx, wanted);
  const at = ctx.clock.now();
  const free = { giveawayId: giveaway.id, weight: 1, at, paid: 0, payment: '', state: 'in' } as const;
  await ctx.data.entries.insertMany([guild.owner, ana, bob].map(({ id }) => ({ ...free, userId: id })));
  return giveaway;
}

const perGuild = 20;
const guilds = 10;

/** Everything that follows from an end, in every third guild; a plain end, which is quicker, in the others. */
const settings = [
  { config: { claimMinutes: 60, maxActive: 100 }, effects: 13 },
  { config: { dmWinners: false, maxActive: 100 }, effects: 10 },
] as const;
const settingsOf = (guild: number) => settings[guild % 3 === 0 ? 0 : 1];

interface Run {
  readonly prize: string;
  readonly death: Death;
  /** Nobody takes it up but the plugin's own job, ten minutes later, when Discord has forgotten the message's name. */
  readonly late: boolean;
}

/** Every place to die at, before and after it has had its effect, dying and standing still, in turn. */
function planned(number: number, effects: number): Run {
  const at = (number % effects) + 1;
  const when = Math.floor(number / effects) % 2 === 0 ? 'after' : 'before';
  const late = number % 5 === 4 && !(at === 1 && when === 'before');
  return { prize: `Cake ${number}`, death: { at, when }, late };
}

async function endAgain(ctx: GiveawaysContext, id: string): Promise<void> {
  expect(['ended', 'none']).toContain(await finish(ctx, id, { force: true }));
}

async function play(ctx: GiveawaysContext, id: string, run: Run): Promise<void> {
  const steals = !run.late && run.death.at % 2 === 0;
  // Who stands still is overtaken by another process, which ends it; then it goes on where it stood.
  const death = steals ? { ...run.death, stall: () => endAgain(ctx, id) } : run.death;
  try {
    await finish(mortal(ctx, death).ctx, id, { force: true });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  if (!run.late) await endAgain(ctx, id);
}

test.skipIf(elsewhere)(
  'GIVEN 200 ends whose process dies or is overtaken, at every step WHEN somebody goes on THEN each is announced once',
  async () => {
    const scenes: { readonly scene: Scene; readonly prizes: readonly string[] }[] = [];
    for (let guild = 0; guild < guilds; guild += 1) {
      const { config, effects } = settingsOf(guild);
      const scene = await stage.guild({ config: { giveaways: config }, installed: ['giveaways'] });
      const mine = Array.from({ length: perGuild }, (_, index) => planned(guild * perGuild + index, effects));
      await within(scene, async (ctx) => {
        const ready: (() => Promise<void>)[] = [];
        for (const run of mine) {
          const { id } = await opened(ctx, scene, run.prize);
          ready.push(() => play(ctx, id, run));
        }
        await Promise.all(ready.map((end) => end()));
      });
      scenes.push({ scene, prizes: mine.map(({ prize }) => prize) });
    }
    await stage.advance('11min');
    for (const { scene, prizes } of scenes) {
      const texts = scene.ana
        .in('general')
        .messages(500)
        .map(({ content }) => content);
      for (const prize of prizes) {
        expect(
          texts.filter((text) => text.includes(`**${prize}**`)),
          prize,
        ).toHaveLength(1);
      }
      const stored = await within(scene, async (ctx) => ({
        open: await ctx.data.giveaways.count({ status: { $ne: 'ended' } }),
        draws: await ctx.data.draws.count(),
        wins: await ctx.data.wins.count(),
      }));
      expect(stored).toEqual({ open: 0, draws: perGuild, wins: perGuild });
    }
  },
  180_000,
);

test.skipIf(elsewhere)(
  'GIVEN an end without a death THEN it has as many effects as places that the runs die at',
  async () => {
    for (const { config, effects } of settings) {
      const scene = await stage.guild({ config: { giveaways: config } });
      const calls = await within(scene, async (ctx) => {
        const { id } = await opened(ctx, scene, 'Cake');
        const counted = mortal(ctx);
        await finish(counted.ctx, id, { force: true });
        return counted.calls;
      });
      expect(calls).toHaveLength(effects);
    }
  },
);
