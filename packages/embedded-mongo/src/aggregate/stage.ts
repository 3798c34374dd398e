import type { Doc, Value } from '../bson/values.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { RowStore } from '../storage/rows.ts';
import type { Variables } from './expressions/environment.ts';

/** What stages that read other collections need. */
export interface Reading {
  readonly store: RowStore;
  readonly catalog: Catalog;
  readonly db: string;
  readonly checkTime: () => void;
}

/** Makes a stage's output from its input. */
export type Stage = (documents: Doc[], variables: Variables) => Doc[];

/** Compiles a stage from what is written behind its name. */
export type StageCompiler = (
  spec: Value,
  variables: Variables,
  reading: Reading | undefined,
  compile: (pipeline: Value, variables: Variables) => Stage,
) => Stage;
