import type { AutomodContext } from '../contract.ts';
import type { Subject } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { record } from '../hits/record.ts';
import type { Rule } from '../rules/schema.ts';
import { addStrike, forgetStrikes } from './strikes.ts';

/** Whoever is as hot as can be gets a strike and time to cool down; with the last strike, what the settings say. */
export async function heatStrike(ctx: AutomodContext, subject: Subject, heat: number): Promise<void> {
  const state = stateOf(ctx);
  const { userId, roles } = subject.actor;
  // Before anything is waited for: the next message finds them cool.
  state.coolDown(userId);
  if (await state.isStaff(ctx, userId, roles)) return;
  const { strikes: most, last } = ctx.config.heat;
  const strikes = await addStrike(ctx, userId);
  const isLast = strikes >= most;
  if (isLast) await forgetStrikes(ctx, userId);
  await record(
    ctx,
    {
      rule: heatRule(ctx, isLast ? last : 'timeout', isLast),
      finding: { trigger: 'heat', parameters: { heat: Math.round(heat) } },
    },
    subject,
  );
}

/** Heat is a rule that needs no one to write it. */
function heatRule(
  ctx: AutomodContext,
  penalty: AutomodContext['config']['heat']['last'],
  isLast: boolean,
): Rule {
  const { timeout } = ctx.config.heat;
  const day = 86_400_000;
  const punish = {
    timeout: { type: 'timeout', duration: isLast ? Math.max(timeout, day) : timeout },
    kick: { type: 'kick' },
    ban: { type: 'ban', deleteDays: 0 },
    quarantine: { type: 'quarantine' },
  } as const;
  return {
    id: 'heat',
    name: ctx.t('heat.rule'),
    enabled: true,
    dryRun: false,
    priority: 0,
    scope: 'both',
    triggers: [{ type: 'heat', atLeast: ctx.config.heat.max }],
    conditions: [],
    actions: [{ type: 'delete' }, punish[penalty], { type: 'alert' }],
    cooldown: 0,
    exemptRoles: [],
    exemptChannels: [],
    revision: 0,
    updatedAt: 0,
    updatedBy: '',
    timeouts: 0,
    disabledBecause: 'nothing',
  };
}
