import { hashOf, type MessageParts, messageFacts, type Subject } from '../../src/engine/facts.ts';
import { Memory } from '../../src/engine/memory.ts';
import { compileRules, judge, type RuleSet, type Verdict } from '../../src/engine/rule-set.ts';
import { normalise } from '../../src/normalise/index.ts';
import { presetRules } from '../../src/rules/presets.ts';
import { type Rule, ruleFormSchema } from '../../src/rules/schema.ts';
import type { TriggerType } from '../../src/triggers/schema.ts';
import type { Evasion } from './evasion.ts';
import { adminRules } from './evasions.ts';

function kept(form: object, id: string): Rule {
  // Rules that are only tried are all asked, and each shows what it finds.
  const rule = ruleFormSchema.parse({ ...form, dryRun: true });
  return { ...rule, id, revision: 1, updatedAt: 0, updatedBy: '', timeouts: 0, disabledBecause: 'nothing' };
}

/** What is on in a guild that changed nothing. */
export const standard: RuleSet = compileRules(
  presetRules('essentials', (key) => key).map((form, index) => kept(form, `standard ${index}`)),
);

const alert = [{ type: 'alert' }];

/** The presets that look at messages, all together, and rules as admins make them. */
export const everything: RuleSet = compileRules([
  ...(['essentials', 'antiCaps'] as const).flatMap((id) =>
    presetRules(id, (key) => key).map((form, index) => kept(form, `${id} ${index}`)),
  ),
  kept(
    { name: 'words', triggers: [{ type: 'words', words: adminRules.words, match: 'loose' }], actions: alert },
    'words',
  ),
  kept(
    { name: 'domains', triggers: [{ type: 'domains', domains: adminRules.domains }], actions: alert },
    'domains',
  ),
  kept(
    { name: 'names', triggers: [{ type: 'nickname', words: adminRules.nicknames }], actions: alert },
    'names',
  ),
]);

/** A guild in which things happen one after the other, as the plugin sees them. */
export class Scenario {
  readonly #set: RuleSet;
  readonly #memory = new Memory();
  #now = Date.UTC(2026, 4, 1, 12);
  #count = 0;

  constructor(set: RuleSet) {
    this.#set = set;
  }

  wait(milliseconds: number): void {
    this.#now += milliseconds;
  }

  say(parts: Partial<MessageParts>, member = 0): readonly Verdict[] {
    this.#count += 1;
    return this.#judged({ id: String(this.#count), ...parts }, member, false);
  }

  /** Changes what was said last. */
  edit(parts: Partial<MessageParts>, member = 0): readonly Verdict[] {
    return this.#judged({ id: String(this.#count), ...parts }, member, true);
  }

  rename(name: string): readonly Verdict[] {
    return this.#ask({ ...this.#by(0), names: normalise(name) });
  }

  #judged(parts: MessageParts, member: number, edited: boolean): readonly Verdict[] {
    if (!this.#memory.isNews(parts.id, hashOf(parts))) return [];
    return this.#ask({ ...this.#by(member), message: messageFacts(parts, edited) });
  }

  #by(member: number): Subject {
    const userId = String(200_000_000_000_000_000n + BigInt(member));
    const actor = { userId, name: `member ${member}`, roles: [], joinedAt: 0, hasAvatar: true };
    return { at: this.#now, actor, places: ['1'] };
  }

  #ask(subject: Subject): readonly Verdict[] {
    this.#memory.note(subject);
    return judge(this.#set, subject, {
      now: this.#now,
      memory: this.#memory,
      heat: 0,
      score: 0,
      found: new Set(),
      ownInvites: new Set(),
      isPanic: false,
      timezone: 'UTC',
    });
  }
}

/** What the rules find in an attempt. */
export function foundIn({ steps }: Evasion): ReadonlySet<TriggerType> {
  const scenario = new Scenario(everything);
  const found = new Set<TriggerType>();
  for (const step of steps) {
    const verdicts =
      'say' in step
        ? scenario.say(step.say, step.by)
        : 'edit' in step
          ? scenario.edit(step.edit)
          : scenario.rename(step.name);
    for (const { finding } of verdicts) found.add(finding.trigger);
    scenario.wait(('pause' in step ? step.pause : undefined) ?? 1000);
  }
  return found;
}
