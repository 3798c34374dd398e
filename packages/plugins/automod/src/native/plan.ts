import type { Rule } from '../rules/schema.ts';

/** Discord's limits: rules with words, words of a rule, characters of a word, patterns. */
export const nativeLimits = {
  keywordRules: 6,
  words: 1000,
  wordLength: 60,
  patterns: 10,
  patternLength: 260,
};

/** What Discord's AutoMod is told of one of our rules. `why`: what it can't do, so that ours acts alone. */
export interface NativePlan {
  readonly ruleId: string;
  readonly name: string;
  readonly native: NativeRule | undefined;
  readonly why: NativeObstacle | undefined;
}

export type NativeObstacle =
  | 'off'
  /** Another kind of trigger than words, patterns and mentions. */
  | 'trigger'
  /** Discord knows no conditions. */
  | 'conditions'
  /** Exact texts, or words in disguise. */
  | 'match'
  | 'tooLong'
  | 'tooMany'
  /** It only blocks, alerts, and times out. */
  | 'actions'
  /** There is no room: six rules with words, one for mentions. */
  | 'full';

export interface NativeRule {
  /** Discord's number: 1 words, 5 mentions. */
  readonly triggerType: 1 | 5;
  readonly keywordFilter: readonly string[];
  readonly regexPatterns: readonly string[];
  readonly mentionTotalLimit: number | undefined;
  /** Seconds; Discord times out for mentions and words only. */
  readonly timeoutSeconds: number | undefined;
  readonly exemptRoles: readonly string[];
  readonly exemptChannels: readonly string[];
}

/** Discord's longest timeout by AutoMod: four weeks. */
const longestTimeout = 2_419_200;
/** At most so many of each are left out by one of Discord's rules. */
const mostExempt = { roles: 20, channels: 50 };

/**
 * What of a guild's rules Discord can do itself. Pure. The most important rules get Discord's few places.
 *
 * @param taken places that are in use by rules which are not ours
 */
export function planNative(
  rules: readonly Rule[],
  taken: { readonly keyword: number; readonly mention: number } = { keyword: 0, mention: 0 },
): readonly NativePlan[] {
  let keywordPlaces = nativeLimits.keywordRules - taken.keyword;
  let mentionPlaces = 1 - taken.mention;
  return [...rules]
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    .map((rule) => {
      const plan = nativeOf(rule);
      const base = { ruleId: rule.id, name: rule.name };
      if (typeof plan === 'string') return { ...base, native: undefined, why: plan };
      if (plan.triggerType === 5 ? mentionPlaces <= 0 : keywordPlaces <= 0)
        return { ...base, native: undefined, why: 'full' as const };
      if (plan.triggerType === 5) mentionPlaces -= 1;
      else keywordPlaces -= 1;
      return { ...base, native: plan, why: undefined };
    });
}

function nativeOf(rule: Rule): NativeRule | NativeObstacle {
  if (!rule.enabled || rule.dryRun) return 'off';
  if (rule.conditions.length > 0) return 'conditions';
  if (!rule.actions.some(({ type }) => type === 'delete')) return 'actions';
  if (rule.actions.some(({ type }) => !['delete', 'timeout', 'alert', 'warn'].includes(type)))
    return 'actions';
  if (rule.exemptRoles.length > mostExempt.roles || rule.exemptChannels.length > mostExempt.channels)
    return 'tooMany';
  const timeout = rule.actions.find((action) => action.type === 'timeout');
  const base = {
    timeoutSeconds:
      timeout === undefined ? undefined : Math.min(longestTimeout, Math.round(timeout.duration / 1000)),
    exemptRoles: rule.exemptRoles,
    exemptChannels: rule.exemptChannels,
  };
  const [only] = rule.triggers;
  if (rule.triggers.length === 1 && only?.type === 'mentions') {
    return {
      ...base,
      triggerType: 5,
      keywordFilter: [],
      regexPatterns: [],
      // Ours fires at so many, Discord's above so many.
      mentionTotalLimit: Math.max(1, only.count - 1),
    };
  }
  const keywordFilter: string[] = [];
  const regexPatterns: string[] = [];
  for (const trigger of rule.triggers) {
    if (trigger.type === 'words') {
      if (trigger.match === 'exact' || trigger.match === 'loose') return 'match';
      keywordFilter.push(
        ...trigger.words.map((word) => (trigger.match === 'substring' ? `*${word}*` : word)),
      );
    } else if (trigger.type === 'regex') regexPatterns.push(...trigger.patterns);
    else return 'trigger';
  }
  if (keywordFilter.length > nativeLimits.words || regexPatterns.length > nativeLimits.patterns)
    return 'tooMany';
  if (
    keywordFilter.some((word) => word.length > nativeLimits.wordLength) ||
    regexPatterns.some((pattern) => pattern.length > nativeLimits.patternLength)
  )
    return 'tooLong';
  return { ...base, triggerType: 1, keywordFilter, regexPatterns, mentionTotalLimit: undefined };
}
