import type { z } from 'zod';

/** One call of a service: both sides are validated at the provider's border. */
export interface OfferDeclaration {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** What a plugin offers others, in a file of its own so that two plugins may need each other. */
export interface Service<
  Id extends string = string,
  Offers extends Readonly<Record<string, OfferDeclaration>> = Readonly<Record<string, OfferDeclaration>>,
> {
  readonly id: Id;
  readonly offers: Offers;
}

/** A service that may be absent: its client is `undefined` where the provider isn't installed and enabled. */
export interface OptionalService<S extends Service = Service> {
  readonly optional: S;
}

/** Another plugin’s service as `ctx.use` gives it: one function per offer, all asynchronous. */
export type ServiceClient<S extends Service> = {
  readonly [K in keyof S['offers']]: (
    input: z.input<S['offers'][K]['input']>,
  ) => Promise<z.output<S['offers'][K]['output']>>;
};

/**
 * Declares a service: named calls with validated input and output.
 *
 * @example
 * export const levelingService = defineService('leveling', {
 *   getLevel: { input: z.object({ userId: z.string() }), output: z.object({ level: z.int() }) },
 * });
 */
export function defineService<
  const Id extends string,
  const Offers extends Readonly<Record<string, OfferDeclaration>>,
>(id: Id, offers: Offers): Service<Id, Offers> {
  return { id, offers };
}

/** Marks a used service as one the plugin can live without. */
export function optional<S extends Service>(service: S): OptionalService<S> {
  return { optional: service };
}
