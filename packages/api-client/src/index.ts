export type { Answer, Client, ClientOptions } from './client.ts';
export { createClient } from './client.ts';
export type { Data, Item, Method, Operation, PagedPath, PathOf, RequestOptions } from './operations.ts';
export type { FieldError, Problem, ProblemCode } from './problem.ts';
export { ApiProblem, ApiUnreachable, readProblem } from './problem.ts';
export type { components, operations, paths } from './schema.generated.ts';

import type { components } from './schema.generated.ts';

/**
 * A shape of the API by its name in the document.
 *
 * @example
 * function show(guild: Schema<'GuildSummary'>): void {}
 */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
