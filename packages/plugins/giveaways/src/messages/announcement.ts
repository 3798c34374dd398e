import { DiscordRefusal, linkButton, type OutgoingMessage } from '@guildhall/sdk';
import { proofButton } from '../components/proof.ts';
import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { drawPage } from '../pages/draw.ts';
import { inHowLong } from './giveaway-embed.ts';
import { gone } from './refresh.ts';

type Message = Exclude<OutgoingMessage, string>;

/** Until when the winners claim, and by which button. */
export interface ToClaim {
  readonly by: number;
  readonly button: NonNullable<Message['components']>[number];
}

/** What a channel is told of a draw; without `claim` there is nothing, or nothing more, to claim. */
export function announcement(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  draw: Draw,
  claim?: ToClaim,
): Message & Required<Pick<Message, 'content' | 'components'>> {
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
    ...(claim ? [words.t('announce.claim', { when: inHowLong(claim.by) })] : []),
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
      ...(claim ? [claim.button] : []),
      proofButton.with({ id, round: draw.round }, { label: words.t('proof.button') }),
      ...(url === undefined ? [] : [linkButton(url, { label: words.t('proof.link') })]),
    ],
  };
}

/** Takes the button and the deadline off an announcement whose winners have all claimed, or can't any more. */
export async function closeClaims(
  ctx: GiveawaysContext,
  giveawayId: string,
  round: number,
  pressed = '',
): Promise<void> {
  const waiting = { giveawayId, round, status: 'won', claimBy: { $gte: ctx.clock.now() } } as const;
  if ((await ctx.data.wins.count(waiting)) > 0) return;
  const giveaway = await ctx.data.giveaways.findOne({ id: giveawayId });
  const draw = await ctx.data.draws.findOne({ giveawayId, round });
  // Who is quick presses before the draw has noted its message.
  const messageId = draw?.messageId || pressed;
  if (!giveaway || !draw || messageId === '') return;
  const { content, components } = announcement(ctx, giveaway, draw);
  try {
    // Without it Discord would no longer mark the message for them.
    const mentions = { users: draw.winners };
    await ctx.discord.edit(giveaway.channelId, messageId, { content, components, mentions });
  } catch (error) {
    if (!(error instanceof DiscordRefusal) || !gone.includes(error.discordCode ?? 0)) throw error;
  }
}
