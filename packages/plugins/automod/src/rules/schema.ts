import { field, z } from '@guildhall/sdk';
import { actionSchema } from '../actions/schema.ts';
import { conditionSchema } from '../conditions/schema.ts';
import { triggerSchema } from '../triggers/schema.ts';

/** Rules of one guild. */
export const mostRules = 100;
/** Patterns of all rules of one guild together. */
export const mostPatterns = 500;

/** Roles, and channels, that one rule leaves out. */
export const mostExempt = 50;

/** What an admin says about a rule. */
export const ruleFormSchema = z.object({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** Records what it would have done, and does nothing. */
  dryRun: z.boolean().default(false),
  /** The highest is asked first. The first rule that fires is the last that is asked. */
  priority: z.int().min(-1000).max(1000).default(0),
  scope: z.enum(['new', 'edited', 'both']).default('both'),
  /** One of them is enough. */
  triggers: z.array(triggerSchema).min(1).max(10),
  /** All of them must hold. */
  conditions: z.array(conditionSchema).max(10).default([]),
  actions: z.array(actionSchema).min(1).max(5),
  /** So long after it acted on a member, it only deletes what they write. In milliseconds. */
  cooldown: field.duration({ max: '24 h' }).default(0),
  exemptRoles: z.array(field.role()).max(mostExempt).default([]),
  exemptChannels: z.array(field.channel()).max(mostExempt).default([]),
});

export type RuleForm = z.output<typeof ruleFormSchema>;

/** A rule, as it is kept. */
export const ruleSchema = ruleFormSchema.extend({
  id: z.string(),
  /** Counts changes: who changes a rule says which state of it they saw. */
  revision: z.int(),
  updatedAt: z.int(),
  updatedBy: z.string(),
  /** Patterns that took too long, so far. */
  timeouts: z.int().default(0),
  /** Why the plugin switched it off by itself. */
  disabledBecause: z.enum(['slowPatterns', 'nothing']).default('nothing'),
});

export type Rule = z.output<typeof ruleSchema>;

const part = z.looseObject({ type: z.string() });

/** A rule as routes answer it: its parts were checked when it was saved, and are not described again in each answer. */
export const shownRuleSchema = ruleSchema.extend({
  triggers: z.array(part),
  conditions: z.array(part),
  actions: z.array(part),
});

/** After so many times, a rule whose patterns take too long is switched off. */
export const mostTimeouts = 5;
