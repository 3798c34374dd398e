import type { z } from 'zod';
import type { LocalizedText } from '../localized.ts';
import type { ActionIcon, ManifestBadge, ManifestBlock, ShownAs } from '../manifest/block-types.ts';
import type { RoutePiece } from './route-types.ts';

/** The names of a record's fields. */
export type Key<T> = T extends object ? keyof T & string : never;

/** One row of a route that answers a list of records, or a page of one: `{ items, next }`. */
export type RowOf<Returns extends z.ZodType> =
  z.output<Returns> extends readonly (infer Row)[]
    ? Row extends object
      ? Row
      : never
    : z.output<Returns> extends { readonly items: readonly (infer Row)[] }
      ? Row extends object
        ? Row
        : never
      : never;

/**
 * One part of a page, made by `block.…`. `Fields` are what it needs of the record that it belongs to: the row whose drawer it is
 * in, or the names in its page's path.
 */
export interface Block<Fields extends string = never> extends Needs<Fields> {
  readonly kind: ManifestBlock['kind'];
}

/** Remembers names for the compiler only. */
interface Needs<Fields extends string> {
  /** Never there. */
  readonly needs?: Fields;
}

/** A route with what it is called with, made by `block.call`. */
export interface Call<Fields extends string = never> extends Needs<Fields> {
  readonly route: RoutePiece;
}

/** Any call, block or button: what the compiler is told where it must not guess their fields. */
export type AnyCall = Omit<Call, 'needs'>;
export type AnyBlock = Omit<Block, 'needs'>;
export type AnyAction = Omit<Action, 'needs'> | Omit<Link, 'needs'>;

/** What a call, block or button needs of the record that it belongs to. */
export type NeedsOf<C> = C extends Needs<infer Fields> ? Fields : never;

/** A button, made by `block.action`. */
export interface Action<Fields extends string = never> extends Needs<Fields> {
  readonly kind: 'action';
}

/** A button that opens another page, made by `block.open`. */
export interface Link<Fields extends string = never> extends Needs<Fields> {
  readonly kind: 'link';
}

/** A button for all chosen rows, made by `block.bulk`. */
export interface Bulk {
  readonly kind: 'bulk';
}

/** How rows are put in another order, made by `block.move`. */
export interface Move<Fields extends string = never> extends Needs<Fields> {
  readonly route: RoutePiece;
}

/** Every name of the route's path, by the field that it is taken from. */
type ParamsFrom<Path extends z.ZodObject, Fields> = keyof Path['shape'] extends never
  ? { readonly params?: never }
  : { readonly params: { readonly [K in NamesOf<Path>]: NoInfer<Fields> } };

/** The names in a route's path. */
export type NamesOf<Path extends z.ZodObject> =
  Path extends z.ZodObject<infer Shape> ? keyof Shape & string : never;

/**
 * Where `Fields` are found by the compiler: it can't look through the mapped types of a look, which say what must be there.
 */
export interface From<
  Fields extends string,
  Names extends string,
  InQuery extends string = never,
  InBody extends string = never,
> {
  readonly params?: { readonly [K in Names]: Fields };
  readonly queryFrom?: { readonly [K in InQuery]?: Fields };
  readonly bodyFrom?: { readonly [K in InBody]?: Fields };
}

type Constants<Schema extends z.ZodType> = Partial<z.input<Schema>>;
type FieldsOf<Schema extends z.ZodType, Fields> = { readonly [K in Key<z.input<Schema>>]?: Fields };

type QueryLook<Fields, Query extends z.ZodObject> = {
  /** What the route is called with, the same each time. */
  readonly query?: Constants<Query>;
  /** Parts of the query, by the field of the record that they are taken from. */
  readonly queryFrom?: FieldsOf<Query, Fields>;
};

type BodyLook<Fields, Body extends z.ZodType> = {
  /** Parts of the body that are always the same. */
  readonly body?: Constants<Body>;
  /** Parts of the body, by the field of the record that they are taken from. */
  readonly bodyFrom?: FieldsOf<Body, Fields>;
};

type AskLook<Value extends AnyCall, Body extends z.ZodType> = {
  /** The fields of the body that are asked for; `true`: all that are not given otherwise. */
  readonly ask?: true | readonly Key<z.input<Body>>[];
  /** What reads the values that those begin with: its answer's fields of the same names. */
  readonly value?: Value;
};

