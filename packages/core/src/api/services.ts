import type { Actor, AuditLog, AuditReader } from '../audit/index.ts';
import type { GuildDirectory } from '../discord/directory-types.ts';
import type { GuildSettingsStore } from '../guilds/index.ts';
import type { Installations } from '../installations/types.ts';
import type { PluginCatalogue } from '../plugins/types.ts';
import type { RouteCall, RouteOutcome } from '../runtime/index.ts';
import type { GuildCommandView } from './contracts/commands.ts';
import type { IdempotencyStore } from './idempotency/idempotency-store.ts';
import type { Identity } from './sign-in/discord-identity.ts';
import type { SessionStore } from './sign-in/session-store.ts';

/** What a member may do in a guild's dashboard. */
export type GuildAccess = 'owner' | 'administrator' | 'manager';

/** What the routes need of the rest of the program. Everything here exists once the start is done. */
export interface ApiServices {
  readonly directory: GuildDirectory;
  readonly catalogue: PluginCatalogue;
  readonly installations: Installations;
  readonly settings: GuildSettingsStore;
  readonly audit: AuditLog & AuditReader;
  readonly sessions: SessionStore;
  readonly idempotency: IdempotencyStore;
  readonly identity: Identity;
  /** By the one function that commands, API and automations share. `none`: a member without a right. */
  access(guildId: string, userId: string): Promise<GuildAccess | 'none' | 'absent'>;
  /** The default settings and what else a guild needs; does nothing the second time. */
  initialize(guildId: string, actor: Actor): Promise<void>;
  /** Whether a user owns the Discord application. */
  isOperator(userId: string): Promise<boolean>;
  /** Calls a route of a guild's plugin. Never rejects. */
  callRoute(call: RouteCall): Promise<RouteOutcome>;
  commands(guildId: string): Promise<{
    readonly items: readonly GuildCommandView[];
    readonly budget: { readonly used: number; readonly limit: number };
    readonly creations: { readonly used: number; readonly limit: number; readonly resetsAt?: Date };
    readonly syncedAt?: Date;
    readonly error?: string;
  }>;
}
