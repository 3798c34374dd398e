import type { Case } from '../cases/case.ts';
import type { ModerationContext } from '../contract.ts';

/** What Discord's audit log says: who really did it, and where to read more. */
export function auditReason(
  ctx: ModerationContext,
  { number, moderatorId, reason, source, sourceName }: Case,
): string {
  const who = moderatorId ?? ctx.guild.t(`source.${source}`, { name: sourceName ?? '' });
  return ctx.guild
    .t('audit.reason', { number, who, reason: reason ?? ctx.guild.t('case.noReason') })
    .slice(0, 512);
}
