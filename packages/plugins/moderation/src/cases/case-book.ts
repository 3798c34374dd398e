import { DuplicateKeyError } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import type { Author, Case, CaseKind } from './case.ts';
import { announceCases } from './case-log.ts';

/** A case that is about to be written down. */
export interface NewCase {
  readonly kind: CaseKind;
  readonly origin: string;
  readonly by: Author;
  readonly userId?: string;
  readonly channelId?: string;
  readonly roleId?: string;
  readonly reason?: string | undefined;
  readonly duration?: number | undefined;
  readonly points?: number | undefined;
  readonly count?: number | undefined;
  /** When it happened. Default: now. */
  readonly at?: number;
}

/** Of a case that may have been opened before. */
export interface Opened {
  readonly opened: Case;
  /** Whether this call wrote it down: of several with one origin, exactly one did. */
  readonly isNew: boolean;
}

/**
 * Writes a case down, `open` until `settleCase`. Numbers are counted by one atomic write, so none comes twice; the origin is unique,
 * so what is tried again finds its case. Between the two a process may die: then a number is left out, and nothing else.
 */
export async function openCase(ctx: ModerationContext, draft: NewCase): Promise<Opened> {
  const known = await ctx.data.cases.findOne({ origin: draft.origin });
  if (known?.state === 'failed') {
    // What time ends is tried again.
    const reopened = { state: 'open', failure: null, logged: false } as const;
    await ctx.data.cases.updateOne({ number: known.number }, { $set: reopened });
    return { opened: { ...known, ...reopened }, isNew: false };
  }
  if (known) return { opened: known, isNew: false };
  const opened: Case = {
    number: await takeNumbers(ctx, 'case', 1),
    origin: draft.origin,
    kind: draft.kind,
    state: 'open',
    userId: draft.userId ?? null,
    channelId: draft.channelId ?? null,
    roleId: draft.roleId ?? null,
    moderatorId: draft.by.id,
    source: draft.by.source,
    sourceName: draft.by.name ?? null,
    reason: draft.reason?.trim() || null,
    at: draft.at ?? ctx.clock.now(),
    duration: draft.duration ?? null,
    points: draft.points ?? null,
    count: draft.count ?? null,
    told: 'no',
    hidden: false,
    logged: false,
    failure: null,
    editedBy: null,
    editedAt: null,
  };
  try {
    await ctx.data.cases.insertOne(opened);
    return { opened, isNew: true };
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    const first = await ctx.data.cases.findOne({ origin: draft.origin });
    if (!first) throw error;
    return { opened: first, isNew: false };
  }
}

/** What became of a case. It is then due in the moderation log. */
export async function settleCase(
  ctx: ModerationContext,
  number: number,
  result: Partial<Pick<Case, 'told' | 'failure' | 'count'>> & { readonly state: 'done' | 'failed' },
): Promise<Case | undefined> {
  const settled = await ctx.data.cases.findOneAndUpdate({ number, state: 'open' }, { $set: result });
  if (!settled) return ctx.data.cases.findOne({ number });
  if (settled.state === 'done') {
    const { kind, userId, moderatorId } = settled;
    ctx.emit('caseOpened', { number, kind, userId, moderatorId });
  }
  await announceCases(ctx);
  return settled;
}

/** Takes so many numbers of cases, or of reports, which nobody else gets. @returns the first */
export async function takeNumbers(
  ctx: ModerationContext,
  name: 'case' | 'report',
  count: number,
): Promise<number> {
  const counter = await ctx.data.counters.findOneAndUpdate(
    { name },
    { $inc: { value: count } },
    { upsert: true },
  );
  if (!counter) throw new Error('An upsert answers with the document that it made.');
  return counter.value - count + 1;
}
