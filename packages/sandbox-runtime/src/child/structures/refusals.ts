import { DiscordRefusal } from '@guildhall/sdk';

/** Discord's own refusal becomes the SDK's, which plugins know; everything else is thrown on. */
export function refusals(error: unknown): never {
  if (!(error instanceof Error) || !error.name.startsWith('DiscordAPIError')) throw error;
  const code = Number((error as { code?: unknown }).code);
  throw new DiscordRefusal(`Discord refused: ${error.message} (${code}).`, {
    ...(Number.isFinite(code) ? { discordCode: code } : {}),
    cause: error,
  });
}

/** What Discord does not know is `undefined`. */
export function orAbsent(...codes: readonly number[]): (error: unknown) => undefined {
  return (error) => {
    const code = Number((error as { code?: unknown } | null)?.code);
    if (codes.includes(code)) return undefined;
    throw error;
  };
}
