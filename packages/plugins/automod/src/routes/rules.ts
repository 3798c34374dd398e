import { z } from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import { stateOfRule } from '../rules/describe.ts';
import { ruleFormSchema, shownRuleSchema } from '../rules/schema.ts';
import { allRules, createRule, deleteRule, formOf, saveRule } from '../rules/store.ts';
import { mustFind, orRefuse, ruleId, unknownRule } from './find-rule.ts';

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['on', 'off', 'dryRun', 'slow']),
  priority: z.int(),
  triggers: z.string(),
  actions: z.string(),
  hits: z.int(),
  falsePositives: z.int(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  revision: z.int(),
});

export const listRules = automod.route(
  'GET /rules',
  {
    access: 'manager',
    description: 'All rules, the most important first, with how often they fired in the last 30 days',
    returns: z.array(rowSchema),
  },
  async (ctx) => {
    const since = ctx.clock.now() - 30 * 86_400_000;
    const [rules, counts, wrong] = await Promise.all([
      allRules(ctx),
      hitsByRule(ctx, { at: { $gte: since } }),
      hitsByRule(ctx, { at: { $gte: since }, verdict: 'falsePositive' }),
    ]);
    return rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      state: stateOfRule(rule),
      priority: rule.priority,
      triggers: rule.triggers.map(({ type }) => ctx.t(`trigger.${type}`)).join(', '),
      actions: rule.actions.map(({ type }) => ctx.t(`action.${type}`)).join(', '),
      hits: counts.get(rule.id) ?? 0,
      falsePositives: wrong.get(rule.id) ?? 0,
      updatedAt: new Date(rule.updatedAt).toISOString(),
      updatedBy: rule.updatedBy,
      revision: rule.revision,
    }));
  },
);

async function hitsByRule(
  ctx: AutomodContext,
  match: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.data.hits.aggregate(
    [{ $match: match }, { $group: { _id: '$ruleId', count: { $sum: 1 } } }],
    z.object({ _id: z.string(), count: z.int() }),
  );
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

export const readRule = automod.route(
  'GET /rules/{id}',
  { access: 'manager', description: 'One rule', params: ruleId, returns: shownRuleSchema },
  (ctx, { params }) => mustFind(ctx, params.id),
);

export const createRuleRoute = automod.route(
  'POST /rules',
  { access: 'admin', description: 'Makes a rule', body: ruleFormSchema, returns: shownRuleSchema },
  (ctx, { body }) => orRefuse(() => createRule(ctx, body, ctx.actor?.userId ?? '')),
);

export const saveRuleRoute = automod.route(
  'PUT /rules/{id}',
  {
    access: 'admin',
    description: 'Changes a rule; with `revision`, only when nobody else has changed it meanwhile',
    params: ruleId,
    body: ruleFormSchema.extend({ revision: z.int().optional() }),
    returns: shownRuleSchema,
  },
  (ctx, { params, body: { revision, ...form } }) =>
    orRefuse(() => saveRule(ctx, params.id, form, revision, ctx.actor?.userId ?? '')),
);

export const deleteRuleRoute = automod.route(
  'DELETE /rules/{id}',
  {
    access: 'admin',
    description: 'Deletes a rule, and answers what it was',
    params: ruleId,
    returns: shownRuleSchema,
  },
  async (ctx, { params }) => {
    const deleted = await deleteRule(ctx, params.id, ctx.actor?.userId ?? '');
    if (!deleted) throw unknownRule();
    return deleted;
  },
);

export const switchRule = automod.route(
  'POST /rules/{id}/switch',
  {
    access: 'admin',
    description: 'Switches a rule on, off, or to being tried out',
    params: ruleId,
    body: z.object({ state: z.enum(['on', 'off', 'dryRun']) }),
    returns: z.object({ id: z.string(), state: z.string() }),
  },
  async (ctx, { params, body: { state } }) => {
    const rule = await mustFind(ctx, params.id);
    const form = { ...formOf(rule), enabled: state !== 'off', dryRun: state === 'dryRun' };
    await orRefuse(() => saveRule(ctx, rule.id, form, rule.revision, ctx.actor?.userId ?? ''));
    return { id: rule.id, state };
  },
);
