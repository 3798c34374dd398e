import type { Rule } from '../rules/schema.ts';

/** Discord's limits: rules with words, words of a rule, characters of a word, patterns. */
export const nativeLimits = {
  keywordRules: 6,
  words: 1000,
  wordLength: 60,
  patterns: 10,
  patternLength: 260,
  mentions: 50,
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
  /** It looks at a message when it is written, and again when it is edited. */
  | 'scope'
  /** Another kind of trigger than words, patterns and mentions. */
  | 'trigger'
  /** It counts mentioned roles and members together, and never roles alone. */
  | 'roleMentions'
  /** A rule for mentions is for nothing else. */
  | 'mixed'
  /** Discord knows no conditions. */
  | 'conditions'
  /** Exact texts, or words in disguise. */
  | 'match'
  | 'tooLong'
  | 'tooMany'
  /** It only blocks, alerts, and times out. */
  | 'actions'
  /** There is no room: six rules with words, one for mentions. */
  | 'full'
  | 'fullMentions';

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

/** What the settings leave out of every rule. */
type Exempt = Pick<Rule, 'exemptRoles' | 'exemptChannels'>;

/**
 * What of a guild's rules Discord can do itself. Pure. The most important rules get Discord's few places.
 *
 * @param taken places that are in use by rules which are not ours
 */
export function planNative(
  rules: readonly Rule[],
  exempt: Exempt,
  taken: { readonly keyword: number; readonly mention: number } = { keyword: 0, mention: 0 },
): readonly NativePlan[] {
  let keywordPlaces = nativeLimits.keywordRules - taken.keyword;
  let mentionPlaces = 1 - taken.mention;
  return [...rules]
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    .map((rule) => {
      const plan = nativeOf(rule, exempt);
      const base = { ruleId: rule.id, name: rule.name };
      if (typeof plan === 'string') return { ...base, native: undefined, why: plan };
      const isMentions = plan.triggerType === 5;
      if ((isMentions ? mentionPlaces : keywordPlaces) <= 0)
        return { ...base, native: undefined, why: isMentions ? 'fullMentions' : 'full' };
      if (isMentions) mentionPlaces -= 1;
      else keywordPlaces -= 1;
      return { ...base, native: plan, why: undefined };
    });
}

function nativeOf(rule: Rule, exempt: Exempt): NativeRule | NativeObstacle {
  if (!rule.enabled || rule.dryRun) return 'off';
  if (rule.scope !== 'both') return 'scope';
  if (rule.conditions.length > 0) return 'conditions';
  if (!rule.actions.some(({ type }) => type === 'delete')) return 'actions';
  if (rule.actions.some(({ type }) => !['delete', 'timeout', 'alert', 'warn'].includes(type)))
    return 'actions';
  const exemptRoles = [...new Set([...exempt.exemptRoles, ...rule.exemptRoles])];
  const exemptChannels = [...new Set([...exempt.exemptChannels, ...rule.exemptChannels])];
  if (exemptRoles.length > mostExempt.roles || exemptChannels.length > mostExempt.channels) return 'tooMany';
  const timeout = rule.actions.find((action) => action.type === 'timeout');
  const base = {
    timeoutSeconds:
      timeout === undefined ? undefined : Math.min(longestTimeout, Math.round(timeout.duration / 1000)),
    exemptRoles,
    exemptChannels,
  };
  const limit = mentionLimit(rule);
  if (typeof limit === 'string') return limit;
  if (limit !== undefined)
    return { ...base, triggerType: 5, keywordFilter: [], regexPatterns: [], mentionTotalLimit: limit };
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

/**
 * The most mentions that Discord lets through; `undefined` for a rule that counts none. Discord adds up members and roles. A rule that
 * counts both is put so that Discord never stops what the rule would let pass; what is left of it automod does. One that counts
 * members only is taken at its word, roles included.
 */
function mentionLimit({ triggers }: Rule): number | NativeObstacle | undefined {
  const least = (type: 'mentions' | 'roleMentions') =>
    Math.min(
      ...triggers.map((trigger) => (trigger.type === type ? trigger.count : Number.POSITIVE_INFINITY)),
    );
  const [members, roles] = [least('mentions'), least('roleMentions')];
  if (members === Number.POSITIVE_INFINITY && roles === Number.POSITIVE_INFINITY) return undefined;
  if (triggers.some(({ type }) => type !== 'mentions' && type !== 'roleMentions')) return 'mixed';
  if (members === Number.POSITIVE_INFINITY) return 'roleMentions';
  // A rule fires at so many, Discord above so many.
  const limit = members - 1 + (roles === Number.POSITIVE_INFINITY ? 0 : roles - 1);
  return limit > nativeLimits.mentions ? 'tooMany' : Math.max(1, limit);
}
