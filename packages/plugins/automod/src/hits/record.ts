import { DuplicateKeyError, PluginProblem } from '@guildhall/sdk';
import type { Deed, Performed } from '../actions/deed.ts';
import { type ActingAction, isTold, performAll } from '../actions/perform.ts';
import type { AutomodContext } from '../contract.ts';
import type { Subject } from '../engine/facts.ts';
import { hashOf } from '../engine/facts.ts';
import { type Ongoing, stateOf } from '../engine/guild-state.ts';
import type { Verdict } from '../engine/rule-set.ts';
import { alert } from './alert.ts';
import { askModerators } from './ask.ts';

/** So long, what a member goes on doing belongs to the same hit: it is counted and deleted, and nobody is punished twice. */
const goesOnFor = 10_000;

/** The same event gives the same id, so that an event that Discord delivers again is acted on once. */
function hitIdOf({ rule }: Verdict, subject: Subject): string {
  const { message, thread, actor, at, did } = subject;
  // A thread that begins at a message has its id.
  const event = message ? `${thread ? 'thread ' : ''}${message.id}` : `${actor.userId}${at}${did ?? ''}`;
  return hashOf({ id: '', content: `${rule.id} ${event} ${message?.scope ?? ''}` }).slice(0, 14);
}

export function reasonOf(ctx: Pick<AutomodContext, 't'>, { finding }: Pick<Verdict, 'finding'>): string {
  return ctx.t(`found.${finding.trigger}`, finding.parameters);
}

/**
 * Does what a rule that fired says, and writes down what was found and what was done. What was found is written before anything is
 * done: after a crash in between, the hit is there without its actions.
 *
 * @throws `PluginProblem` when Discord refused something, after all the rest was done
 */
export async function record(ctx: AutomodContext, verdict: Verdict, subject: Subject): Promise<void> {
  const { rule, finding } = verdict;
  const state = stateOf(ctx);
  const { actor, places, at, thread } = subject;
  const reason = reasonOf(ctx, verdict);
  const deed: Deed = {
    hitId: hitIdOf(verdict, subject),
    ruleId: rule.id,
    ruleName: rule.name,
    subject,
    finding,
    reason: thread ? ctx.t('found.inThreadName', { reason }) : reason,
  };
  const key = `${rule.id} ${actor.userId}`;
  const ongoing = state.ongoing.get(key);
  const calm = Math.max(goesOnFor, rule.cooldown);
  if (ongoing && at - ongoing.at < calm) {
    // Without a cooldown it goes on as long as they do; a cooldown ends when it ends.
    if (rule.cooldown === 0) ongoing.at = Math.max(ongoing.at, at);
    await goOn(ctx, verdict, deed, ongoing);
    return;
  }
  if (state.ongoing.size > 5000) state.ongoing.clear();
  let isWritten: () => void = () => undefined;
  const written = new Promise<void>((resolve) => {
    isWritten = resolve;
  });
  state.ongoing.set(key, { hitId: deed.hitId, at, written });

  const isStaff = await state.isStaff(ctx, actor.userId, actor.roles);
  const acts = !rule.dryRun && !isStaff;
  try {
    await ctx.data.hits.insertOne({
      id: deed.hitId,
      at,
      ruleId: rule.id,
      ruleName: rule.name,
      userId: actor.userId,
      userName: actor.name,
      channelId: places[0] ?? '',
      trigger: finding.trigger,
      reason: deed.reason,
      dryRun: rule.dryRun,
      count: 1,
      performed: acts
        ? []
        : rule.actions.map(({ type }) => ({
            type,
            outcome: 'skipped',
            detail: isStaff ? 'staff' : 'dryRun',
          })),
      verdict: 'open',
      undoneAt: 0,
      alertIn: acts ? alertChannelOf(ctx, rule) : '',
      alerted: false,
      decided: '',
    });
  } catch (error) {
    if (error instanceof DuplicateKeyError) return;
    state.ongoing.delete(key);
    throw error;
  } finally {
    isWritten();
  }
  if (!acts) explain(ctx, deed, isStaff ? 'why.staff' : 'why.dryRun');
  ctx.emit('hit', {
    hitId: deed.hitId,
    ruleId: rule.id,
    userId: actor.userId,
    trigger: finding.trigger,
    dryRun: rule.dryRun,
  });
  if (!acts) return;

  const { performed, refusal } = await performAll(
    ctx,
    rule.actions.filter((action): action is ActingAction => !isTold(action)),
    deed,
  );
  explainActs(ctx, deed, performed);
  await ctx.data.hits.updateOne({ id: deed.hitId }, { $set: { performed: [...performed] } });
  for (const action of rule.actions.filter(isTold)) {
    if (action.type === 'alert') await alert(ctx, deed, performed, alertChannelOf(ctx, rule));
    else await askModerators(ctx, deed, action);
  }
  const problem = problemOf(ctx, deed, performed, refusal);
  if (problem) throw problem;
}

