import type { Aggregate, Query, Schema } from 'mongoose';
import { TenantGuardError } from './errors.ts';

const queries = [
  'find',
  'findOne',
  'countDocuments',
  'distinct',
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'deleteOne',
  'deleteMany',
] as const;

/** Options of a query that knowingly spans guilds: the reason is for the reader of the code. */
export interface AcrossGuilds {
  readonly acrossGuilds: string;
}

/**
 * Makes it impossible to query a guild-owned collection without naming one guild (or the reason why not).
 *
 * 1. Every filter has `guildId` equal to one string, or the query carries `acrossGuilds: '<reason>'`.
 * 2. An aggregation begins with such a `$match`.
 * 3. Whole-collection reads that take no filter (`estimatedDocumentCount`, `bulkWrite`, `watch`) are not guarded:
 *    the first names no document, the others are not used on guild-owned models.
 *
 * @example
 * schema.plugin(guildOwned);
 * await Installation.find({ guildId });
 * await Job.find({ dueAt: { $lte: now } }, null, { acrossGuilds: 'the scheduler serves every guild' });
 */
export function guildOwned(schema: Schema): void {
  schema.pre(queries as unknown as 'find', function (this: Query<unknown, unknown>) {
    const options = this.getOptions() as Partial<AcrossGuilds>;
    if (typeof options.acrossGuilds === 'string') return;
    if (namesOneGuild(this.getFilter())) return;
    throw new TenantGuardError(this.model.collection.name, (this as unknown as { op: string }).op);
  });
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const options = this.options as Partial<AcrossGuilds>;
    if (typeof options.acrossGuilds === 'string') return;
    const first = this.pipeline()[0];
    if (first && '$match' in first && namesOneGuild(first.$match)) return;
    throw new TenantGuardError(this.model().collection.name, 'aggregate');
  });
}

function namesOneGuild(filter: Readonly<Record<string, unknown>>): boolean {
  return typeof filter.guildId === 'string' && filter.guildId !== '';
}
