import { field, RouteError, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { ExportUnreadable } from '../imports/formats/format.ts';
import {
  type Import,
  importKinds,
  importSchema,
  importSources,
  mostImported,
} from '../imports/imported-case.ts';
import { type ReadExport, readExport } from '../imports/read-export.ts';
import { acceptImport } from '../imports/run-import.ts';
import { stageImport } from '../imports/stage-import.ts';
import { undoImport } from '../imports/undo-import.ts';
import { callerOf } from './moderator.ts';

export const importRecord = importSchema
  .omit({
    moderatorsGone: true,
    kinds: true,
    unknownAsNotes: true,
    conflictsToo: true,
    acceptedAt: true,
  })
  .extend({
    /** Of its cases, how many are added or left. */
    progress: z.string(),
    canUndo: z.boolean(),
  });

function toRecord({ clock }: Pick<ModerationContext, 'clock'>, one: Import): z.output<typeof importRecord> {
  const { id, source, state, by, at, expiresAt, cases, unread, elsewhere, countWarnings, added, left } = one;
  return {
    ...{ id, source, state, by, at, expiresAt, cases, unread, elsewhere, countWarnings, added, left },
    progress: state === 'draft' || state === 'reading' ? '–' : `${added + left} / ${cases}`,
    canUndo: state === 'done' && expiresAt > clock.now(),
  };
}

export const readImport = moderation.route(
  'POST /imports',
  {
    access: 'admin',
    description:
      'Stages another bot’s export. Nothing counts before it is accepted; the same file is the same import.',
    body: z.object({ source: z.enum(importSources), file: field.file({ accept: ['.json', '.csv'] }) }),
    returns: importRecord,
  },
  async (ctx, { body: { source, file } }) => {
    const read = readOrRefuse(ctx, source, file);
    return toRecord(ctx, await stageImport(ctx, { source, text: file, by: callerOf(ctx) }, read));
  },
);

function readOrRefuse(ctx: ModerationContext, source: Import['source'], text: string): ReadExport {
  try {
    const read = readExport(source, text, ctx.guild.id);
    if (read.cases.length + read.refused.length > mostImported) {
      throw new RouteError(400, 'IMPORT_TOO_LARGE', ctx.t('import.tooLarge', { most: mostImported }));
    }
    if (read.cases.length + read.refused.length === 0) {
      throw new ExportUnreadable('There is no case of this server in it.');
    }
    return read;
  } catch (error) {
    if (!(error instanceof ExportUnreadable)) throw error;
    throw new RouteError(400, 'IMPORT_UNREADABLE', ctx.t('import.unreadable', { why: error.message }));
  }
}

export const listImports = moderation.route(
  'GET /imports',
  { access: 'admin', description: 'Exports that were read', returns: z.array(importRecord) },
  async (ctx) => (await ctx.data.imports.find().sort({ at: -1 }).limit(50)).map((one) => toRecord(ctx, one)),
);

export const acceptImportRoute = moderation.route(
  'POST /imports/{id}/accept',
  {
    access: 'admin',
    description:
      'Takes its cases over, as they are wanted. Warnings set off no step, whether they count or not.',
    body: z.object({
      kinds: z
        .array(z.enum(importKinds))
        .max(importKinds.length)
        .default([...importKinds]),
      unknownAsNotes: z.boolean().default(false),
      conflictsToo: z.boolean().default(false),
      countWarnings: z.boolean().default(false),
    }),
  },
  async (ctx, { params, body }) => {
    if (!(await acceptImport(ctx, params.id, body))) {
      throw new RouteError(409, 'IMPORT_NO_DRAFT', ctx.t('import.noDraft'));
    }
    await ctx.audit('import.accept', { id: params.id, by: callerOf(ctx), ...body });
  },
);

export const undoImportRoute = moderation.route(
  'POST /imports/{id}/undo',
  {
    access: 'admin',
    description: 'Removes what it made, within a week and as long as nobody has built on it',
  },
  async (ctx, { params }) => {
    const undone = await undoImport(ctx, params.id);
    if (undone === 'impossible') {
      throw new RouteError(409, 'IMPORT_NOT_DONE', ctx.t('import.notDone'));
    }
    if (undone !== 'begun') {
      const cases = undone.builtOn.join(', ');
      throw new RouteError(409, 'IMPORT_BUILT_ON', ctx.t('import.builtOn', { cases }));
    }
    await ctx.audit('import.undo', { id: params.id, by: callerOf(ctx) });
  },
);

export const discardImport = moderation.route(
  'DELETE /imports/{id}',
  { access: 'admin', description: 'Forgets an export that was read' },
  async (ctx, { params }) => {
    if (!(await ctx.data.imports.deleteOne({ id: params.id, state: 'draft' }))) {
      throw new RouteError(409, 'IMPORT_NO_DRAFT', ctx.t('import.noDraft'));
    }
    await ctx.data.importedCases.deleteMany({ importId: params.id });
    await ctx.data.importRefusals.deleteMany({ importId: params.id });
  },
);
