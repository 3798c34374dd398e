/** The database could not be reached or used. `remedy` says what the operator can do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: 'DATABASE_UNREACHABLE' | 'DATABASE_REFUSED' | 'DATABASE_NEWER' | 'MIGRATION_FAILED';
  readonly remedy: string;

  constructor(code: DatabaseError['code'], message: string, remedy: string, cause?: unknown) {
    super(`${message} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }
}

/** A query of a guild-owned collection that does not say which guild: a defect of ours, never of an admin. */
export class TenantGuardError extends Error {
  override readonly name = 'TenantGuardError';
  readonly code = 'GUILD_MISSING';

  constructor(collection: string, operation: string) {
    super(
      `${operation} on "${collection}" names no guild. Give \`guildId\` as a string, or say why it spans guilds with the option \`acrossGuilds\`.`,
    );
  }
}
