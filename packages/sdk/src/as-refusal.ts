import { DiscordRefusal } from './errors.ts';

/**
 * Calls through discord.js' structures, whose errors are discord.js' own, and gives them as the one kind of refusal that the methods
 * of `ctx.discord` throw. Nothing of discord.js is loaded for it.
 *
 * @throws `DiscordRefusal` with Discord's code; whatever is no refusal of Discord's as it is
 * @example
 * const channel = await ctx.discord.channel(id);
 * await asRefusal(() => channel.setName('quiet'));
 */
export async function asRefusal<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || !error.name.startsWith('DiscordAPIError')) throw error;
    const code = Number('code' in error ? error.code : undefined);
    throw new DiscordRefusal(error.message, {
      ...(Number.isFinite(code) ? { discordCode: code } : {}),
      cause: error,
    });
  }
}
