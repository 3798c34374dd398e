import { DiscordRefusal, linkButton, type OutgoingMessage } from '@guildhall/sdk';
import { claimButton } from '../components/claim.ts';
import { proofButton } from '../components/proof.ts';
import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { inHowLong } from '../messages/giveaway-embed.ts';
import { drawPage } from '../pages/draw.ts';

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
      (await ctx.discord.send(giveaway.channelId, announcement(ctx, giveaway, draw, claimBy), {
        once: `draw ${giveaway.id} ${round}`,
      }));
    await note('yes', sent.id);
    return 'yes';
  } catch (error) {
    if (!(error instanceof DiscordRefusal) || !final.includes(error.discordCode ?? 0)) throw error;
    await note('refused', '');
    return 'refused';
  }
}

function announcement(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  draw: Draw,
  claimBy: number,
): Exclude<OutgoingMessage, string> {
  const words = ctx.guild;
  const winners = draw.winners.map((id) => `<@${id}>`).join(', ');
  const isReroll = draw.round > 1;
  const { prize } = giveaway;
  const text =
    draw.winners.length === 0
      ? words.t(isReroll ? 'announce.reroll.none' : 'announce.none', { prize })
      : words.t(isReroll ? 'announce.reroll' : 'announce.won', { prize, winners });
  const short = !isReroll && draw.winners.length > 0 && draw.winners.length < draw.wanted;
  const lines = [
    text,
    ...(short ? [words.t('announce.fewer', { count: draw.winners.length, wanted: draw.wanted })] : []),
    ...(claimBy > 0 && draw.winners.length > 0
      ? [words.t('announce.claim', { when: inHowLong(claimBy) })]
      : []),
    ...(giveaway.commitment === ''
      ? []
      : [
          `-# ${words.t('announce.proof', { count: draw.entrants, seed: draw.seed, digest: draw.digest.slice(0, 16) })}`,
        ]),
  ];
  const id = giveaway.id;
  // A drop has no draw, and one without a commitment is published nowhere.
  const url = giveaway.commitment === '' ? undefined : ctx.pageUrl(drawPage, { id: `${id}-${draw.round}` });
  return {
    content: lines.join('\n').slice(0, 2000),
    mentions: { users: draw.winners },
    ...(giveaway.messageId === '' ? {} : { replyTo: giveaway.messageId }),
    components: [
      ...(claimBy > 0 && draw.winners.length > 0
        ? [claimButton.with({ id, round: draw.round }, { label: words.t('claim.button'), style: 'success' })]
        : []),
      proofButton.with({ id, round: draw.round }, { label: words.t('proof.button') }),
      ...(url === undefined ? [] : [linkButton(url, { label: words.t('proof.link') })]),
    ],
  };
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
