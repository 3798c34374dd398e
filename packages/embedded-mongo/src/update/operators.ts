import { add, isWhole, multiply, type Numeric, toBigInt } from '../bson/arithmetic.ts';
import { compare } from '../bson/compare.ts';
import { format } from '../bson/format.ts';
import { isNumber, typeName } from '../bson/types.ts';
import { type Doc, Int32, int, isDoc, type Maybe, Timestamp, UtcDate, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { type ArrayOperator, arrayOperators } from './array-operators.ts';

export interface Moment {
  readonly now: number;
  readonly timestamp: bigint;
}

/** Makes a field's new value from its old one; undefined leaves the field as it is. */
export type Change = (value: Maybe, where: { document: Doc; path: string }, moment: Moment) => Maybe;

export interface UpdateOperator {
  /** Checks the operand once and gives the change. */
  readonly prepare: (operand: Value, path: string) => Change;
  /** Whether missing documents on the path are made. */
  readonly creates: boolean;
}

function named(document: Doc): string {
  return `{_id: ${format(document.get('_id') ?? null)}}`;
}

function arithmetic(
  operator: '$inc' | '$mul',
  verb: string,
  apply: (a: Numeric, b: Numeric) => Numeric | undefined,
): UpdateOperator {
  return {
    creates: true,
    prepare(operand, path) {
      if (!isNumber(operand)) {
        throw new MongoError(
          'TypeMismatch',
          `Cannot ${verb} with non-numeric argument: {${path}: ${format(operand)}}`,
        );
      }
      return (value, { document }) => {
        if (value === undefined) {
          if (operator === '$inc') return operand;
          return multiply(operand, operand instanceof Int32 ? int(0) : typeof operand === 'bigint' ? 0n : 0);
        }
        if (!isNumber(value)) {
          const name = path.split('.').at(-1);
          throw new MongoError(
            'TypeMismatch',
            `Cannot apply ${operator} to a value of non-numeric type. ${named(document)} has the field '${name}' of non-numeric type ${typeName(value)}`,
          );
        }
        const result = apply(value, operand);
        if (result === undefined) {
          throw new MongoError(
            'BadValue',
            `Failed to apply ${operator} operations to current value (${format(value)}) for document ${named(document)}`,
          );
        }
        return result;
      };
    },
  };
}

function extreme(direction: 1 | -1): UpdateOperator {
  return {
    creates: true,
    prepare: (operand) => (value) =>
      value === undefined || compare(operand, value) * direction > 0 ? operand : undefined,
  };
}

const currentDate: UpdateOperator = {
  creates: true,
  prepare(operand, path) {
    const type = isDoc(operand) ? operand.get('$type') : operand;
    if (isDoc(operand) && operand.size !== 1)
      throw new MongoError('BadValue', `Unrecognized $currentDate option for ${path}`);
    if (typeof type === 'boolean' || type === 'date')
      return (_value, _where, moment) => new UtcDate(moment.now);
    if (type === 'timestamp' && isDoc(operand))
      return (_value, _where, moment) => new Timestamp(moment.timestamp);
    throw new MongoError(
      'BadValue',
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  },
};

const bit: UpdateOperator = {
  creates: true,
  prepare(operand, path) {
    if (!isDoc(operand) || operand.size === 0) {
      throw new MongoError(
        'BadValue',
        `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
      );
    }
    const steps = Array.from(operand, ([name, mask]) => {
      if (name !== 'and' && name !== 'or' && name !== 'xor') {
        throw new MongoError(
          'BadValue',
          `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${format(mask)}}`,
        );
      }
      if (!isNumber(mask) || !isWhole(mask)) {
        throw new MongoError(
          'BadValue',
          `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here: {${name}: ${format(mask)}}`,
        );
      }
      return { name, mask };
    });
    return (value, { document }) => {
      if (value !== undefined && (!isNumber(value) || !isWhole(value))) {
        throw new MongoError(
          'BadValue',
          `Cannot apply $bit to a value of non-integral type.${named(document)} has the field ${path} of non-integer type ${typeName(value)}`,
        );
      }
      let result: bigint = value === undefined ? 0n : toBigInt(value as bigint | Int32);
      let wide = typeof value === 'bigint';
      for (const { name, mask } of steps) {
        wide ||= typeof mask === 'bigint';
        const bits = toBigInt(mask);
        if (name === 'and') result &= bits;
        else if (name === 'or') result |= bits;
        else result ^= bits;
      }
      return wide ? result : int(Number(BigInt.asIntN(32, result)));
    };
  },
};

function fromArrays(operator: ArrayOperator, creates: boolean): UpdateOperator {
  return { creates, prepare: operator };
}

/** `$unset`, `$rename` and `$setOnInsert` are not here: they do more than change one value (see updater.ts). */
export const updateOperators: Readonly<Record<string, UpdateOperator>> = {
  $set: { creates: true, prepare: (operand) => () => operand },
  $inc: arithmetic('$inc', 'increment', add),
  $mul: arithmetic('$mul', 'multiply', multiply),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bit,
  $push: fromArrays(arrayOperators.push, true),
  $addToSet: fromArrays(arrayOperators.addToSet, true),
  $pop: fromArrays(arrayOperators.pop, false),
  $pull: fromArrays(arrayOperators.pull, false),
  $pullAll: fromArrays(arrayOperators.pullAll, false),
};
