import { z } from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import { markFalsePositive, undo } from './undo.ts';

const parameters = { hit: z.string().max(16) };

/** MODERATE_MEMBERS: who may time members out may judge what a rule did. */
const moderating = 1n << 40n;

function mayJudge({ permissions }: { readonly permissions: bigint }): boolean {
  return (permissions & (moderating | 0x8n)) !== 0n;
}

async function answer(
  ctx: AutomodContext & { reply(message: { content: string; ephemeral: boolean }): Promise<void> },
  content: string,
): Promise<void> {
  await ctx.reply({ content, ephemeral: true });
}

export const undoButton = automod.button('undo', parameters, async (ctx, { hit }) => {
  if (!mayJudge(ctx.member)) return answer(ctx, ctx.t('hit.notYours'));
  const result = await undo(ctx, hit, ctx.member.id);
  return answer(ctx, ctx.t(`hit.undone.${result.outcome}`, { actions: result.actions }));
});

export const falsePositiveButton = automod.button('false', parameters, async (ctx, { hit }) => {
  if (!mayJudge(ctx.member)) return answer(ctx, ctx.t('hit.notYours'));
  const marked = await markFalsePositive(ctx, hit, ctx.member.id);
  return answer(ctx, ctx.t(marked ? 'hit.marked' : 'hit.gone'));
});
