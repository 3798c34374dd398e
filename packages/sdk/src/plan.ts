import type { LocalizedText } from './localized.ts';

/** What a guild has: each includes the ones before it. */
export type PlanName = 'free' | 'premium' | 'enterprise';

/** A feature that takes more than the free plan. */
export interface PremiumFeature {
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  /** The least plan that has it. Default: `premium`. */
  readonly from?: Exclude<PlanName, 'free'>;
}

/** A guild's plan, as far as it concerns one plugin. Asked anew at each call: a plan may begin or end at any time. */
export interface GuildPlan {
  /**
   * Whether the guild may use a feature that the plugin declares under `premium`.
   *
   * @throws `TypeError` for one that it doesn't declare
   * @example
   * if (!(await ctx.plan.has('unlimited'))) return ctx.reply(ctx.t('limit.reached'));
   */
  has(feature: string): Promise<boolean>;
  /** `until` is absent where the plan has no end. */
  current(): Promise<{ readonly name: PlanName; readonly until?: Date }>;
}
