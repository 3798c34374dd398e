import type { Maybe } from '../../bson/values.ts';
import { average, extreme, standardDeviation, sum } from '../statistics.ts';
import { listed } from './arguments.ts';
import type { Operator, Operators } from './environment.ts';

/** With one operand that is an array, these work on its elements; else on the operands. */
function over(evaluate: (values: readonly Maybe[]) => Maybe): Operator {
  return (operand, compile, name) => {
    const values = listed(operand, compile, name, 0, Infinity);
    return (environment) => {
      const found = values.map((value) => value(environment));
      const [only] = found;
      return evaluate(found.length === 1 && Array.isArray(only) ? only : found);
    };
  };
}

export const statisticsOperators: Operators = {
  $sum: over(sum),
  $avg: over(average),
  $min: over((values) => extreme(values, -1)),
  $max: over((values) => extreme(values, 1)),
  $stdDevPop: over((values) => standardDeviation(values, false)),
  $stdDevSamp: over((values) => standardDeviation(values, true)),
};
