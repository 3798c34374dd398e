import { RouteError, SdkError, z } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import type { Rule } from '../rules/schema.ts';

export const ruleId = z.object({ id: z.string().min(1).max(20) });

/** What a rule's change is refused for is told to the caller. */
export async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SdkError) || error.code === 'DISCORD_REFUSAL') throw error;
    const status =
      { RULE_GONE: 404, RULE_CHANGED: 409, RULES_FULL: 409, PATTERNS_FULL: 409 }[error.code] ?? 422;
    throw new RouteError(status, error.code, error.message);
  }
}

export function unknownRule(): RouteError {
  return new RouteError(404, 'RULE_GONE', 'There is no such rule.');
}

export async function mustFind(ctx: AutomodContext, id: string): Promise<Rule> {
  const rule = await ctx.data.rules.findOne({ id });
  if (!rule) throw unknownRule();
  return rule;
}
