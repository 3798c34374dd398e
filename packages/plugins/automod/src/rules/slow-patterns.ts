import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Pattern } from '../patterns/index.ts';
import { mostTimeouts } from './schema.ts';
import { ensureState } from './state.ts';

/**
 * Counts patterns that took too long, and switches their rule off when it happens again and again. Whoever switches it on gives it as
 * many tries again.
 *
 * @returns names of the rules that it switched off
 */
export async function noteSlowPatterns(
  ctx: AutomodContext,
  set: RuleSet,
  slow: ReadonlySet<Pattern>,
): Promise<readonly string[]> {
  const off: string[] = [];
  const ids = new Set([...slow].flatMap((pattern) => set.rulesOf.get(pattern) ?? []));
  for (const id of ids) {
    const rule = await ctx.data.rules.findOneAndUpdate({ id }, { $inc: { timeouts: 1 } });
    ctx.log.warn('a pattern took too long', { rule: id, timeouts: rule?.timeouts ?? 0 });
    if (!rule || rule.timeouts < mostTimeouts) continue;
    const first = await ctx.data.rules.updateOne(
      { id, enabled: true },
      { $set: { enabled: false, disabledBecause: 'slowPatterns' }, $inc: { revision: 1 } },
    );
    if (!first) continue;
    await rulesChanged(ctx);
    await ctx.audit('rule.disabled', { ruleId: id, name: rule.name, why: 'slowPatterns' });
    off.push(rule.name);
  }
  return off;
}

/** Tells every process that rules are not what they were. */
export async function rulesChanged(ctx: AutomodContext): Promise<void> {
  await ensureState(ctx);
  await ctx.data.state.updateOne({ id: 'state' }, { $inc: { rules: 1 } });
  stateOf(ctx).changed();
}
