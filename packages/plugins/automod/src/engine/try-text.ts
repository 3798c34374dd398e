import type { AutomodContext } from '../contract.ts';
import { findPatterns } from '../patterns/index.ts';
import type { ActorFacts, Subject } from './facts.ts';
import { messageFacts } from './facts.ts';
import { stateOf } from './guild-state.ts';
import { isExempt, patternTexts, scoreOf } from './judge-event.ts';
import { Memory } from './memory.ts';
import { judge, type RuleSet, type Verdict } from './rule-set.ts';

/** What rules would make of a text, and how they see it. */
export interface Trial {
  readonly plain: string;
  readonly folded: string;
  readonly skeleton: string;
  readonly exempt: boolean;
  readonly verdicts: readonly Verdict[];
  /** Patterns that took too long on it. */
  readonly slow: readonly string[];
}

/**
 * Judges a text as if somebody wrote it now. Nothing is done, counted or kept: what depends on earlier messages does not fire.
 */
export async function tryText(
  ctx: AutomodContext,
  set: RuleSet,
  text: string,
  actor: ActorFacts,
  places: readonly string[],
): Promise<Trial> {
  const state = stateOf(ctx);
  const at = ctx.clock.now();
  const message = messageFacts({ id: '0', content: text }, false);
  const subject: Subject = { at, actor, places, message };
  const memory = new Memory();
  memory.note(subject);
  const { found, slow } = await findPatterns(set.patterns, patternTexts(message));
  const verdicts = judge(set, subject, {
    now: at,
    memory,
    heat: state.heatOf(actor.userId, at, ctx.config.heat),
    score: set.asksScore ? await scoreOf(ctx, subject) : 0,
    found,
    ownInvites: message.invites.length > 0 ? await state.ownInvites(ctx) : new Set(),
    isPanic: state.isPanic(at),
    timezone: ctx.guild.timezone,
  });
  return {
    plain: message.text.plain,
    folded: message.text.folded,
    skeleton: message.text.skeleton,
    exempt: isExempt(ctx, subject),
    verdicts,
    slow: [...slow].map(({ source }) => source),
  };
}
