import type { ModerationContext } from '../contract.ts';
import { decide, type Refusal } from '../decision/decide.ts';
import type { Case } from './case.ts';
import { announceCases } from './case-log.ts';

/**
 * Changes a case's reason, or takes it out of the member's history. Nobody edits cases about themselves; the moderation log gets the
 * case anew.
 *
 * @returns the case; why not; `undefined` when there is none
 */
export async function editCase(
  ctx: ModerationContext,
  number: number,
  editorId: string,
  to: { readonly reason?: string; readonly hidden?: boolean },
): Promise<Case | Refusal | undefined> {
  const before = await ctx.data.cases.findOne({ number });
  if (!before) return undefined;
  const refusal =
    before.userId === null
      ? await ctx.cannot(editorId, 'guild', 'ModerateMembers')
      : await decide(ctx, { actorId: editorId, targetId: before.userId, deed: 'note' });
  if (refusal !== undefined && refusal !== 'bot_permission_missing') return refusal;
  const edited = await ctx.data.cases.findOneAndUpdate(
    { number },
    { $set: { ...to, editedBy: editorId, editedAt: ctx.clock.now(), logged: false } },
  );
  await ctx.audit('case.edit', {
    number,
    by: editorId,
    ...to,
    before: { reason: before.reason, hidden: before.hidden },
  });
  await announceCases(ctx);
  return edited;
}
