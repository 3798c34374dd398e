import type { Results } from '@guildhall/sdk';
import { type ClientSession, type Collection, type Document, MongoServerError } from 'mongodb';
import type { z } from 'zod';
import { maxResults } from './cursor.ts';
import { DataError } from './errors.ts';
import { guildPipeline, type PipelineScope } from './pipeline.ts';

const limitMs = 5_000;
/** What MongoDB answers when `maxTimeMS` is over. */
const timeOver = 50;

/**
 * A pipeline's results, read when they are awaited or iterated. The pipeline is checked at once.
 * @throws `DataError` `PIPELINE_REFUSED`; while reading also `DOCUMENT_INVALID`, for a row that is not what `returns` says
 */
export function aggregate<T extends Document>(
  store: () => Collection<T>,
  pipeline: unknown,
  returns: z.ZodType | undefined,
  scope: PipelineScope,
  {
    within,
    settled,
  }: { readonly within: { readonly session?: ClientSession }; readonly settled: () => Promise<void> },
): Results<unknown> {
  const stages = guildPipeline(pipeline, scope);
  async function* open(limit?: number): AsyncGenerator<unknown> {
    await settled();
    const limited = limit === undefined ? stages : [...stages, { $limit: limit }];
    const found = store().aggregate<Document>(limited, { ...within, maxTimeMS: limitMs });
    try {
      for await (const row of found) yield returns ? checked(returns, row) : row;
    } catch (error) {
      throw explained(error);
    } finally {
      await found.close();
    }
  }
  const toArray = async (): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for await (const row of open(maxResults)) rows.push(row);
    return rows;
  };
  return {
    toArray,
    // biome-ignore lint/suspicious/noThenProperty: awaitable like the SDK's cursor.
    then: (resolve, reject) => toArray().then(resolve, reject),
    [Symbol.asyncIterator]: () => open(),
  };
}

function checked(returns: z.ZodType, row: unknown): unknown {
  const parsed = returns.safeParse(row);
  if (parsed.success) return parsed.data;
  const why = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new DataError('DOCUMENT_INVALID', `The pipeline gives something else than it declares: ${why}.`);
}

/** What the database has against a pipeline is the plugin's mistake; what it has against a transaction is not. */
function explained(error: unknown): unknown {
  if (!(error instanceof MongoServerError) || error.errorLabels.length > 0) return error;
  const why =
    error.code === timeOver
      ? 'it took more than 5 seconds. Begin with a $match on an indexed field, or keep a tally.'
      : `${error.message.replace(/\.?$/, '.')} MongoDB’s manual says what each stage takes.`;
  return new DataError('PIPELINE_REFUSED', `The database refuses this pipeline: ${why}`, { cause: error });
}
