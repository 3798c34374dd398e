import type { z } from 'zod';
import type { ProblemCode } from './problem-codes.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a caller may do in one guild. */
export type GuildScope =
  | 'guild:read'
  | 'guild:write'
  | 'settings:write'
  | 'installations:write'
  | 'audit:read';

/**
 * Who may call: everybody, whoever signed in, who runs this Guildhall, or who has this scope in the guild that the path names.
 */
export type RouteAccess = 'anyone' | 'signed-in' | 'operator' | GuildScope;

export interface ResponseSpec {
  readonly description: string;
  /** Absent: no body. */
  readonly body?: z.ZodType;
  /** `application/json` when absent. */
  readonly contentType?: string;
  /** Headers that it always carries, with what they say. */
  readonly headers?: Readonly<Partial<Record<'ETag' | 'Location' | 'Set-Cookie', string>>>;
}

export type Responses = Readonly<Record<number, ResponseSpec>>;

/** Everything about an operation that a caller may rely on; the handler is bound to it in a second step. */
export interface RouteContract {
  readonly operationId: string;
  readonly method: Method;
  /** Below `/api/v1` unless `atRoot`; parameters in braces. */
  readonly path: string;
  readonly atRoot?: boolean;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly [string, ...string[]];
  readonly access: RouteAccess;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Takes a file as its body and no JSON: of this type, with so many bytes at most. */
  readonly upload?: { readonly contentType: string; readonly maxBytes: number };
  /** `required`: 428 without the header. `optional`: checked when it is sent. */
  readonly ifMatch?: 'required' | 'optional';
  readonly responses: Responses;
  /** The problems of its own, beside those that follow from access, parameters and body. */
  readonly errors?: readonly ProblemCode[];
  /** Its own limit, on top of the host's. */
  readonly rateLimit?: {
    readonly requests: number;
    readonly perSeconds: number;
    /** Names of the path that are counted apart. */
    readonly per?: readonly string[];
  };
  /** Takes an `Idempotency-Key`: the same request again within 24 hours is answered as the first was. */
  readonly idempotent?: boolean;
}

/** Checks what types cannot: a guild's scope needs a guild in the path, parameters are declared. */
export function contract<const C extends RouteContract>(declared: C): C {
  const inPath = [...declared.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const inSchema = Object.keys(declared.params?.shape ?? {});
  if (inPath.join() !== inSchema.join()) {
    throw new TypeError(
      `${declared.operationId}: the path has [${inPath.join(', ')}], the schema [${inSchema.join(', ')}]`,
    );
  }
  if (isGuildScope(declared.access) && !inPath.includes('guildId')) {
    throw new TypeError(
      `${declared.operationId}: the scope "${declared.access}" needs {guildId} in its path`,
    );
  }
  return declared;
}

export function isGuildScope(access: RouteAccess): access is GuildScope {
  return access !== 'anyone' && access !== 'signed-in' && access !== 'operator';
}
