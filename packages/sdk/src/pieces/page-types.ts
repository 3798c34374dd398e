import type { z } from 'zod';
import type { LocalizedText } from '../localized.ts';
import type { AccessLevel, RoutePiece } from './route-types.ts';

type Key<T> = T extends object ? keyof T & string : never;

/** One row of a route that answers a list of records. */
export type RowOf<Returns extends z.ZodType> =
  z.output<Returns> extends readonly (infer Row)[] ? (Row extends object ? Row : never) : never;

interface Reading<Query extends z.ZodObject> {
  readonly title: LocalizedText;
  /** What the route is called with; what it requires must be here. */
  readonly query?: z.input<Query>;
}

/** How one number of a route’s answer is shown. */
/** What one figure shows. */
export interface StatLook<Query extends z.ZodObject, Returns extends z.ZodType> extends Reading<Query> {
  /** Which of the record's fields is shown. */
  readonly value: Key<z.output<Returns>>;
  /** Shown behind the value: `'messages'`. */
  readonly unit?: LocalizedText;
}

/** How a list of a route’s answer is drawn. */
/** What a chart draws. */
export interface ChartLook<Query extends z.ZodObject, Returns extends z.ZodType> extends Reading<Query> {
  readonly shape: 'line' | 'bar';
  /** The field along the horizontal axis. */
  readonly x: Key<RowOf<Returns>>;
  /** The numbers that are drawn, 1–6 fields. */
  readonly y: readonly { readonly field: Key<RowOf<Returns>>; readonly title: LocalizedText }[];
}

/** How a list of a route’s answer is tabulated. */
/** What a table shows. */
export interface TableLook<Query extends z.ZodObject, Returns extends z.ZodType> extends Reading<Query> {
  readonly columns: readonly {
    readonly field: Key<RowOf<Returns>>;
    readonly title: LocalizedText;
    /** How an id is shown: by the name and picture of what it stands for. Default: the value as it is. */
    readonly as?: 'member' | 'channel' | 'role' | 'date' | 'duration';
  }[];
  /** Said when there are no rows. */
  readonly empty?: LocalizedText;
}

/** How a form that sends a route’s body looks. */
/** The texts of a form; its fields follow from the route's body. */
export interface FormLook {
  readonly title: LocalizedText;
  /** The text of its button. */
  readonly submit: LocalizedText;
  /** Said when it has been taken. */
  readonly done?: LocalizedText;
}

interface BlockOf<Kind extends string> {
  readonly kind: Kind;
  readonly route: RoutePiece;
}

/** One part of a page, made by `block.…`. */
export type Block =
  | (BlockOf<'stat'> & {
      readonly title: LocalizedText;
      readonly query?: Readonly<Record<string, unknown>>;
      readonly value: string;
      readonly unit?: LocalizedText;
    })
  | (BlockOf<'chart'> & {
      readonly title: LocalizedText;
      readonly query?: Readonly<Record<string, unknown>>;
      readonly shape: 'line' | 'bar';
      readonly x: string;
      readonly y: readonly { readonly field: string; readonly title: LocalizedText }[];
    })
  | (BlockOf<'table'> & {
      readonly title: LocalizedText;
      readonly query?: Readonly<Record<string, unknown>>;
      readonly columns: readonly {
        readonly field: string;
        readonly title: LocalizedText;
        readonly as?: 'member' | 'channel' | 'role' | 'date' | 'duration';
      }[];
      readonly empty?: LocalizedText;
    })
  | (BlockOf<'form'> & FormLook)
  | { readonly kind: 'markdown'; readonly text: LocalizedText };

/** What a page of the dashboard shows, and to whom. */
/** What `page` takes. */
export interface PageDeclaration {
  readonly title: LocalizedText;
  /** Who sees it. The routes of its blocks must be open to all of them. */
  readonly access: AccessLevel;
  /** 1–20, shown from top to bottom. */
  readonly blocks: readonly Block[];
}

/** A page of the dashboard in the plugin's place, made by `plugin.page`. */
export interface PagePiece extends PageDeclaration {
  readonly kind: 'page';
  /** The path: `/top`. */
  readonly name: string;
}
