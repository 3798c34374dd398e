import { DiscordRefusal } from '@guildhall/sdk';

/** Why the broker stopped a plugin's call before Discord was asked. */
export type RefusalReason =
  | 'DISABLED'
  | 'ROUTE_UNKNOWN'
  | 'CAPABILITY_MISSING'
  | 'FOREIGN_GUILD'
  | 'TARGET_UNKNOWN'
  /** The plugin has made too many calls in this guild within a minute. */
  | 'BUDGET_SPENT';

/** A `DiscordRefusal` of the broker's own. */
export class BrokerRefusal extends DiscordRefusal {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, remedy?: string) {
    super(message, remedy === undefined ? {} : { remedy });
    this.reason = reason;
  }
}

/** Discord's own refusal, typed for plugins; everything else is passed through. */
export function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error.name.indexOf('DiscordAPIError') !== 0) return error;
  const code = Number((error as { code?: unknown }).code);
  return new DiscordRefusal(`Discord refused: ${error.message} (${code}).`, {
    ...(Number.isFinite(code) ? { discordCode: code } : {}),
    cause: error,
  });
}
