import { createHash } from 'node:crypto';
import { DuplicateKeyError, OneAtATime } from '@guildhall/sdk';
import type { Case } from '../cases/case.ts';
import type { ModerationContext } from '../contract.ts';
import { compare } from './compare.ts';
import {
  type Import,
  type ImportedCase,
  type ImportSource,
  importKinds,
  keptFor,
  type StagedCase,
} from './imported-case.ts';
import type { ReadExport, Refusal } from './read-export.ts';

const batch = 500;
const usersAtOnce = 200;
/** Each is asked of Discord. */
const mostModerators = 25;

const inTurn = new OneAtATime();

interface Upload {
  readonly source: ImportSource;
  readonly text: string;
  readonly by: string;
}

/**
 * Stages what was read, beside what is here: nothing of it counts. The same file is the same import, whoever sends it how often; one
 * that is done stays as it is, and one that was undone or cut off is staged anew.
 */
export function stageImport(ctx: ModerationContext, upload: Upload, read: ReadExport): Promise<Import> {
  const id = createHash('sha256').update(`${upload.source}\n${upload.text}`).digest('hex').slice(0, 24);
  return inTurn.run(ctx, id, () => stage(ctx, id, upload, read));
}

async function stage(
  ctx: ModerationContext,
  id: string,
  { source, by }: Upload,
  { cases, refused, elsewhere }: ReadExport,
): Promise<Import> {
  const known = await ctx.data.imports.findOne({ id });
  if (known && known.state !== 'undone' && known.state !== 'reading') return known;
  await ctx.data.importedCases.deleteMany({ importId: id });
  await ctx.data.importRefusals.deleteMany({ importId: id });
  await ctx.data.imports.deleteOne({ id });
  const now = ctx.clock.now();
  const reading: Import = {
    id,
    source,
    state: 'reading',
    by,
    at: now,
    expiresAt: now + keptFor,
    cases: cases.length,
    unread: refused.length,
    elsewhere,
    moderatorsGone: [],
    kinds: [...importKinds],
    unknownAsNotes: false,
    conflictsToo: false,
    countWarnings: false,
    added: 0,
    left: 0,
    acceptedAt: null,
  };
  try {
    await ctx.data.imports.insertOne(reading);
  } catch (error) {
    // Another process stages the same file.
    if (!(error instanceof DuplicateKeyError)) throw error;
    return (await ctx.data.imports.findOne({ id })) ?? reading;
  }
  await writeRows(ctx, id, source, cases);
  await writeRefusals(ctx, id, refused);
  const moderatorsGone = await whoIsGone(ctx, cases);
  const staged = await ctx.data.imports.findOneAndUpdate(
    { id, state: 'reading' },
    { $set: { state: 'draft', moderatorsGone } },
  );
  return staged ?? reading;
}

async function writeRows(
  ctx: ModerationContext,
  importId: string,
  source: ImportSource,
  cases: readonly ImportedCase[],
): Promise<void> {
  const beside = compare(source, cases, await casesHere(ctx, cases));
  const rows = cases.map(
    (one, order): StagedCase => ({
      ...one,
      importId,
      order,
      state: 'staged',
      verdict: 'new',
      twin: null,
      ...beside[order],
    }),
  );
  for (let start = 0; start < rows.length; start += batch) {
    await ctx.data.importedCases.insertMany(rows.slice(start, start + batch));
  }
}

async function writeRefusals(
  ctx: ModerationContext,
  importId: string,
  refused: readonly Refusal[],
): Promise<void> {
  const rows = refused.map((one, order) => ({ importId, order, ...one }));
  for (let start = 0; start < rows.length; start += batch) {
    await ctx.data.importRefusals.insertMany(rows.slice(start, start + batch));
  }
}

/** What is known here about the members of an export. */
async function casesHere(ctx: ModerationContext, theirs: readonly ImportedCase[]): Promise<readonly Case[]> {
  const users = [...new Set(theirs.map(({ userId }) => userId))];
  const here: Case[] = [];
  for (let start = 0; start < users.length; start += usersAtOnce) {
    const some = users.slice(start, start + usersAtOnce);
    for await (const one of ctx.data.cases.find({ userId: { $in: some } })) {
      if (one.state !== 'failed') here.push(one);
    }
  }
  return here;
}

async function whoIsGone(ctx: ModerationContext, cases: readonly ImportedCase[]): Promise<string[]> {
  const ids = new Set(cases.flatMap(({ moderatorId }) => moderatorId ?? []));
  const some = [...ids].slice(0, mostModerators);
  const members = await Promise.all(some.map((id) => ctx.discord.member(id)));
  return some.filter((_, index) => members[index] === undefined);
}
