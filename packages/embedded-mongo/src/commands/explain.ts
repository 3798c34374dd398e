import { readStages } from '../aggregate/pipeline.ts';
import { splitPipeline } from '../aggregate/run.ts';
import { type Doc, doc, int, isDoc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { explainPlan, find, type Query } from '../query/scan.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import type { Command, CommandContext } from './command.ts';
import { setOf } from './fields.ts';
import { readQuery } from './read.ts';
import { withLet } from './variables.ts';
import { asDoc } from './writes.ts';

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** The query of the command that is to be explained. */
function explained(context: CommandContext, collection: Collection | undefined): Query {
  switch (context.name) {
    case 'find':
      return readQuery(context, collection, 'filter');
    case 'count':
    case 'distinct':
      return readQuery(context, collection, 'query');
    case 'findAndModify':
      return { ...readQuery(context, collection, 'query'), limit: 1 };
    case 'aggregate': {
      const reading = {
        store: context.store,
        catalog: context.engine.catalog,
        db: context.db,
        checkTime: context.checkTime,
      };
      const stages = readStages(context.body.get('pipeline') ?? null);
      return splitPipeline(stages, withLet(context), reading, undefined).query;
    }
    case 'update':
    case 'delete': {
      const list = context.body.get(context.name === 'update' ? 'updates' : 'deletes');
      const [statement] = Array.isArray(list) ? list : [];
      const filter = asDoc(isDoc(statement) ? statement.get('q') : undefined, `${context.name}.q`);
      return readQuery({ ...context, body: doc({ query: filter }) }, collection, 'query');
    }
    default:
      throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${context.name}`);
  }
}

function explain(context: CommandContext): Doc {
  const body = asDoc(context.body.get('explain'), 'explain.explain');
  const verbosity = context.body.get('verbosity') ?? 'allPlansExecution';
  if (typeof verbosity !== 'string' || !verbosities.includes(verbosity)) {
    throw new MongoError(
      'FailedToParse',
      `verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}`,
    );
  }
  const [name = ''] = body.keys();
  const target = body.get(name);
  const inner: CommandContext = { ...context, name, body };
  const collection = typeof target === 'string' ? context.engine.catalog.find(context.db, target) : undefined;
  const wanted = explained(inner, collection);
  const out = doc({
    explainVersion: '1',
    queryPlanner: doc({
      namespace: `${context.db}.${String(target)}`,
      winningPlan: collection ? winningPlan(inner, collection, wanted) : doc({ stage: 'EOF' }),
      rejectedPlans: [],
    }),
  });
  if (verbosity !== 'queryPlanner') {
    const start = performance.now();
    const returned = collection ? find(context.store, collection, wanted).length : 0;
    out.set(
      'executionStats',
      doc({
        executionSuccess: true,
        nReturned: int(returned),
        executionTimeMillis: int(Math.round(performance.now() - start)),
      }),
    );
  }
  out.set('command', body);
  return out;
}

/** SQLite's own plan, in MongoDB's words, with its steps as they are. */
function winningPlan(context: CommandContext, collection: Collection, wanted: Query): Doc {
  const { plan, steps } = explainPlan(context.store, collection, wanted);
  const index = usedIndex(collection, steps);
  const sorts = steps.some((step) => step.includes('TEMP B-TREE')) || plan.orderBy === undefined;
  const read = index
    ? doc({
        stage: 'FETCH',
        inputStage: doc({
          stage: 'IXSCAN',
          indexName: index.name,
          keyPattern: index.spec.get('key'),
          isUnique: index.unique,
        }),
      })
    : doc({ stage: 'COLLSCAN', direction: wanted.hint === 'backward' ? 'backward' : 'forward' });
  const inner = sorts && wanted.sort.length > 0 ? doc({ stage: 'SORT', inputStage: read }) : read;
  inner.set('sqlite', steps);
  inner.set('filteredInSqlite', plan.exact);
  return inner;
}

function usedIndex(collection: Collection, steps: readonly string[]): Index | undefined {
  for (const step of steps) {
    const name = /USING (?:COVERING )?INDEX (\w+)/.exec(step)?.[1];
    const entries = /\bm(\d+)\b USING PRIMARY KEY/.exec(step)?.[1];
    const found = collection.indexes.find(
      (index) =>
        name === `i${index.id}` ||
        entries === String(index.id) ||
        (name?.startsWith('sqlite_autoindex') && index.name === '_id_'),
    );
    if (found) return found;
  }
  return undefined;
}

export const explainCommand: Command = {
  names: ['explain'],
  fields: setOf('verbosity'),
  kind: 'read',
  run: explain,
};
