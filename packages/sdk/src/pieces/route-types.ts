import type { z } from 'zod';
import type { Context, Shape } from '../context.ts';
import type { LocalizedText } from '../localized.ts';

/**
 * Who may call a route or see a page, from open to closed. `public` is anybody, signed in or not; `member` is a member
 * of the guild, `manager` whom the guild's settings name, `admin` who may administrate the guild in Discord.
 */
export type AccessLevel = 'public' | 'member' | 'manager' | 'admin';

/** The methods of HTTP that a route may have. */
export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `GET /entries/{id}`: one method, one path, with names in braces. */
export type RouteSignature = `${RouteMethod} /${string}`;

/** The names in braces of a signature: `'id'` of `GET /entries/{id}`. */
export type PathNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** A schema for each name in a route's path. */
export type PathSchema<Signature extends string> = z.ZodObject<{
  readonly [K in PathNames<Signature>]: z.ZodType;
}>;

/** What a path's names are when a route declares no `params`: texts of 1–100 characters. */
export type PlainPath<Signature extends string> = z.ZodObject<{
  readonly [K in PathNames<Signature>]: z.ZodString;
}>;

/** Who may call a route, what it takes, and what it answers. */
/** What `route` takes beside its signature and handler. */
export interface RouteDeclaration<
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Returns extends z.ZodType,
> {
  readonly access: AccessLevel;
  /** One sentence for the API's documentation. */
  readonly description?: LocalizedText;
  /** Names of the path. Default: each is a text of 1–100 characters. */
  readonly params?: Path;
  /** The query; numbers and booleans are read from their text. Default: none is taken. */
  readonly query?: Query;
  /** What is sent, as JSON. Not for `GET` and `DELETE`. Default: nothing is read. */
  readonly body?: Body;
  /** What is answered, as JSON with status 200. Default: nothing, with status 204. */
  readonly returns?: Returns;
  /** Of a `GET`: the field of the answer with a whole number that grows with each change; it is sent as `ETag`. */
  readonly revision?: z.output<Returns> extends object ? keyof z.output<Returns> & string : never;
  /**
   * Takes the `ETag` of what was read back, as `If-Match`: the handler finds it as `revision`, changes only what still has it, and
   * else throws `RouteError` 412. `required`: without the header it is refused with 428.
   */
  readonly ifMatch?: 'required' | 'optional';
}

/** What every route's handler gets: the guild, and who calls. Its `t` speaks the caller's language, `guild.t` the guild's. */
export interface RouteContext<S extends Shape = Shape> extends Context<S> {
  /** Who is signed in; `undefined` for a stranger, who only reaches `public` routes. */
  readonly actor: { readonly userId: string } | undefined;
  /** What the caller may do: at least what the route asks for. */
  readonly access: AccessLevel;
}

/** What a caller sent, validated by the route’s declaration. */
/** A request, validated. */
export interface RouteRequest<Path, Query, Body> {
  readonly params: Path;
  readonly query: Query;
  readonly body: Body;
  /** What the change is based on, of a route with `ifMatch`. */
  readonly revision?: number | undefined;
}

/** A route of the guild's API, made by `plugin.route`. */
export interface RoutePiece<
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Returns extends z.ZodType = z.ZodType,
  Path extends z.ZodObject = z.ZodObject,
> {
  readonly kind: 'route';
  /** The signature: `GET /top`. */
  readonly name: string;
  readonly method: RouteMethod;
  /** `/entries/{id}` */
  readonly path: string;
  readonly access: AccessLevel;
  readonly description?: LocalizedText;
  readonly params: Path;
  readonly query: Query;
  readonly body?: Body;
  readonly returns?: Returns;
  readonly revision?: string;
  readonly ifMatch?: 'required' | 'optional';
  readonly run: (ctx: RouteContext, request: never) => unknown;
}
