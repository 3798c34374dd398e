import type { ModerationCommandContext } from '../contract.ts';
import { readDuration } from '../deeds/duration.ts';
import { outcomeText } from '../deeds/outcome-text.ts';
import { type DiscordDeed, type Outcome, perform } from '../deeds/perform.ts';

interface Given {
  readonly userId: string;
  readonly reason?: string | undefined;
  /** As it was typed. */
  readonly duration?: string | undefined;
  /** Days. */
  readonly deleteDays?: number | undefined;
}

/** A command's order: carried out and answered, for the moderator's eyes alone. */
export async function orderFromCommand(
  ctx: ModerationCommandContext,
  deed: DiscordDeed,
  { userId, reason, duration, deleteDays }: Given,
): Promise<Outcome | undefined> {
  const length = duration === undefined ? undefined : readDuration(duration);
  if (duration !== undefined && length === undefined) {
    await ctx.reply({ content: `⛔ ${ctx.t('refusal.duration')}`, ephemeral: true });
    return undefined;
  }
  // A member's message, a ban and a case may take longer than the three seconds that Discord waits.
  await ctx.defer({ ephemeral: true });
  const outcome = await perform(ctx, {
    deed,
    userId,
    by: { id: ctx.member.id, source: 'command' },
    origin: `interaction:${ctx.interaction.id}`,
    reason,
    duration: length,
    ...(deleteDays === undefined ? {} : { deleteMessages: deleteDays * 86_400 }),
  });
  await ctx.reply({ content: outcomeText(ctx, outcome), ephemeral: true });
  return outcome;
}
