import type { Author } from '../cases/case.ts';
import type { ModerationContext } from '../contract.ts';
import { decide, type Refusal } from '../decision/decide.ts';
import type { MemberDeed } from '../decision/deeds.ts';

export interface Deed {
  readonly deed: MemberDeed;
  readonly userId: string;
  readonly by: Author;
  readonly reason?: string | undefined;
  readonly roleId?: string | undefined;
}

/** Why a deed is not done: the decision, and whether the guild wants a reason. Whoever it was about can ask `/why`. */
export async function whyNot(
  ctx: ModerationContext,
  { deed, userId, by, reason, roleId }: Deed,
): Promise<Refusal | undefined> {
  const refusal = await decide(ctx, { actorId: by.id, targetId: userId, deed, roleId });
  if (refusal !== undefined) {
    ctx.explain({ member: by.id ?? userId }, 'why.refused', {
      deed: ctx.guild.t(`kind.${deed}`),
      why: ctx.guild.t(`refusal.${refusal}`),
    });
    return refusal;
  }
  const isHuman = by.source === 'command' || by.source === 'dashboard';
  return ctx.config.reasonRequired && isHuman && !reason?.trim() ? 'reason_required' : undefined;
}