function alertChannelOf(ctx: AutomodContext, { actions }: Verdict['rule']): string {
  const action = actions.find(({ type }) => type === 'alert');
  if (action?.type !== 'alert') return '';
  return action.channel ?? ctx.config.alertChannel ?? '';
}

/** What was found, and of what follows from it that which Discord let be done. */
function explainActs(ctx: AutomodContext, deed: Deed, performed: readonly Performed[]): void {
  const took = performed.filter(({ outcome }) => outcome === 'done');
  if (took.length === 0) explain(ctx, deed, 'why.hit');
  else
    explain(ctx, deed, 'why.acted', { actions: took.map(({ type }) => ctx.t(`action.${type}`)).join(', ') });
}

function explain(
  ctx: AutomodContext,
  { subject, ruleName, reason }: Deed,
  key: string,
  more: { readonly actions?: string } = {},
): void {
  const [channel] = subject.places;
  ctx.explain(
    {
      member: subject.actor.userId,
      ...(subject.message && !subject.thread ? { message: subject.message.id } : {}),
      ...(channel === undefined ? {} : { channel }),
    },
    key,
    { rule: ruleName, reason, ...more },
  );
}

/** Counts, and deletes when the rule does. */
async function goOn(ctx: AutomodContext, { rule }: Verdict, deed: Deed, ongoing: Ongoing): Promise<void> {
  // What is not there yet can't be counted.
  const counted = ongoing.written.then(() => count(ctx, ongoing.hitId));
  const { actor } = deed.subject;
  if (
    !rule.dryRun &&
    rule.actions.some(({ type }) => type === 'delete') &&
    !(await stateOf(ctx).isStaff(ctx, actor.userId, actor.roles))
  ) {
    const { refusal } = await performAll(ctx, [{ type: 'delete' }], deed);
    const problem = problemOf(ctx, deed, [], refusal);
    if (problem) throw problem;
  }
  await counted;
}

/** Counts of a hit that wait while one is being written: a storm is a few writes. */
const uncounted = new Map<string, { more: number; readonly written: Promise<void> }>();

function count(ctx: AutomodContext, hitId: string): Promise<void> {
  const key = `${ctx.guild.id} ${hitId}`;
  const waiting = uncounted.get(key);
  if (waiting) {
    waiting.more += 1;
    return waiting.written;
  }
  const write = async (): Promise<void> => {
    await Promise.resolve();
    try {
      for (let more = entry.more; more > 0; more = entry.more) {
        entry.more = 0;
        await ctx.data.hits.updateOne({ id: hitId }, { $inc: { count: more } });
      }
    } finally {
      uncounted.delete(key);
    }
  };
  const entry = { more: 1, written: write() };
  uncounted.set(key, entry);
  return entry.written;
}

function problemOf(
  ctx: AutomodContext,
  deed: Deed,
  performed: readonly Performed[],
  cause: unknown,
): PluginProblem | undefined {
  const refused = performed.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0 && cause === undefined) return undefined;
  const actions = refused.map(({ type }) => ctx.t(`action.${type}`)).join(', ');
  return new PluginProblem(
    'ACTION_REFUSED',
    ctx.t('problem.refused', { rule: deed.ruleName, actions: actions || ctx.t('action.delete') }),
    ctx.t('problem.refused.remedy'),
    { cause },
  );
}
