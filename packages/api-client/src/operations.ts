import type { paths } from './schema.generated.ts';

/** Served beside the API, for orchestrators and monitoring. */
type RootPath = '/livez' | '/readyz' | '/metrics';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[Exclude<keyof paths, RootPath>];

export type Operation<P extends keyof paths, M extends Method> = paths[P] extends { [K in M]: infer O }
  ? O
  : never;

type Parameters<O, In extends string> = O extends { parameters: { [K in In]: infer V } } ? V : never;
type Query<O> = O extends { parameters: { query?: infer V } } ? NonNullable<V> : never;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer V } } } ? V : never;
type Header<O> = O extends { parameters: { header?: infer V } } ? NonNullable<V> : never;

type IsNever<T> = [T] extends [never] ? true : false;

type IfMatch<H> =
  IsNever<H> extends true
    ? { ifMatch?: never }
    : H extends { 'If-Match': string }
      ? { ifMatch: string }
      : { ifMatch?: string };

/** Only what the operation takes, and what it needs is not optional. */
export type RequestOptions<O> = (IsNever<Parameters<O, 'path'>> extends true
  ? { params?: never }
  : { params: Parameters<O, 'path'> }) &
  (IsNever<Query<O>> extends true ? { query?: never } : { query?: Query<O> }) &
  (IsNever<Body<O>> extends true ? { body?: never } : { body: Body<O> }) &
  IfMatch<Header<O>> & { signal?: AbortSignal };

/** Whether `RequestOptions` may be left out as a whole. */
export type OptionalWhenEmpty<T> = Record<never, never> extends T ? [options?: T] : [options: T];

type Success = 200 | 201 | 204;

/** What the operation answers when it succeeds; `undefined` when there is no body. */
export type Data<O> = O extends { responses: infer R }
  ? {
      [S in keyof R & Success]: R[S] extends { content: { 'application/json': infer V } } ? V : undefined;
    }[keyof R & Success]
  : never;

/** The element of a list operation's `items`. */
export type Item<O> = Data<O> extends { items: readonly (infer T)[]; nextCursor: string | null } ? T : never;

/** The paths of lists that go on over several pages. */
export type PagedPath = {
  [P in PathOf<'get'>]: IsNever<Item<Operation<P, 'get'>>> extends true ? never : P;
}[PathOf<'get'>];
