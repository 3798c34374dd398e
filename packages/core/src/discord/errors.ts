/** The bot can't start. `remedy` says what the operator can do. */
export class BotStartError extends Error {
  override readonly name = 'BotStartError';
  readonly code:
    | 'TOKEN_INVALID'
    | 'DISCORD_UNREACHABLE'
    | 'INTENTS_DISALLOWED'
    | 'SHARD_TAKEN'
    | 'APPLICATION_MISMATCH';
  readonly remedy: string;

  constructor(code: BotStartError['code'], message: string, remedy: string, cause?: unknown) {
    super(`${message} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }
}
