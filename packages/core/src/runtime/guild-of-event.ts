import { BaseGuild } from 'discord.js';
import type { Frame } from '../discord/index.ts';

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

/** Guild events carry `guild_id`; those about the guild itself carry it as `id`. */
export function guildOfFrame(frame: Frame): string | undefined {
  const payload = frame.payload as { guild_id?: string; id?: string } | null;
  if (!payload) return undefined;
  if (payload.guild_id !== undefined) return payload.guild_id;
  const isGuild =
    frame.type === 'GUILD_CREATE' || frame.type === 'GUILD_UPDATE' || frame.type === 'GUILD_DELETE';
  return isGuild ? payload.id : undefined;
}
