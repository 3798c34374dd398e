import { randomInt } from 'node:crypto';
import type { ButtonComponent } from '@guildhall/sdk';
import { enterButton } from '../components/enter.ts';
import { takeButton } from '../components/take.ts';
import type { GiveawaysContext } from '../contract.ts';
import { type Giveaway, goingOn } from '../data.ts';
import { commitmentOf, newRoot } from '../draws/seeds.ts';
import { planEnd } from '../ending/finish.ts';
import { giveawayEmbed } from '../messages/giveaway-embed.ts';
import type { Bonus, Requirements } from '../rules/shapes.ts';

/** What is asked for; everything else follows from the settings. */
export interface NewGiveaway {
  readonly kind: 'draw' | 'drop';
  readonly prize: string;
  readonly text: string;
  readonly winners: number;
  readonly duration: number;
  readonly channelId: string;
  readonly hostId: string;
  readonly requirements: Requirements;
  readonly bonus: Bonus;
  readonly color: number;
  readonly emoji: string;
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** As many giveaways as the settings allow are going on. */
export class TooManyActive extends Error {
  override readonly name = 'TooManyActive';
  readonly most: number;

  constructor(most: number) {
    super(`${most} giveaways are going on, which is as many as may`);
    this.most = most;
  }
}

/**
 * Starts a giveaway: it is stored with its seed and its end is planned before anybody can see it, so that a process killed in
 * between leaves nothing that never ends.
 *
 * @throws `TooManyActive`; `DiscordRefusal` when the channel refuses the message: nothing is left of it then
 */
export async function startGiveaway(ctx: GiveawaysContext, wanted: NewGiveaway): Promise<Giveaway> {
  const giveaway = await store(ctx, wanted);
  const { id } = giveaway;
  await planEnd(ctx, id);
  try {
    return await post(ctx, giveaway);
  } catch (error) {
    await ctx.data.giveaways.deleteOne({ id, status: 'starting', messageId: '' });
    await ctx.data.seeds.deleteOne({ giveawayId: id });
    throw error;
  }
}

/** The counter is written with it: of two that start at once and would be one too many together, one sees the other. */
function store(ctx: GiveawaysContext, { duration, ...wanted }: NewGiveaway): Promise<Giveaway> {
  const id = newId();
  const root = newRoot();
  const startedAt = ctx.clock.now();
  const { maxActive, claimMinutes, commitReveal } = ctx.config;
  const isDraw = wanted.kind === 'draw';
  return ctx.transaction(async (data) => {
    const counter = await data.counters.findOneAndUpdate(
      { name: 'giveaway' },
      { $inc: { value: 1 } },
      { upsert: true },
    );
    if ((await data.giveaways.count({ status: { $in: goingOn } })) >= maxActive) {
      throw new TooManyActive(maxActive);
    }
    const giveaway: Giveaway = {
      ...wanted,
      id,
      number: counter?.value ?? 1,
      status: 'starting',
      messageId: '',
      startedAt,
      endsAt: startedAt + duration,
      remaining: 0,
      endedAt: 0,
      claimMinutes: isDraw ? claimMinutes : 0,
      commitment: isDraw && commitReveal ? commitmentOf(root) : '',
      taken: 0,
    };
    await data.seeds.insertOne({ giveawayId: id, root });
    await data.giveaways.insertOne(giveaway);
    return giveaway;
  });
}

async function post(ctx: GiveawaysContext, giveaway: Giveaway): Promise<Giveaway> {
  const { id, channelId } = giveaway;
  const { id: messageId } = await ctx.discord.send(
    channelId,
    { embeds: [giveawayEmbed(ctx, giveaway, 0)], components: [entrance(ctx, giveaway)] },
    { once: `giveaway ${id}` },
  );
  const running = await ctx.data.giveaways.findOneAndUpdate(
    { id, status: 'starting' },
    { $set: { status: 'running', messageId } },
  );
  return running ?? { ...giveaway, messageId, status: 'running' };
}

/** The button of a giveaway that is open, or paused. */
export function entrance(ctx: GiveawaysContext, giveaway: Giveaway): ButtonComponent {
  const { id, emoji, status } = giveaway;
  const look = { emoji, style: 'primary', disabled: status === 'paused' } as const;
  return giveaway.kind === 'drop'
    ? takeButton.with({ id }, { ...look, label: ctx.guild.t('take.button') })
    : enterButton.with({ id }, { ...look, label: ctx.guild.t('enter.button') });
}

/** 31¹⁰ ids: two of one guild never meet, and nobody guesses one. */
function newId(): string {
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}
