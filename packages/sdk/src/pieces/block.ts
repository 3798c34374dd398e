import type { z } from 'zod';
import type { LocalizedText } from '../localized.ts';
import type { Block, ChartLook, FormLook, StatLook, TableLook } from './page-types.ts';
import type { RoutePiece } from './route-types.ts';

/** Makes the parts of a page. Each reads or calls one of the plugin's own routes; its fields are typed by that route. */
export interface Blocks {
  /** One figure of a route that answers a record. */
  stat<Q extends z.ZodObject, R extends z.ZodType>(
    route: RoutePiece<Q, z.ZodType, R>,
    look: StatLook<Q, R>,
  ): Block;
  /** Lines or bars of a route that answers a list of records. */
  chart<Q extends z.ZodObject, R extends z.ZodType>(
    route: RoutePiece<Q, z.ZodType, R>,
    look: ChartLook<Q, R>,
  ): Block;
  /** The rows of a route that answers a list of records. */
  table<Q extends z.ZodObject, R extends z.ZodType>(
    route: RoutePiece<Q, z.ZodType, R>,
    look: TableLook<Q, R>,
  ): Block;
  /** A form made of the body of a `POST`, `PUT` or `PATCH` route. */
  form(route: RoutePiece, look: FormLook): Block;
  /** Text, as CommonMark without HTML. */
  markdown(text: LocalizedText): Block;
}

/**
 * @example
 * block.table(top, { title: 'Leaderboard', columns: [{ field: 'userId', title: 'Member', as: 'member' }] });
 */
export const block: Blocks = Object.freeze({
  stat: (route: unknown, look: object) => Object.freeze({ kind: 'stat', route, ...look }) as Block,
  chart: (route: unknown, look: object) => Object.freeze({ kind: 'chart', route, ...look }) as Block,
  table: (route: unknown, look: object) => Object.freeze({ kind: 'table', route, ...look }) as Block,
  form: (route: unknown, look: object) => Object.freeze({ kind: 'form', route, ...look }) as Block,
  markdown: (text: LocalizedText) => Object.freeze({ kind: 'markdown', text }) as Block,
});
