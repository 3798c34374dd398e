/** Operators of expressions that a pipeline may use. Nothing among them runs code or reads anything but the document. */
export type ExpressionOperator =
  | `$${'abs' | 'add' | 'ceil' | 'divide' | 'exp' | 'floor' | 'ln' | 'log' | 'log10' | 'mod' | 'multiply' | 'pow' | 'round' | 'sqrt' | 'subtract' | 'trunc'}`
  | `$${'and' | 'or' | 'not' | 'cmp' | 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'ne' | 'cond' | 'ifNull' | 'switch' | 'let' | 'literal'}`
  | `$${'arrayElemAt' | 'arrayToObject' | 'concatArrays' | 'filter' | 'first' | 'firstN' | 'in' | 'indexOfArray' | 'isArray' | 'last' | 'lastN' | 'map' | 'maxN' | 'minN' | 'objectToArray' | 'range' | 'reduce' | 'reverseArray' | 'size' | 'slice' | 'sortArray' | 'zip'}`
  | `$${'allElementsTrue' | 'anyElementTrue' | 'setDifference' | 'setEquals' | 'setIntersection' | 'setIsSubset' | 'setUnion'}`
  | `$${'concat' | 'indexOfCP' | 'ltrim' | 'replaceAll' | 'replaceOne' | 'rtrim' | 'split' | 'strcasecmp' | 'strLenCP' | 'substrCP' | 'toLower' | 'toString' | 'toUpper' | 'trim'}`
  | `$${'dateAdd' | 'dateDiff' | 'dateFromParts' | 'dateFromString' | 'dateSubtract' | 'dateToParts' | 'dateToString' | 'dateTrunc' | 'dayOfMonth' | 'dayOfWeek' | 'dayOfYear' | 'hour' | 'isoDayOfWeek' | 'isoWeek' | 'isoWeekYear' | 'millisecond' | 'minute' | 'month' | 'second' | 'week' | 'year'}`
  | `$${'convert' | 'isNumber' | 'toBool' | 'toDate' | 'toDouble' | 'toInt' | 'type'}`
  | `$${'getField' | 'mergeObjects' | 'setField' | 'unsetField'}`
  | `$${'avg' | 'max' | 'min' | 'stdDevPop' | 'stdDevSamp' | 'sum'}`;

/** What gathers a group's documents into one value. */
export type AccumulatorOperator =
  `$${'addToSet' | 'avg' | 'bottom' | 'bottomN' | 'count' | 'first' | 'firstN' | 'last' | 'lastN' | 'max' | 'maxN' | 'mergeObjects' | 'min' | 'minN' | 'push' | 'stdDevPop' | 'stdDevSamp' | 'sum' | 'top' | 'topN'}`;

/** A value: a constant, a field as `'$field'`, a variable as `'$$name'`, or an operator with its operand. */
export type Expression =
  | string
  | number
  | boolean
  | null
  | Date
  | readonly Expression[]
  | { readonly [O in ExpressionOperator]?: unknown }
  | { readonly [field: string]: Expression };

/** An accumulator with what it gathers, e.g. `{ $sum: '$stars' }`. */
export type Accumulator = { readonly [O in AccumulatorOperator]?: Expression };

/** A condition of `$match`: fields with values or comparisons, `$and`, `$or`, `$nor`, and `$expr` with an expression. */
export type PipelineFilter = Readonly<Record<string, unknown>> & {
  readonly $and?: readonly PipelineFilter[];
  readonly $or?: readonly PipelineFilter[];
  readonly $nor?: readonly PipelineFilter[];
  readonly $expr?: Expression;
};

/** Joins another collection of the same plugin; of that one, too, only the guild's documents are there. */
export interface LookupStage<Names extends string> {
  readonly from: Names;
  readonly as: string;
  readonly localField?: string;
  readonly foreignField?: string;
  readonly let?: Readonly<Record<string, Expression>>;
  readonly pipeline?: Pipeline<Names>;
}

interface StageOperands<Names extends string> {
  readonly $match: PipelineFilter;
  readonly $project: Readonly<Record<string, Expression>>;
  readonly $set: Readonly<Record<string, Expression>>;
  readonly $addFields: Readonly<Record<string, Expression>>;
  readonly $unset: string | readonly string[];
  readonly $replaceRoot: { readonly newRoot: Expression };
  readonly $replaceWith: Expression;
  readonly $unwind:
    | string
    | {
        readonly path: string;
        readonly includeArrayIndex?: string;
        readonly preserveNullAndEmptyArrays?: boolean;
      };
  readonly $group: { readonly _id: Expression } & Readonly<Record<string, Accumulator | Expression>>;
  readonly $bucket: {
    readonly groupBy: Expression;
    readonly boundaries: readonly (number | string | Date)[];
    readonly default?: number | string;
    readonly output?: Readonly<Record<string, Accumulator>>;
  };
  readonly $sort: Readonly<Record<string, 1 | -1>>;
  readonly $limit: number;
  readonly $skip: number;
  readonly $sample: { readonly size: number };
  readonly $count: string;
  readonly $sortByCount: Expression;
  readonly $facet: Readonly<Record<string, Pipeline<Names>>>;
  readonly $lookup: LookupStage<Names>;
  readonly $unionWith: Names | { readonly coll: Names; readonly pipeline?: Pipeline<Names> };
}

/** One stage: one operator with its operand, as MongoDB has them. */
export type Stage<Names extends string = string> = {
  readonly [S in keyof StageOperands<Names>]: { readonly [O in S]: StageOperands<Names>[O] } & {
    readonly [O in Exclude<keyof StageOperands<Names>, S>]?: never;
  };
}[keyof StageOperands<Names>];

/** Stages, one after another. `Names`: the collections that it may join. */
export type Pipeline<Names extends string = string> = readonly Stage<Names>[];

/** What a pipeline gives: nothing is read until it is awaited or iterated. Awaited it holds at most 1,000 documents. */
export interface Results<R> extends AsyncIterable<R>, PromiseLike<R[]> {
  toArray(): Promise<R[]>;
}
