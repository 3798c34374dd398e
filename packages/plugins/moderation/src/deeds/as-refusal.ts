import { DiscordRefusal } from '@guildhall/sdk';

/**
 * Calls through discord.js' structures, whose errors are its own: as the one kind of refusal that the rest of the plugin knows.
 * @throws `DiscordRefusal`, or what is no refusal of Discord's
 */
export async function asRefusal<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (
      error instanceof DiscordRefusal ||
      !(error instanceof Error) ||
      !error.name.startsWith('DiscordAPIError')
    ) {
      throw error;
    }
    const code = Number((error as { readonly code?: unknown }).code);
    throw new DiscordRefusal(error.message, {
      ...(Number.isFinite(code) ? { discordCode: code } : {}),
      cause: error,
    });
  }
}
