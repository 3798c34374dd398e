import { DataError } from './errors.ts';
import { checkValue, isPlain } from './filter.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).map((word) => `$${word}`));

/** As the SDK's `ExpressionOperator` types them: nothing that runs code, matches patterns, or reads anything but the document. */
const operators = words(`abs add ceil divide exp floor ln log log10 mod multiply pow round sqrt subtract trunc
and or not cmp eq gt gte lt lte ne cond ifNull switch let literal
arrayElemAt arrayToObject concatArrays filter first firstN in indexOfArray isArray last lastN map maxN minN objectToArray
range reduce reverseArray size slice sortArray zip
allElementsTrue anyElementTrue setDifference setEquals setIntersection setIsSubset setUnion
concat indexOfCP ltrim replaceAll replaceOne rtrim split strcasecmp strLenCP substrCP toLower toString toUpper trim
dateAdd dateDiff dateFromParts dateFromString dateSubtract dateToParts dateToString dateTrunc dayOfMonth dayOfWeek
dayOfYear hour isoDayOfWeek isoWeek isoWeekYear millisecond minute month second week year
convert isNumber toBool toDate toDouble toInt type
getField mergeObjects setField unsetField
avg max min stdDevPop stdDevSamp sum`);

const accumulators =
  words(`addToSet avg bottom bottomN count first firstN last lastN max maxN mergeObjects min minN push
stdDevPop stdDevSamp sum top topN`);

const comparisons = words('eq ne gt gte lt lte in nin exists all size elemMatch not mod type');
const lists = words('in nin all mod');
const systemVariables = new Set(['ROOT', 'CURRENT', 'REMOVE']);

/** Makes the error of one stage: what is wrong, and what to do. */
export type Refuse = (why: string, remedy: string) => DataError;

/**
 * A copy of an expression, of allow-listed operators and plain values. A copy, so that what was checked is what is run.
 * @throws what `refuse` makes
 */
export function checkExpression(value: unknown, refuse: Refuse): unknown {
  if (typeof value === 'string') return checkText(value, refuse);
  if (Array.isArray(value)) return value.map((inner) => checkExpression(inner, refuse));
  if (!isPlain(value)) return checkConstant(value, refuse);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const [operator] = entries.find(([name]) => name.startsWith('$')) ?? [];
  if (operator !== undefined) {
    if (!operators.has(operator))
      throw refuse(`${operator} is not available to plugins`, insteadOf(operator));
    if (entries.length > 1)
      throw refuse(`${operator} stands beside other fields`, 'Give each operator an object of its own.');
    if (operator === '$literal') return { $literal: checkConstant(value.$literal, refuse) };
  }
  return copy(entries, refuse, (inner) => checkExpression(inner, refuse));
}

/** One accumulator of `$group` and its like. */
export function checkAccumulator(value: unknown, refuse: Refuse): unknown {
  const [first, ...more] = isPlain(value) ? Object.entries(value) : [];
  if (!first || more.length > 0) {
    throw refuse('each field takes one accumulator', "Write { total: { $sum: '$field' } }.");
  }
  const [name, operand] = first;
  if (!accumulators.has(name)) throw refuse(`${name} is not available to plugins`, insteadOf(name));
  if (name.startsWith('$top') || name.startsWith('$bottom')) {
    if (!isPlain(operand)) throw refuse(`${name} takes { sortBy, output }`, 'See MongoDB’s manual.');
    return { [name]: copy(Object.entries(operand), refuse, (inner) => checkExpression(inner, refuse)) };
  }
  return { [name]: checkExpression(operand, refuse) };
}

/** A condition of `$match`, over whatever fields the stages before have made. */
export function checkMatch(filter: unknown, refuse: Refuse): Record<string, unknown> {
  if (!isPlain(filter)) throw refuse('it takes a filter', 'Write { field: value }.');
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  const checked = entries.map(([key, value]): [string, unknown] => {
    checkKey(key, refuse);
    if (key === '$and' || key === '$or' || key === '$nor') {
      if (!Array.isArray(value) || value.length === 0)
        throw refuse(`${key} takes a list of filters`, 'Leave it out, or fill it.');
      return [key, value.map((inner) => checkMatch(inner, refuse))];
    }
    if (key === '$expr') return [key, checkExpression(value, refuse)];
    if (key.startsWith('$')) throw refuse(`${key} is not available to plugins`, insteadOf(key));
    return [key, checkCondition(value, refuse)];
  });
  return Object.fromEntries(checked);
}

function checkCondition(value: unknown, refuse: Refuse): unknown {
  if (!isPlain(value) || !Object.keys(value).some((name) => name.startsWith('$'))) {
    // Said explicitly, so that no value can be read as a condition.
    return { $eq: checkConstant(value, refuse) };
  }
  const checked = Object.entries(value).map(([operator, operand]): [string, unknown] => {
    if (!comparisons.has(operator))
      throw refuse(`${operator} is not available to plugins`, insteadOf(operator));
    if (operator === '$not') return [operator, checkCondition(operand, refuse)];
    if (operator === '$elemMatch') {
      const onValues = isPlain(operand) && Object.keys(operand).some((name) => comparisons.has(name));
      return [operator, onValues ? checkCondition(operand, refuse) : checkMatch(operand, refuse)];
    }
    if (lists.has(operator) && !Array.isArray(operand))
      throw refuse(`${operator} takes a list`, 'Write [value, …].');
    return [operator, checkConstant(operand, refuse)];
  });
  return Object.fromEntries(checked);
}

/** A value that no database reads as an operator. */
function checkConstant(value: unknown, refuse: Refuse): unknown {
  try {
    checkValue(value, 'a value', 'PIPELINE_REFUSED');
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw refuse(
      error.message.replace(/\.$/, ''),
      'Use texts, numbers, booleans, dates, lists and plain objects.',
    );
  }
  return value === undefined ? null : structuredClone(value);
}

function checkText(text: string, refuse: Refuse): string {
  if (!text.startsWith('$$')) return text;
  const name = text.slice(2).split('.')[0] ?? '';
  // Variables that the pipeline defines begin with a small letter; MongoDB refuses those that nobody defined.
  if (/^[a-z]/.test(name) || systemVariables.has(name)) return text;
  throw refuse(
    `$$${name} is not available to plugins`,
    name === 'NOW'
      ? 'Put new Date(ctx.clock.now()) into the pipeline.'
      : 'Use $$ROOT, or a variable of $let.',
  );
}

function copy(
  entries: readonly (readonly [string, unknown])[],
  refuse: Refuse,
  each: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([key, value]) => {
      checkKey(key, refuse);
      return [key, each(value)];
    }),
  );
}

function checkKey(key: string, refuse: Refuse): void {
  if (key.includes('\0')) throw refuse('a field’s name holds a null character', 'Rename it.');
}

function insteadOf(operator: string): string {
  if (operator.startsWith('$regex') || operator === '$text') {
    return 'Patterns may stop the database for everyone: compare with $eq, $in or $indexOfCP.';
  }
  if (operator === '$where' || operator === '$function' || operator === '$accumulator') {
    return 'No code runs in the database: read the documents, and compute in the plugin.';
  }
  if (operator === '$rand') return 'Use the stage $sample, or draw in the plugin.';
  return 'The guide "Data" lists what there is.';
}
