import { DiscordRefusal } from '@guildhall/sdk';
import { claimButton } from '../components/claim.ts';
import { proofButton } from '../components/proof.ts';
import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { announcement, type ToClaim } from '../messages/announcement.ts';

/** Unknown channel, missing access, missing permissions: trying again would change nothing. */
const final = [10_003, 50_001, 50_013];
const minute = 60_000;
const discordEpoch = 1_420_070_400_000n;
/** 2,000 messages after the draw. */
const mostPages = 20;

/**
 * Tells a channel who has won, exactly once:
 *
 * 1. What has been told is noted, and not told again.
 * 2. Who was killed between sending and noting it is followed by somebody who finds the attempt: they look for the message, by a
 *    button that only this draw's announcement has, before they send.
 * 3. Two at the same moment send under one name, of which Discord makes one message.
 *
 * @returns what is noted afterwards
 */
export async function announce(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  { round }: Draw,
  claimBy: number,
): Promise<'yes' | 'refused'> {
  const at = { giveawayId: giveaway.id, round } as const;
  const draw = await ctx.data.draws.findOneAndUpdate({ ...at, announced: 'no' }, { $inc: { attempts: 1 } });
  if (!draw) return (await ctx.data.draws.findOne(at))?.announced === 'refused' ? 'refused' : 'yes';
  const note = (announced: 'yes' | 'refused', messageId: string) =>
    ctx.data.draws.updateOne({ ...at, announced: 'no' }, { $set: { announced, messageId } });
  try {
    const sent =
      (draw.attempts > 1 ? await findAnnouncement(ctx, giveaway, draw) : undefined) ??
      (await ctx.discord.send(
        giveaway.channelId,
        announcement(ctx, giveaway, draw, claimOf(ctx, draw, claimBy)),
        {
          once: `draw ${giveaway.id} ${round}`,
        },
      ));
    await note('yes', sent.id);
    return 'yes';
  } catch (error) {
    if (!(error instanceof DiscordRefusal) || !final.includes(error.discordCode ?? 0)) throw error;
    await note('refused', '');
    return 'refused';
  }
}

function claimOf(
  ctx: GiveawaysContext,
  { giveawayId, round, winners }: Draw,
  by: number,
): ToClaim | undefined {
  if (by === 0 || winners.length === 0) return undefined;
  const look = { label: ctx.guild.t('claim.button'), style: 'success' } as const;
  return { by, button: claimButton.with({ id: giveawayId, round }, look) };
}

/** The announcement of this draw among what the bot has written since; `undefined`: there is none. */
async function findAnnouncement(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  draw: Draw,
): Promise<{ readonly id: string } | undefined> {
  const channel = await ctx.discord.channel(giveaway.channelId);
  if (!channel?.isTextBased()) return undefined;
  const { custom_id: mark } = proofButton.with({ id: giveaway.id, round: draw.round });
  // Clocks may differ: a minute before the draw.
  let after = String((BigInt(Math.max(0, draw.at - minute)) - discordEpoch) << 22n);
  for (let page = 0; page < mostPages; page += 1) {
    const found = await channel.messages.fetch({ after, limit: 100, cache: false });
    for (const message of found.values()) {
      const marks = message.components.flatMap((row) =>
        'components' in row ? row.components.map((one) => ('customId' in one ? one.customId : null)) : [],
      );
      if (message.author.id === channel.client.user.id && marks.includes(mark)) return { id: message.id };
    }
    const newest = [...found.keys()].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b), after);
    if (found.size < 100) return undefined;
    after = newest;
  }
  return undefined;
}
