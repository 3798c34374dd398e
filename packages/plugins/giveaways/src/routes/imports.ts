import { RouteError, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import { importedId, keepHistory } from '../imports/keep-history.ts';
import { type ImportRow, readExport } from '../imports/read-export.ts';

const file = z.object({ file: z.string().min(2).max(200_000) });

const rowRecord = z.object({
  id: z.string(),
  /** What the file says. */
  theirs: z.string(),
  /** What it would become here. */
  ours: z.string(),
  winnerIds: z.array(z.string()),
  verdict: z.enum(['ok', 'known', 'running', 'elsewhere', 'unreadable']),
});

function read(ctx: GiveawaysContext, text: string): ImportRow[] {
  const rows = readExport(text, ctx.guild.id);
  if (rows) return rows;
  const why = {
    en: 'This is no giveaways.json of a bot made with discord-giveaways.',
    fr: 'Ce n’est pas un giveaways.json d’un bot fait avec discord-giveaways.',
  };
  throw new RouteError(400, 'FILE_UNREADABLE', why, { fields: { file: why } });
}

async function besideEachOther(ctx: GiveawaysContext, rows: readonly ImportRow[]) {
  const there = await ctx.data.giveaways.find({ id: { $in: rows.map(importedId) } });
  const known = new Set(there.map(({ id }) => id));
  const day = (at: number) => (at === 0 ? '' : new Date(at).toISOString().slice(0, 10));
  return rows.map((row) => {
    const id = importedId(row);
    const verdict = row.verdict === 'ok' && known.has(id) ? ('known' as const) : row.verdict;
    return {
      id,
      theirs: row.verdict === 'unreadable' ? '?' : `${row.prize} × ${row.winners}, ${day(row.endedAt)}`,
      ours:
        verdict === 'ok' || verdict === 'known' ? `${row.prize} × ${row.winners}, ${day(row.endedAt)}` : '',
      winnerIds: [...row.winnerIds],
      verdict,
    };
  });
}

export const checkImport = giveaways.route(
  'POST /import/check',
  {
    access: 'manager',
    description: 'What another bot’s giveaways would become here, without changing anything',
    body: file,
    returns: z.object({ rows: z.array(rowRecord), importable: z.int() }),
  },
  async (ctx, { body }) => {
    const rows = await besideEachOther(ctx, read(ctx, body.file));
    return { rows, importable: rows.filter(({ verdict }) => verdict === 'ok').length };
  },
);

export const importGiveaways = giveaways.route(
  'POST /import',
  {
    access: 'manager',
    description: 'Makes another bot’s ended giveaways part of the history, so that their winners count',
    body: file,
    returns: z.object({ imported: z.int(), known: z.int(), left: z.int() }),
  },
  async (ctx, { body }) => {
    const rows = read(ctx, body.file);
    let imported = 0;
    let known = 0;
    for (const row of rows) {
      if (row.verdict !== 'ok') continue;
      if (await keepHistory(ctx, row)) imported += 1;
      else known += 1;
    }
    await ctx.audit('imported', { imported });
    return { imported, known, left: rows.length - imported - known };
  },
);
