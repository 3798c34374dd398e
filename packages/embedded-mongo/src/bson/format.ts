import { Type, typeOf } from './types.ts';
import type {
  Binary,
  Code,
  Doc,
  Int32,
  Maybe,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  Value,
} from './values.ts';

/** A value as MongoDB writes it in its error messages, for example `{ email: "a@b.c" }`. */
export function format(value: Maybe): string {
  if (value === undefined) return 'undefined';
  switch (typeOf(value)) {
    case Type.double: {
      const number = value as number;
      if (Number.isNaN(number)) return 'nan.0';
      if (!Number.isFinite(number)) return number < 0 ? '-inf.0' : 'inf.0';
      return Number.isInteger(number) ? `${Object.is(number, -0) ? '-0' : number}.0` : String(number);
    }
    case Type.int:
      return String((value as Int32).value);
    case Type.string:
      return `"${value as string}"`;
    case Type.object:
      return formatDoc(value as Doc);
    case Type.array:
      return (value as Value[]).length === 0 ? '[]' : `[ ${(value as Value[]).map(format).join(', ')} ]`;
    case Type.objectId:
      return `ObjectId('${(value as ObjectId).toHex()}')`;
    case Type.date:
      return `new Date(${(value as UtcDate).ms})`;
    case Type.binData: {
      const { subtype, bytes } = value as Binary;
      const hex = bytes.toString('hex');
      if (subtype === 4 && bytes.length === 16) {
        const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        return `UUID("${uuid}")`;
      }
      return `BinData(${subtype}, ${hex.toUpperCase()})`;
    }
    case Type.timestamp: {
      const stamp = (value as Timestamp).value;
      return `Timestamp(${stamp >> 32n}, ${stamp & 0xffffffffn})`;
    }
    case Type.decimal:
      return `NumberDecimal("${String(value)}")`;
    case Type.regex:
      return `/${(value as Regex).pattern}/${(value as Regex).flags}`;
    case Type.javascript:
    case Type.javascriptWithScope:
      return (value as Code).code;
    case Type.minKey:
      return 'MinKey';
    case Type.maxKey:
      return 'MaxKey';
    default:
      return String(value);
  }
}

function formatDoc(value: Doc): string {
  if (value.size === 0) return '{}';
  return `{ ${Array.from(value, ([name, field]) => `${name}: ${format(field)}`).join(', ')} }`;
}
