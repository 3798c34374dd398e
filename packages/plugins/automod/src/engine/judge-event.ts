import { PluginProblem, ServiceError } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { plainScorer } from '../heat/heat.ts';
import { heatStrike } from '../heat/heat-strike.ts';
import { record } from '../hits/record.ts';
import { findPatterns, type Pattern } from '../patterns/index.ts';
import { mostTimeouts } from '../rules/schema.ts';
import { noteSlowPatterns } from '../rules/slow-patterns.ts';
import { scorers } from '../service.ts';
import type { Subject } from './facts.ts';
import { type GuildState, stateOf } from './guild-state.ts';
import { judge, type RuleSet, type Verdict } from './rule-set.ts';

const nothingFound = { found: new Set<Pattern>(), off: [] };
const noInvites: ReadonlySet<string> = new Set();

/** Patterns see what was written, and what it reads like when that is something else. */
export function patternTexts({ text }: { readonly text: { readonly raw: string; readonly folded: string } }) {
  return text.folded === text.raw.toLowerCase() ? [text.raw] : [text.raw, text.folded];
}

/** `off`: names of rules that were switched off, because their patterns took too long again. */
async function foundIn(
  ctx: AutomodContext,
  set: RuleSet,
  { message }: Subject,
): Promise<{ readonly found: ReadonlySet<Pattern>; readonly off: readonly string[] }> {
  if (!message || set.patterns.length === 0 || message.text.raw === '') return nothingFound;
  const { found, slow } = await findPatterns(set.patterns, patternTexts(message));
  return { found, off: slow.size === 0 ? [] : await noteSlowPatterns(ctx, set, slow) };
}

/** The highest score that anybody gives. Who does not answer has no say. */
export async function scoreOf(ctx: AutomodContext, subject: Subject): Promise<number> {
  const { message, actor, places } = subject;
  if (!message) return 0;
  const contributions = ctx.contributions(scorers);
  if (contributions.length === 0) return plainScorer.score(message);
  const scores = await Promise.all(
    contributions.map(async (scorer) => {
      try {
        const { score } = await scorer.call({
          text: message.text.raw,
          userId: actor.userId,
          channelId: places[0] ?? '',
        });
        return score;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return 0;
      }
    }),
  );
  return Math.max(0, ...scores);
}

/**
 * Takes in what happened, asks the guild's rules, and acts. Counting comes first and waits for nothing, so that of messages that
 * arrive together each counts the ones before it.
 *
 * @throws `PluginProblem` for admins to put right, after all the rest was done
 */
export async function judgeEvent(ctx: AutomodContext, set: RuleSet, subject: Subject): Promise<void> {
  const state = stateOf(ctx);
  state.memory.note(subject);
  const heat = warm(ctx, state, subject);
  if (isExempt(ctx, subject)) return;
  const { verdicts, off } = await verdictsOf(ctx, set, subject, heat);
  for (const verdict of verdicts) await record(ctx, verdict, subject);
  if (heat >= ctx.config.heat.max && ctx.config.heat.enabled) await heatStrike(ctx, subject, heat);
  if (off.length > 0) {
    throw new PluginProblem(
      'PATTERNS_TOO_SLOW',
      ctx.t('problem.slow', { rules: off.join(', '), count: mostTimeouts }),
      ctx.t('problem.slow.remedy'),
    );
  }
}

function warm(ctx: AutomodContext, state: GuildState, subject: Subject): number {
  const { message, actor, at } = subject;
  if (!message) return state.heatOf(actor.userId, at, ctx.config.heat);
  return state.heatUp(actor.userId, at, plainScorer.score(message), ctx.config.heat);
}

async function verdictsOf(
  ctx: AutomodContext,
  set: RuleSet,
  subject: Subject,
  heat: number,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly off: readonly string[] }> {
  if (set.rules.length === 0) return { verdicts: [], off: [] };
  const state = stateOf(ctx);
  const hasInvites = set.asksInvites && (subject.message?.invites.length ?? 0) > 0;
  const { found, off } = await foundIn(ctx, set, subject);
  const verdicts = judge(set, subject, {
    now: subject.at,
    memory: state.memory,
    heat,
    score: set.asksScore ? await scoreOf(ctx, subject) : 0,
    found,
    ownInvites: hasInvites ? await state.ownInvites(ctx) : noInvites,
    isPanic: state.isPanic(ctx.clock.now()),
    timezone: ctx.guild.timezone,
  });
  return { verdicts, off };
}

export function isExempt({ config }: Pick<AutomodContext, 'config'>, { actor, places }: Subject): boolean {
  return (
    config.exemptRoles.some((role) => actor.roles.includes(role)) ||
    config.exemptChannels.some((channel) => places.includes(channel))
  );
}
