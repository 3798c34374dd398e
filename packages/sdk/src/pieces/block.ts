import { z } from 'zod';
import type { LocalizedText } from '../localized.ts';
import type {
  Action,
  ActionLook,
  AnyAction,
  AnyBlock,
  AnyCall,
  Block,
  Bulk,
  BulkLook,
  BulkResults,
  Call,
  CallLook,
  ChartLook,
  DetailsLook,
  FormLook,
  From,
  Key,
  Link,
  LinkLook,
  Move,
  NamesOf,
  NeedsOf,
  PreviewLook,
  StatLook,
  TableLook,
  TesterLook,
  TimelineLook,
} from './block-types.ts';
import type { PagePiece } from './page-types.ts';
import type { RoutePiece } from './route-types.ts';

/** A route that is read: its query, its answer, its path. */
type Read<Q extends z.ZodObject, R extends z.ZodType, P extends z.ZodObject> = RoutePiece<Q, z.ZodType, R, P>;

/**
 * Makes the parts of a page. Each reads or calls the plugin's own routes, and its fields are typed by them. A block in a row's
 * drawer, or on a page with names in its path, takes what it is called with from there: `params: { id: 'id' }`.
 */
export interface Blocks {
  /** One figure of a route that answers a record. */
  stat<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: StatLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /** Lines or bars of a route that answers a list of records. */
  chart<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: ChartLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /**
   * The rows of a route that answers a list of records, or a page of one, `{ items, next }`: `next` is `null` at the end, or what
   * the route's query takes as `cursor`.
   */
  table<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: TableLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /** The fields of a route that answers a record. */
  details<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: DetailsLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /** The entries of a route that answers a list of records, or a page of one. */
  timeline<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: TimelineLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /** A message of a route that answers a record, as Discord shows it. */
  preview<
    Q extends z.ZodObject,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    const F extends string = never,
  >(route: Read<Q, R, P>, look: PreviewLook<F, P, Q, R> & From<F, N, K>): Block<F>;
  /** A form made of the body of a `POST`, `PUT` or `PATCH` route. */
  form<
    Q extends z.ZodObject,
    B extends z.ZodType,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    M extends Key<z.input<B>>,
    const F extends string = never,
    V extends AnyCall = never,
  >(route: RoutePiece<Q, B, R, P>, look: FormLook<F, V, P, B> & From<F, N, never, M>): Block<F | NeedsOf<V>>;
  /** A form whose answer is shown while somebody types: the route must change nothing. */
  tester<
    Q extends z.ZodObject,
    B extends z.ZodType,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    M extends Key<z.input<B>>,
    const F extends string = never,
    V extends AnyCall = never,
  >(
    route: RoutePiece<Q, B, R, P>,
    look: TesterLook<F, V, P, B, R> & From<F, N, never, M>,
  ): Block<F | NeedsOf<V>>;
  /** Buttons beside each other. */
  actions<const A extends readonly AnyAction[]>(
    actions: A,
    look?: { readonly title?: LocalizedText },
  ): Block<NeedsOf<A[number]>>;
  /** Blocks below a title of their own. */
  section<const B extends readonly AnyBlock[]>(
    look: { readonly title: LocalizedText; readonly text?: LocalizedText },
    blocks: B,
  ): Block<NeedsOf<B[number]>>;
  /** 1–8 groups of blocks, of which one is shown. */
  tabs<const B extends AnyBlock>(
    tabs: readonly { readonly title: LocalizedText; readonly blocks: readonly B[] }[],
  ): Block<NeedsOf<B>>;
  /** Text, as CommonMark without HTML. */
  markdown(text: LocalizedText): Block;

