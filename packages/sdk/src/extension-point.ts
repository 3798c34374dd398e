import type { z } from 'zod';
import type { LocalizedText } from './localized.ts';

/** A place that other plugins fill: a giveaway's requirements, an automation's steps, a profile's badges. */
export interface ExtensionPoint<
  Plugin extends string = string,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  /** The plugin that asks for contributions. */
  readonly plugin: Plugin;
  readonly name: string;
  readonly input: I;
  readonly output: O;
}

/** What one plugin of the guild contributes, as the plugin that asked for it sees it. */
export interface Contribution<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly pluginId: string;
  readonly name: string;
  readonly title: LocalizedText;
  /** Validated by the contributor on both sides. @throws `ServiceError` when it is gone, fails, or answers otherwise. */
  call(input: z.input<I>): Promise<z.output<O>>;
}

/**
 * Declares an extension point, in a file of its own: its owner and its contributors import it.
 *
 * @example
 * export const requirements = defineExtensionPoint('giveaways', 'requirement', {
 *   input: z.object({ userId: z.string() }),
 *   output: z.object({ met: z.boolean(), why: z.string().optional() }),
 * });
 * // In giveaways: giveaways.extensionPoint(requirements), and in a handler:
 * for (const requirement of ctx.contributions(requirements)) await requirement.call({ userId });
 * // In another plugin: leveling.contribute(requirements, 'level', { title: 'A level', run: (ctx, { userId }) => … });
 */
export function defineExtensionPoint<const Plugin extends string, I extends z.ZodType, O extends z.ZodType>(
  plugin: Plugin,
  name: string,
  shape: { readonly input: I; readonly output: O },
): ExtensionPoint<Plugin, I, O> {
  return { plugin, name, ...shape };
}

/** Points are told apart by this: `giveaways.requirement`. */
export function pointId(point: Pick<ExtensionPoint, 'plugin' | 'name'>): string {
  return `${point.plugin}.${point.name}`;
}
