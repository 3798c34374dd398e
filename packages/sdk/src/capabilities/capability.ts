import type { GatewayIntentBits } from 'discord.js';
import type { PermissionName } from '../permissions.ts';

/** Discord's gateway intents, by the names of `GatewayIntentBits`. */
export type IntentName = keyof typeof GatewayIntentBits;

/** One thing that a plugin may be allowed to do: shown on the consent screen, enforced by the broker. */
export interface Capability<Id extends string = string> {
  readonly id: Id;
  /** What an admin gives away with it. */
  readonly risk: 'low' | 'medium' | 'high';
  readonly title: { readonly en: string; readonly fr: string };
  readonly description: { readonly en: string; readonly fr: string };
  /** Discord permissions that the bot needs for it. */
  readonly permissions: readonly PermissionName[];
  /**
   * REST calls that it opens: `METHOD /path` of API v10, with `{}` for one path segment. Names behind it, separated by commas,
   * are the only fields of the body that it opens.
   */
  readonly routes: readonly string[];
  /** Gateway intents that its events come with; privileged ones must be declared apart, with a reason. */
  readonly intents: readonly IntentName[];
  /** Fields of gateway payloads that are stripped without it, or without its intent. */
  readonly fields: readonly string[];
}

export function capability<const Id extends string>(value: Capability<Id>): Capability<Id> {
  return Object.freeze(value);
}
