import { beginReading } from '../audit-log/merge.ts';
import { goOnWithBulk } from '../bulk/run-bulk.ts';
import { announceCases } from '../cases/case-log.ts';
import { moderation } from '../contract.ts';
import { takeOver } from '../imports/run-import.ts';
import { takeBack } from '../imports/undo-import.ts';
import { planWriting } from '../log-routing/write-log.ts';

/**
 * Begins to read the audit log, and goes on with what a process has begun that died before it could ask for the job: bulks and
 * imports that are confirmed, and what is due in logs. Asked for again, a job is the same one.
 */
export const goOn = moderation.setup(async (ctx) => {
  await beginReading(ctx);
  for (const { id } of await ctx.data.bulks.find({ state: 'running' })) {
    await ctx.jobs.at({ in: 0 }, goOnWithBulk, { id }, { key: id });
  }
  for (const { id, state } of await ctx.data.imports.find({ state: { $in: ['running', 'undoing'] } })) {
    await ctx.jobs.at({ in: 0 }, state === 'running' ? takeOver : takeBack, { id }, { key: id });
  }
  if (await ctx.data.cases.findOne({ logged: false, state: { $in: ['done', 'failed'] } })) {
    await announceCases(ctx);
  }
  if (await ctx.data.logEntries.findOne({})) await planWriting(ctx);
});
