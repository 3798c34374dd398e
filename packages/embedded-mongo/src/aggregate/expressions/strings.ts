import { toDouble } from '../../bson/arithmetic.ts';
import { compareStrings } from '../../bson/compare.ts';
import { isNumber, typeName } from '../../bson/types.ts';
import { type Doc, doc, int, type Maybe, Regex, UtcDate, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { regexFrom } from '../../query/regex.ts';
import { binary, named, unary, variadic, wholeNumber } from './arguments.ts';
import { isNullish, type Operators } from './environment.ts';

/** What `$toLower`, `$substr` and the like take for text: null is empty, numbers and dates are written out. */
function coerced(value: Maybe, name: string): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberText(value);
  if (value instanceof UtcDate) return new Date(value.ms).toISOString();
  throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String in ${name}`);
}

export function numberText(value: Exclude<Value, Doc>): string {
  return isNumber(value) && typeof value !== 'number' && typeof value !== 'bigint' && 'value' in value
    ? String(value.value)
    : String(value);
}

function text(value: Maybe, name: string, code: number): string {
  if (typeof value !== 'string')
    throw new MongoError(code, `${name} requires a string argument, found: ${typeName(value)}`);
  return value;
}

function trimming(start: boolean, end: boolean) {
  return named(['input'], ['chars'], ({ input, chars }, name, given) => {
    if (isNullish(input) || (given.has('chars') && isNullish(chars))) return null;
    const characters = [...text(input, name, 50699)];
    const set = chars === undefined ? undefined : new Set(text(chars, name, 50700));
    const drop = (character: string | undefined) =>
      character !== undefined && (set ? set.has(character) : /[\s\0]/u.test(character));
    let from = 0;
    let to = characters.length;
    if (start) while (from < to && drop(characters[from])) from += 1;
    if (end) while (to > from && drop(characters[to - 1])) to -= 1;
    return characters.slice(from, to).join('');
  });
}

const substringBytes = variadic(3, 3, ([value, from, count], name) => {
  const bytes = Buffer.from(coerced(value, name));
  const start = isNumber(from) ? Math.trunc(toDouble(from)) : Number.NaN;
  const length = isNumber(count) ? Math.trunc(toDouble(count)) : Number.NaN;
  if (Number.isNaN(start)) throw new MongoError(16034, `${name}:  starting index must be a numeric type`);
  if (Number.isNaN(length)) throw new MongoError(16035, `${name}:  length must be a numeric type`);
  if (start < 0) throw new MongoError(50752, `${name}:  starting index must be non-negative (got: ${start})`);
  const end = length < 0 ? bytes.length : Math.min(start + length, bytes.length);
  const inside = (at: number) => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (inside(start))
    throw new MongoError(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  if (start < end && inside(end))
    throw new MongoError(
      28657,
      `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`,
    );
  return bytes.toString('utf8', Math.min(start, bytes.length), Math.max(end, Math.min(start, bytes.length)));
});

function indexOf(split: (value: string) => readonly (string | number)[]) {
  return variadic(2, 4, ([value, wanted, from, to], name) => {
    if (isNullish(value)) return null;
    const where = split(text(value, name, 40093));
    const what = split(text(wanted, name, 40094));
    const start = from === undefined ? 0 : wholeNumber(from, name, 'starting index');
    const end =
      to === undefined ? where.length : Math.min(wholeNumber(to, name, 'ending index'), where.length);
    if (start < 0 || end < 0) throw new MongoError(40097, `${name} requires nonnegative indexes`);
    for (let i = start; i + what.length <= end; i++) {
      if (what.every((part, j) => where[i + j] === part)) return int(i);
    }
    return int(-1);
  });
}

function regexOf(value: Maybe, options: Maybe, name: string): RegExp {
  if (value instanceof Regex) {
    if (typeof options === 'string' && value.flags)
      throw new MongoError(
        51107,
        `${name}: found regex option(s) specified in both 'regex' and 'option' fields`,
      );
    return regexFrom(new Regex(value.pattern, typeof options === 'string' ? options : value.flags));
  }
  if (typeof value !== 'string')
    throw new MongoError(51105, `${name} needs 'regex' to be of type string or regex`);
  return regexFrom(new Regex(value, typeof options === 'string' ? options : ''));
}

function found(input: string, match: RegExpMatchArray): Doc {
  return doc({
    match: match[0],
    idx: int([...input.slice(0, match.index)].length),
    captures: match.slice(1).map((capture) => capture ?? null),
  });
}

function regexOperator(evaluate: (input: string | undefined, regex: RegExp) => Value) {
  return named(['input', 'regex'], ['options'], ({ input, regex, options }, name) => {
    if (isNullish(regex)) return evaluate(undefined, /(?:)/);
    if (!isNullish(input) && typeof input !== 'string')
      throw new MongoError(51104, `${name} needs 'input' to be of type string`);
    return evaluate(input ?? undefined, regexOf(regex, options, name));
  });
}

function replacing(all: boolean) {
  return named(['input', 'find', 'replacement'], [], ({ input, find, replacement }, name) => {
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null;
    const [source, wanted, instead] = [
      text(input, name, 51746),
      text(find, name, 51745),
      text(replacement, name, 51744),
    ];
    return all ? source.replaceAll(wanted, () => instead) : source.replace(wanted, () => instead);
  });
}

export const stringOperators: Operators = {
  $concat: variadic(0, Infinity, (values) => {
    let out = '';
    for (const value of values) {
      if (isNullish(value)) return null;
      if (typeof value !== 'string')
        throw new MongoError(16702, `$concat only supports strings, not ${typeName(value)}`);
      out += value;
    }
    return out;
  }),
  // MongoDB changes the case of ASCII letters only.
  $toLower: unary((value, name) =>
    coerced(value, name).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  ),
  $toUpper: unary((value, name) =>
    coerced(value, name).replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  ),
  $strcasecmp: binary((a, b, name) =>
    int(compareStrings(coerced(a, name).toUpperCase(), coerced(b, name).toUpperCase())),
  ),
  $substr: substringBytes,
  $substrBytes: substringBytes,
  $substrCP: variadic(3, 3, ([value, from, count], name) => {
    const start = wholeNumber(from, name, 'starting index');
    const length = wholeNumber(count, name, 'length');
    if (start < 0) throw new MongoError(34454, `${name}: the starting index must be nonnegative integer.`);
    if (length < 0) throw new MongoError(34454, `${name}: the length must be a nonnegative integer.`);
    return [...coerced(value, name)].slice(start, start + length).join('');
  }),
  $strLenBytes: unary((value, name) => int(Buffer.byteLength(text(value, name, 34473)))),
  $strLenCP: unary((value, name) => int([...text(value, name, 34471)].length)),
  $split: binary((value, separator, name) => {
    if (isNullish(value) || isNullish(separator)) return null;
    const by = text(separator, name, 40086);
    if (by === '') throw new MongoError(40087, '$split requires a non-empty separator');
    return text(value, name, 40085).split(by);
  }),
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $indexOfCP: indexOf((value) => [...value]),
  $indexOfBytes: indexOf((value) => [...Buffer.from(value)]),
  $regexMatch: regexOperator((input, regex) => input !== undefined && regex.test(input)),
  $regexFind: regexOperator((input, regex) => {
    const match = input === undefined ? null : input.match(regex);
    return match && input !== undefined ? found(input, match) : null;
  }),
  $regexFindAll: regexOperator((input, regex) => {
    if (input === undefined) return [];
    return Array.from(input.matchAll(new RegExp(regex, `${regex.flags}g`)), (match) => found(input, match));
  }),
  $replaceOne: replacing(false),
  $replaceAll: replacing(true),
};