/** What a call sends. */
export type CallLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> = ParamsFrom<Path, Fields> & QueryLook<Fields, Query> & BodyLook<Fields, Body>;

/** What every block that reads a route has. */
type ReadingLook<Fields extends string, Path extends z.ZodObject, Query extends z.ZodObject> = {
  readonly title: LocalizedText;
  /** Seconds after which it is read again while somebody looks, 5–600. Default: 30. It is also read when the plugin emits. */
  readonly refresh?: number;
} & ParamsFrom<Path, Fields> &
  QueryLook<Fields, Query>;

type Scalar = string | number | boolean | null;

/** When a button is there: one of the two. */
export type Condition<Fields extends string> =
  | { readonly field: Fields; readonly is: Scalar | readonly Scalar[] }
  | { readonly field: Fields; readonly not: Scalar | readonly Scalar[] };

/** One field of a record, and how it is shown. */
export interface Shown<Fields extends string> {
  readonly field: Fields;
  readonly title: LocalizedText;
  /** Default: `text`, as it is; numbers, yes and no in the reader's language. See {@link ShownAs}. */
  readonly as?: ShownAs;
  /** Of a badge: the words and the tone for each value. */
  readonly badges?: Readonly<Record<string, ManifestBadge>>;
  /** Shown in place of the value, with `{fields}` of the record in braces: `'{prize} × {winners}'`. */
  readonly text?: LocalizedText;
  /** Of a list: what is shown of each of its records. */
  readonly columns?: readonly Omit<Shown<string>, 'columns'>[];
}

/** How a button looks, and what it does. */
export type ActionLook<
  Fields extends string,
  Undo extends AnyCall,
  Value extends AnyCall,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Returns extends z.ZodType,
> = {
  readonly title: LocalizedText;
  readonly icon?: ActionIcon;
  readonly when?: Condition<Fields>;
  /** It takes something away: the button says so, and asks first. */
  readonly danger?: boolean;
  /** The question before it, which names its object: `'Delete the rule “{name}”?'`. */
  readonly confirm?: LocalizedText;
  /** Said when it is done, with `{fields}` of the record and the answer. */
  readonly done?: LocalizedText;
  /** Offered for ten seconds afterwards; may use fields of the answer too. */
  readonly undo?: Undo;
  /** Fields of the answer that are shown when it has come, such as the result of a replay. */
  readonly shows?: readonly Shown<Key<z.output<Returns>>>[];
} & CallLook<Fields, Path, Query, Body> &
  AskLook<Value, Body>;

/** How a button for chosen rows looks. */
export interface BulkLook<Body extends z.ZodType> {
  readonly title: LocalizedText;
  readonly icon?: ActionIcon;
  /** The field of the body that takes the rows' ids, 50 at most. */
  readonly ids: Key<z.input<Body>>;
  readonly body?: Constants<Body>;
  readonly ask?: true | readonly Key<z.input<Body>>[];
  readonly danger?: boolean;
  /** With `{count}` in braces. */
  readonly confirm?: LocalizedText;
}

/** What a bulk route answers: what became of each row. `problem` says why not. */
export type BulkResults = readonly {
  readonly id: string;
  readonly ok: boolean;
  readonly problem?: string | null | undefined;
}[];

/** What one figure shows. */
export type StatLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  /** Which of the record's fields is shown. */
  readonly value: Key<z.output<Returns>>;
  readonly as?: 'duration' | 'date' | 'countdown' | 'member';
  /** Shown behind the value: `'messages'`. */
  readonly unit?: LocalizedText;
  /** The field with the figure of the time before; the difference is shown. */
  readonly before?: Key<z.output<Returns>>;
  /** Which difference is good. Default: neither. */
  readonly better?: 'more' | 'less';
  /** The field with a tone, such as `'warning'`. */
  readonly tone?: Key<z.output<Returns>>;
};

/** What a chart draws. */
export type ChartLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  readonly shape: 'line' | 'bar';
  /** The field along the horizontal axis. */
  readonly x: Key<RowOf<Returns>>;
  /** The numbers that are drawn, 1–6 fields. */
  readonly y: readonly { readonly field: Key<RowOf<Returns>>; readonly title: LocalizedText }[];
};

