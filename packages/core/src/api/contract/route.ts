import type { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { z } from 'zod';
import type { ProblemLanguage } from '../problems/texts.ts';
import type { GuildAccess } from '../services.ts';
import type { Session } from '../sign-in/session-store.ts';
import type { ResponseSpec, RouteContract } from './route-contract.ts';

/** What a handler is given: everything checked against the contract. */
export interface ApiRequest<C extends RouteContract = RouteContract> {
  readonly params: C extends { params: infer P extends z.ZodType } ? z.output<P> : Record<never, never>;
  readonly query: C extends { query: infer Q extends z.ZodType } ? z.output<Q> : Record<never, never>;
  readonly body: C extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
  /** The file that was sent. */
  readonly upload: C extends { upload: object } ? Uint8Array : undefined;
  /** The revision that the change is based on; a number where the contract requires it. */
  readonly ifMatch: C extends { ifMatch: 'required' } ? number : number | undefined;
  readonly session: C extends { access: 'anyone' } ? Session | undefined : Session;
  /** In the guild of the path. */
  readonly access: C extends { access: 'anyone' | 'signed-in' | 'operator' } ? undefined : GuildAccess;
  readonly language: ProblemLanguage;
  readonly requestId: string;
  /** For cookies, streams and addresses: nothing that the contract describes is read from it. */
  readonly context: Context;
}

type BodyOf<R extends ResponseSpec> = R extends { contentType: string }
  ? { readonly stream: Readable | string }
  : R extends { body: infer B extends z.ZodType }
    ? { readonly body: z.output<B> }
    : { readonly body?: undefined };

type HeadersOf<R extends ResponseSpec> = (R extends { headers: { ETag: string } }
  ? { readonly revision: number }
  : unknown) &
  (R extends { headers: { Location: string } } ? { readonly location: string } : unknown);

/** One of the answers that the contract describes, and nothing else. */
export type Reply<C extends RouteContract> = {
  [S in keyof C['responses'] & number]: { readonly status: S } & BodyOf<C['responses'][S]> &
    HeadersOf<C['responses'][S]>;
}[keyof C['responses'] & number];

/** A reply as the host sees it. */
export interface AnyReply {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: Readable | string;
  readonly revision?: number;
  readonly location?: string;
}

/** A contract with its handler. */
export interface Route {
  readonly contract: RouteContract;
  readonly run: (request: ApiRequest) => Promise<AnyReply>;
}

/**
 * Binds a handler to a contract. Two steps, because in one literal the handler's types would widen the contract's.
 *
 * @example
 * route(getMeta).handle(async () => ({ status: 200, body: meta }));
 */
export function route<C extends RouteContract>(contract: C) {
  return {
    handle(fn: (request: ApiRequest<C>) => Promise<Reply<C>>): Route {
      return {
        contract,
        // The host parses every part by the contract before it calls.
        run: fn as unknown as Route['run'],
      };
    },
  };
}
