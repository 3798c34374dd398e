import type { AuditReader } from '../audit/audit-reader.ts';
import type { Actor, AuditLog } from '../audit/types.ts';
import type { GuildSettings } from '../database/index.ts';
import type { GuildDirectory } from '../discord/directory-types.ts';
import type { Installations } from '../installations/types.ts';
import type { PluginCatalogue } from '../plugins/types.ts';
import type { GuildCommandView } from './contracts/commands.ts';
import type { Identity } from './sign-in/discord-identity.ts';
import type { SessionStore } from './sign-in/session-store.ts';

/** What a member may do in a guild's dashboard. */
export type GuildAccess = 'owner' | 'administrator' | 'manager';

export type GuildSettingsChanges = Partial<
  Pick<GuildSettings, 'language' | 'timezone' | 'managerRoles' | 'logChannel'>
>;

export interface GuildSettingsStore {
  /** Those of the guild, made with defaults at the first use. */
  read(guildId: string): Promise<GuildSettings>;
  /** Marks the guild as set up. Idempotent. */
  initialize(guildId: string, actor: Actor): Promise<GuildSettings>;
  /** @returns `undefined` when the revision is no longer `expectedRevision`. */
  update(
    guildId: string,
    changes: GuildSettingsChanges,
    expectedRevision: number,
    actor: Actor,
  ): Promise<GuildSettings | undefined>;
  /** Called after each change. @returns the undo. */
  onChange(listener: (change: { guildId: string; revision: number }) => void): () => void;
}

/** What the routes need of the rest of the program. Everything here exists once the start is done. */
export interface ApiServices {
  readonly directory: GuildDirectory;
  readonly catalogue: PluginCatalogue;
  readonly installations: Installations;
  readonly settings: GuildSettingsStore;
  readonly audit: AuditLog & AuditReader;
  readonly sessions: SessionStore;
  readonly identity: Identity;
  /** By the one function that commands, API and automations share. `none`: a member without a right. */
  access(guildId: string, userId: string): Promise<GuildAccess | 'none' | 'absent'>;
  /** Whether a user owns the Discord application. */
  isOperator(userId: string): Promise<boolean>;
  commands(guildId: string): Promise<{
    readonly items: readonly GuildCommandView[];
    readonly budget: { readonly used: number; readonly limit: number };
  }>;
}