/** One control above a table. Its kind follows from the query's schema: an enum is a choice, a boolean yes or no. */
export interface FilterLook<Query extends z.ZodObject> {
  readonly query: Key<z.input<Query>>;
  readonly title: LocalizedText;
  /** For ids, and for the beginning and end of a time, which take an ISO 8601 date-time. */
  readonly as?: 'member' | 'channel' | 'role' | 'since' | 'until';
  /** The words for the values of an enum. */
  readonly options?: Readonly<Record<string, LocalizedText>>;
}

/** What a table shows. */
export type TableLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  readonly columns: readonly Shown<Key<RowOf<Returns>>>[];
  /** Said when there are no rows. */
  readonly empty?: LocalizedText;
  /** The field that tells rows apart. Default: `id`. */
  readonly id?: Key<RowOf<Returns>>;
  /** The part of the query that takes what is typed into the search field. */
  readonly search?: Key<z.input<Query>>;
  /** Controls above the table, 8 at most; what is chosen is part of the page's address. */
  readonly filters?: readonly FilterLook<Query>[];
  /** The part of the query that says by which field the route sorts: an enum of `'at'`, `'-at'` (from the end) … */
  readonly sort?: Key<z.input<Query>>;
  /** The button above the table that makes a new row. */
  readonly create?: Action;
  readonly actions?: readonly (Action<Key<RowOf<Returns>>> | Link<Key<RowOf<Returns>>>)[];
  readonly bulk?: readonly Bulk[];
  readonly move?: Move<Key<RowOf<Returns>>>;
  /** A drawer with more about a row. */
  readonly detail?: {
    /** With `{fields}` of the row in braces. */
    readonly title: LocalizedText;
    readonly blocks: readonly Block<Key<RowOf<Returns>>>[];
  };
};

/** The texts of a form; its fields follow from the route's body. */
export type FormLook<
  Fields extends string,
  Value extends AnyCall,
  Path extends z.ZodObject,
  Body extends z.ZodType,
> = ParamsFrom<Path, Fields> &
  BodyLook<Fields, Body> &
  AskLook<Value, Body> & {
    readonly title: LocalizedText;
    /** The text of its button. */
    readonly submit: LocalizedText;
    /** Said when it has been taken. */
    readonly done?: LocalizedText;
  };

/** A form whose answer is shown while somebody types. */
export type TesterLook<
  Fields extends string,
  Value extends AnyCall,
  Path extends z.ZodObject,
  Body extends z.ZodType,
  Returns extends z.ZodType,
> = ParamsFrom<Path, Fields> &
  BodyLook<Fields, Body> &
  AskLook<Value, Body> & {
    readonly title: LocalizedText;
    readonly shows: readonly Shown<Key<z.output<Returns>>>[];
  };

/** The fields of one record, below each other. */
export type DetailsLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  readonly shows: readonly Shown<Key<z.output<Returns>>>[];
  readonly actions?: readonly (Action<Key<z.output<Returns>>> | Link<Key<z.output<Returns>>>)[];
};

/** What happened, one entry below the other, as the route orders them. */
export type TimelineLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  /** The field with the time of an entry. */
  readonly at: Key<RowOf<Returns>>;
  /** With `{fields}` of the entry in braces. */
  readonly text: LocalizedText;
  /** The field with the id of the member who did it. */
  readonly actor?: Key<RowOf<Returns>>;
  readonly badge?: {
    readonly field: Key<RowOf<Returns>>;
    readonly badges: Readonly<Record<string, ManifestBadge>>;
  };
  readonly empty?: LocalizedText;
};

/** A message as Discord will show it. */
export type PreviewLook<
  Fields extends string,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Returns extends z.ZodType,
> = ReadingLook<Fields, Path, Query> & {
  /** The field with `{ content?, embed? }`. */
  readonly message: Key<z.output<Returns>>;
};

/** How a button that opens another page looks. */
export type LinkLook<Fields extends string, Names extends string> = {
  readonly title: LocalizedText;
  readonly icon?: ActionIcon;
  readonly when?: Condition<Fields>;
} & ([Names] extends [never]
  ? { readonly params?: never }
  : { readonly params: { readonly [K in Names]: Fields } });
