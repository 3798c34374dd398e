import { type ConditionSurroundings, holds } from '../conditions/holds.ts';
import { Pattern } from '../patterns/index.ts';
import type { Rule } from '../rules/schema.ts';
import { type CompiledTrigger, compileTrigger, type Surroundings } from '../triggers/compile.ts';
import type { Source } from '../triggers/schema.ts';
import type { Subject } from './facts.ts';
import type { Finding } from './finding.ts';

/** A rule, ready to be asked. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly triggers: readonly CompiledTrigger[];
  readonly exemptRoles: ReadonlySet<string>;
  readonly exemptChannels: ReadonlySet<string>;
}

/** A rule that fired, and why. */
export interface Verdict {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** All rules of a guild, compiled once per change: by what they look at, the most important first. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly bySource: ReadonlyMap<Source, readonly CompiledRule[]>;
  /** All patterns of rules that are on. */
  readonly patterns: readonly Pattern[];
  readonly rulesOf: ReadonlyMap<Pattern, readonly string[]>;
  /** Whether own invites, or scorers, are asked about at all. */
  readonly asksInvites: boolean;
  readonly asksScore: boolean;
  /** Whether any rule asks where something is: then a channel's category is looked up. */
  readonly asksPlaces: boolean;
}

/** @throws `PatternRefused` */
export function compileRules(rules: readonly Rule[]): RuleSet {
  const patterns = new Map<string, Pattern>();
  const rulesOf = new Map<Pattern, string[]>();
  const bySource = new Map<Source, CompiledRule[]>();
  let asksInvites = false;
  let asksScore = false;
  let asksPlaces = false;
  const ordered = [...rules].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  for (const rule of ordered) {
    if (!rule.enabled) continue;
    const triggers = rule.triggers.map((trigger) =>
      compileTrigger(trigger, (source) => {
        const pattern = patterns.get(source) ?? new Pattern(source);
        patterns.set(source, pattern);
        rulesOf.set(pattern, [...(rulesOf.get(pattern) ?? []), rule.id]);
        return pattern;
      }),
    );
    asksInvites ||= rule.triggers.some(({ type }) => type === 'invites');
    asksScore ||= rule.triggers.some(({ type }) => type === 'score');
    asksPlaces ||=
      rule.exemptChannels.length > 0 ||
      rule.triggers.some(({ type }) => type === 'honeypot') ||
      rule.conditions.some(({ type }) => type === 'inChannel' || type === 'notInChannel');
    const exempt = {
      exemptRoles: new Set(rule.exemptRoles),
      exemptChannels: new Set(rule.exemptChannels),
    };
    for (const source of new Set(triggers.map((trigger) => trigger.source))) {
      const compiled = { rule, triggers: triggers.filter((trigger) => trigger.source === source), ...exempt };
      const list = bySource.get(source) ?? [];
      list.push(compiled);
      bySource.set(source, list);
    }
  }
  return {
    rules: ordered,
    bySource,
    patterns: [...patterns.values()],
    rulesOf,
    asksInvites,
    asksScore,
    asksPlaces,
  };
}

/** What a subject is asked about: a new member has a name, too. */
export function sourcesOf(subject: Subject): readonly Source[] {
  if (subject.message) return ['message'];
  if (subject.native) return ['native'];
  if (subject.did) return [subject.did];
  return subject.isJoin === true ? ['join', 'member'] : ['member'];
}

/**
 * Asks a guild's rules, the most important first. It goes on after a dry run, and ends with the first rule that acts.
 * Pure: everything that is not in the subject is in what surrounds it.
 */
export function judge(
  set: RuleSet,
  subject: Subject,
  around: Surroundings & ConditionSurroundings,
): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  const compiled = sourcesOf(subject).flatMap((source) => set.bySource.get(source) ?? []);
  for (const { rule, triggers, exemptRoles, exemptChannels } of compiled) {
    if (subject.message && rule.scope !== 'both' && rule.scope !== subject.message.scope) continue;
    if (exemptRoles.size > 0 && subject.actor.roles.some((role) => exemptRoles.has(role))) continue;
    if (exemptChannels.size > 0 && subject.places.some((place) => exemptChannels.has(place))) continue;
    const finding = firstFinding(triggers, subject, around);
    if (!finding || !rule.conditions.every((condition) => holds(condition, subject, around))) continue;
    verdicts.push({ rule, finding });
    if (!rule.dryRun) break;
  }
  return verdicts;
}

function firstFinding(
  triggers: readonly CompiledTrigger[],
  subject: Subject,
  around: Surroundings,
): Finding | undefined {
  for (const trigger of triggers) {
    const finding = trigger.ask(subject, around);
    if (finding) return finding;
  }
  return undefined;
}