  /** A button that calls a route: of a row, of a record, or by itself. */
  action<
    Q extends z.ZodObject,
    B extends z.ZodType,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    M extends Key<z.input<B>>,
    const F extends string = never,
    U extends AnyCall = never,
    V extends AnyCall = never,
  >(
    route: RoutePiece<Q, B, R, P>,
    look: ActionLook<F, U, V, P, Q, B, R> & From<F, N, K, M>,
  ): Action<F | NeedsOf<V> | Exclude<NeedsOf<U>, Key<z.output<R>>>>;
  /** A route with what it is called with: what fills a form, or undoes an action. */
  call<
    Q extends z.ZodObject,
    B extends z.ZodType,
    R extends z.ZodType,
    P extends z.ZodObject,
    N extends NamesOf<P>,
    K extends NamesOf<Q>,
    M extends Key<z.input<B>>,
    const F extends string = never,
  >(route: RoutePiece<Q, B, R, P>, look: CallLook<F, P, Q, B> & From<F, N, K, M>): Call<F>;
  /** A button that opens another page of the plugin. */
  open<N extends string, const F extends string = never>(
    page: PagePiece<N>,
    look: LinkLook<F, N> & From<F, N>,
  ): Link<F>;
  /** A button that does one thing to all chosen rows, 50 at most; the route says what became of each. */
  bulk<B extends z.ZodType, R extends z.ZodType<BulkResults>>(
    route: RoutePiece<z.ZodObject, B, R, z.ZodObject<Record<never, never>>>,
    look: BulkLook<B>,
  ): Bulk;
  /** How rows are put in another order: `position` is the field of the body that takes a row's new index, from 0. */
  move<B extends z.ZodType, P extends z.ZodObject, N extends NamesOf<P>, const F extends string = never>(
    route: RoutePiece<z.ZodObject, B, z.ZodType, P>,
    look: {
      readonly params: { readonly [K in NamesOf<P>]: F };
      readonly position: Key<z.input<B>>;
    } & From<F, N>,
  ): Move<F>;
}

type Look = Readonly<Record<string, unknown>>;

/** A block or button of this kind that calls a route. */
const calling = (kind: string) => (route: RoutePiece, look: Look) =>
  Object.freeze({ kind, route, ...look, ...asked(route, look), ...condition(look) });

/** All fields of the body that the look does not give. */
function asked(route: RoutePiece | undefined, look: Look): { ask?: readonly string[] } {
  if (look.ask !== true) return {};
  const given = Object.keys({ ...(look.body as object), ...(look.bodyFrom as object) });
  const ids = typeof look.ids === 'string' ? [look.ids] : [];
  const names = route?.body instanceof z.ZodObject ? Object.keys(route.body.shape) : [];
  return { ask: names.filter((name) => !given.includes(name) && !ids.includes(name)) };
}

function condition({ when }: Look): { when?: object } {
  if (typeof when !== 'object' || when === null) return {};
  const { field, is, not } = when as { field: string; is?: unknown; not?: unknown };
  return {
    when: {
      field,
      ...(is !== undefined && { is: [is].flat() }),
      ...(not !== undefined && { not: [not].flat() }),
    },
  };
}

/**
 * @example
 * block.table(cases, {
 *   title: 'Cases',
 *   columns: [{ field: 'userId', title: 'Member', as: 'member' }, { field: 'at', title: 'When', as: 'date' }],
 *   search: 'text',
 *   actions: [block.action(hideCase, { title: 'Hide', params: { id: 'id' }, confirm: 'Hide case {id}?' })],
 * });
 */
export const block: Blocks = Object.freeze({
  stat: calling('stat'),
  chart: calling('chart'),
  table: calling('table'),
  details: calling('details'),
  timeline: calling('timeline'),
  preview: calling('preview'),
  form: calling('form'),
  tester: calling('tester'),
  action: calling('action'),
  bulk: calling('bulk'),
  actions: (actions: readonly object[], look: object = {}) =>
    Object.freeze({ kind: 'actions', ...look, actions }),
  section: (look: object, blocks: readonly object[]) => Object.freeze({ kind: 'section', ...look, blocks }),
  tabs: (tabs: readonly object[]) => Object.freeze({ kind: 'tabs', tabs }),
  markdown: (text: LocalizedText) => Object.freeze({ kind: 'markdown', text }),
  call: (route: unknown, look: object) => Object.freeze({ route, ...look }),
  move: (route: unknown, look: object) => Object.freeze({ route, ...look }),
  open: (page: unknown, look: Look) => Object.freeze({ kind: 'link', page, ...look, ...condition(look) }),
}) as unknown as Blocks;
