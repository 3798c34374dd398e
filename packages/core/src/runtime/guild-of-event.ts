import { BaseGuild } from 'discord.js';

interface Placed {
  readonly guildId?: string | null;
  readonly guild?: { readonly id: string } | null;
  readonly message?: Placed;
}

/**
 * The guild that a discord.js event is about, from its arguments; `undefined` for one of no guild.
 * Every structure that events carry knows its guild, or is one.
 */
export function guildOfEvent(args: readonly unknown[]): string | undefined {
  for (const arg of args) {
    if (typeof arg !== 'object' || arg === null) continue;
    if (arg instanceof BaseGuild) return arg.id;
    const found = guildOf(arg as Placed);
    if (found) return found;
  }
  return undefined;
}

function guildOf(value: Placed): string | undefined {
  return value.guildId ?? value.guild?.id ?? (value.message ? guildOf(value.message) : undefined);
}
