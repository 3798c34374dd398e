/** An error as it crosses the channel. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Where in its author's files it was thrown: `src/prices.ts:12:3`. */
  readonly place?: string;
  /** What makes an error of the SDK more than its message: texts and numbers only. */
  readonly properties?: Readonly<Record<string, string | number>>;
}

const carried = [
  'code',
  'summary',
  'remedy',
  'status',
  'texts',
  'discordCode',
  'reason',
  'method',
  'url',
] as const;
const longest = { name: 64, message: 4_000, stack: 8_000, property: 2_000 };

/** Tells positions in a plugin's bundle as its author knows them. */
export interface Places {
  translate(stack: string): string;
  placeOf(stack: string): string | undefined;
}

/** @param places absent: its stack stays as it is */
export function describeError(error: unknown, places?: Places): PortableError {
  if (!(error instanceof Error)) return { name: 'Error', message: cut(String(error), longest.message) };
  const properties: Record<string, string | number> = {};
  for (const name of carried) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'number' && Number.isFinite(value)) properties[name] = value;
    else if (typeof value === 'string') properties[name] = cut(value, longest.property);
  }
  const place = typeof error.stack === 'string' ? places?.placeOf(error.stack) : undefined;
  return {
    name: cut(String(error.name), longest.name),
    message: cut(String(error.message), longest.message),
    ...(typeof error.stack === 'string'
      ? { stack: cut(places?.translate(error.stack) ?? error.stack, longest.stack) }
      : {}),
    ...(place === undefined ? {} : { place }),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
}

/** Reads what came over the channel, which may be anything. */
export function readError(value: unknown): PortableError {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (name: 'name' | 'message' | 'stack') =>
    typeof given[name] === 'string' ? cut(given[name], longest[name]) : undefined;
  const properties: Record<string, string | number> = {};
  const from = (
    typeof given.properties === 'object' && given.properties !== null ? given.properties : {}
  ) as Record<string, unknown>;
  for (const name of carried) {
    const property = from[name];
    if (typeof property === 'number') properties[name] = property;
    else if (typeof property === 'string') properties[name] = cut(property, longest.property);
  }
  const stack = text('stack');
  const isPlace = typeof given.place === 'string' && /^[^\s()]{1,200}:\d{1,9}:\d{1,9}$/.test(given.place);
  return {
    name: text('name') ?? 'Error',
    message: text('message') ?? 'an error without words',
    ...(stack === undefined ? {} : { stack }),
    ...(isPlace ? { place: String(given.place) } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
}

/**
 * The error itself, of the class that `classes` has for its name, so that `instanceof` holds on this side too.
 * Its constructor is not called: it would take what only the other side knew.
 */
export function reviveError(
  { name, message, stack, place, properties = {} }: PortableError,
  classes: Readonly<Record<string, abstract new (...parameters: never[]) => Error>> = {},
): Error {
  const error = new Error(message);
  const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (known) Object.setPrototypeOf(error, known.prototype);
  const define = (key: string, value: unknown) =>
    Object.defineProperty(error, key, {
      value,
      configurable: true,
      writable: true,
      enumerable: key !== 'name',
    });
  define('name', name);
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, configurable: true });
  if (place !== undefined) Object.defineProperty(error, 'place', { value: place, configurable: true });
  for (const [key, value] of Object.entries(properties)) define(key, value);
  return error;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
