import { DuplicateKeyError, SdkError } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { compileRules } from '../engine/rule-set.ts';
import { mostPatterns, mostRules, type Rule, type RuleForm } from './schema.ts';
import { rulesChanged } from './slow-patterns.ts';
import { ensureState } from './state.ts';

/** A rule that can't be kept. `code`: `RULES_FULL`, `PATTERNS_FULL`, `RULE_CHANGED`, `RULE_GONE`. */
export class RuleRefused extends SdkError {}

export async function allRules(ctx: AutomodContext): Promise<readonly Rule[]> {
  const rules = await ctx.data.rules.find({});
  return rules.sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
}

const patternsOf = ({ triggers }: RuleForm): number =>
  triggers.reduce((sum, trigger) => sum + (trigger.type === 'regex' ? trigger.patterns.length : 0), 0);

/** Rules are compiled when they are saved: what can't be compiled is refused there and then. @throws `PatternRefused`, `RuleRefused` */
async function check(ctx: AutomodContext, rule: Rule, isNew: boolean): Promise<void> {
  compileRules([rule]);
  const others = (await allRules(ctx)).filter(({ id }) => id !== rule.id);
  if (isNew && others.length >= mostRules)
    throw new RuleRefused('RULES_FULL', ctx.t('rule.full', { count: mostRules }), ctx.t('rule.full.remedy'));
  if (others.reduce((sum, other) => sum + patternsOf(other), patternsOf(rule)) > mostPatterns)
    throw new RuleRefused('PATTERNS_FULL', ctx.t('rule.patterns', { count: mostPatterns }));
}

/** @returns the rule, with its id. @throws `PatternRefused`, `RuleRefused` */
export async function createRule(ctx: AutomodContext, form: RuleForm, by: string): Promise<Rule> {
  const now = ctx.clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const id = idFrom(`${now} ${by} ${form.name} ${attempt}`);
    const rule: Rule = {
      ...form,
      id,
      revision: 1,
      updatedAt: now,
      updatedBy: by,
      timeouts: 0,
      disabledBecause: 'nothing',
    };
    await check(ctx, rule, true);
    try {
      await ctx.data.rules.insertOne(rule);
    } catch (error) {
      if (error instanceof DuplicateKeyError && attempt < 20) continue;
      throw error;
    }
    await rulesChanged(ctx);
    await ctx.audit('rule.created', { ruleId: id, name: rule.name, by });
    return rule;
  }
}

/**
 * Replaces what an admin says about a rule. A rule that was switched off by itself begins anew.
 * @param revision the state of it that they saw. @throws `RuleRefused` `RULE_CHANGED` when somebody was quicker
 */
export async function saveRule(
  ctx: AutomodContext,
  id: string,
  form: RuleForm,
  revision: number | undefined,
  by: string,
): Promise<Rule> {
  const before = await ctx.data.rules.findOne({ id });
  if (!before) throw new RuleRefused('RULE_GONE', ctx.t('rule.gone'));
  const change = {
    ...form,
    updatedAt: ctx.clock.now(),
    updatedBy: by,
    timeouts: 0,
    disabledBecause: 'nothing' as const,
  };
  await check(ctx, { ...before, ...change }, false);
  const seen = revision ?? before.revision;
  const saved = await ctx.data.rules.findOneAndUpdate(
    { id, revision: seen },
    { $set: { ...change, revision: seen + 1 } },
  );
  if (!saved) throw new RuleRefused('RULE_CHANGED', ctx.t('rule.changed'), ctx.t('rule.changed.remedy'));
  await rulesChanged(ctx);
  await ctx.audit('rule.saved', { ruleId: id, name: saved.name, by });
  return saved;
}

export async function deleteRule(ctx: AutomodContext, id: string, by: string): Promise<Rule | undefined> {
  const rule = await ctx.data.rules.findOne({ id });
  if (!rule || !(await ctx.data.rules.deleteOne({ id }))) return undefined;
  await rulesChanged(ctx);
  await ctx.audit('rule.deleted', { ruleId: id, name: rule.name, by, rule: formOf(rule) });
  return rule;
}

/** What an admin said about it, without what the plugin keeps. */
export function formOf(rule: Rule): RuleForm {
  const { id, revision, updatedAt, updatedBy, timeouts, disabledBecause, ...form } = rule;
  return form;
}

function idFrom(seed: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(-7);
}

/** The first time, the guild gets the rules that the settings say; an admin who deletes them gets none again. */
export async function startRules(ctx: AutomodContext, forms: readonly RuleForm[]): Promise<void> {
  await ensureState(ctx);
  const first = await ctx.data.state.updateOne({ id: 'state', started: false }, { $set: { started: true } });
  if (!first) return;
  for (const form of forms) await createRule(ctx, form, 'automod');
}
