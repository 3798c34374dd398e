import type { Actor, AuditLog, AuditReader } from '../audit/index.ts';
import type { GuildCommands } from '../commands/index.ts';
import type { GuildDirectory } from '../discord/directory-types.ts';
import type { ExplanationReader } from '../explanations/index.ts';
import type { GuildSettingsStore } from '../guilds/index.ts';
import type { Installations } from '../installations/types.ts';
import type { KilledPlugin } from '../kill-switch/index.ts';
import type { MemberData } from '../members/index.ts';
import type { PlanGrants } from '../plans/index.ts';
import type { PluginCatalogue, PluginVersion, RegistryRequest, VersionOrigin } from '../plugins/index.ts';
import type { KeptScene } from '../reproduction/index.ts';
import type { DeadLetter, RouteCall, RouteOutcome } from '../runtime/index.ts';
import type { IsolationLevel } from '../sandbox/index.ts';
import type { ShadowReport } from '../shadow/index.ts';
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
  /** Why plugins did what they did. */
  readonly explanations: ExplanationReader;
  /** What is stored of members. */
  readonly members: Pick<MemberData, 'export' | 'erase'>;
  readonly plans: Pick<PlanGrants, 'current' | 'list' | 'grant' | 'revoke'>;
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
  commands(guildId: string): Promise<GuildCommands>;
  /** Work of a plugin that has failed for good; newest first. */
  deadLetters(guildId: string, pluginId: string): Promise<readonly DeadLetter[]>;
  /** @returns whether there was such a letter and the enabled version can run it again */
  replayDeadLetter(guildId: string, pluginId: string, id: string, actor: Actor): Promise<boolean>;
  /** @returns whether there was such a letter */
  discardDeadLetter(guildId: string, pluginId: string, id: string, actor: Actor): Promise<boolean>;
  /** What a plugin would have done while it was tried in shadow. */
  shadowReport(guildId: string, pluginId: string): Promise<ShadowReport>;
  /** Told of each thing that is added to a report. @returns the undo */
  onCapture(listener: (guildId: string, pluginId: string) => void): () => void;
  /** Told of each event that a plugin emits. @returns the undo */
  onEmit(listener: (event: { readonly guildId: string; readonly pluginId: string }) => void): () => void;
  /** What led to a plugin's last rest, masked. */
  problemScene(guildId: string, pluginId: string): Promise<KeptScene | undefined>;
  /** How well this machine locks plugins up, and what the operator demands. */
  isolation(): Promise<MachineIsolation>;
  /** Privileged intents that the bot has. */
  privilegedIntents(): readonly string[];
  readonly killSwitch: OperatorKillSwitch;
  /** What operators do with the plugins that can be installed here. */
  readonly store: OperatorStore;
}

export interface MachineIsolation {
  readonly achieved: IsolationLevel;
  /** Below it no sandboxed plugin is run. */
  readonly minimum: IsolationLevel;
  /** Which plugins run sandboxed. */
  readonly which: 'strangers' | 'all' | 'off';
}

/** Switching a plugin off in every guild. */
export interface OperatorKillSwitch {
  /** Newest first. */
  list(): readonly KilledPlugin[];
  kill(pluginId: string, reason: string, by: NonNullable<KilledPlugin['by']>): Promise<KilledPlugin>;
  /** @returns whether it was switched off */
  revive(pluginId: string): Promise<boolean>;
}

/** Adding and removing versions. @throws `PluginStoreError` */
export interface OperatorStore {
  addTarball(bytes: Uint8Array, by: VersionOrigin['by']): Promise<PluginVersion>;
  addFromRegistry(request: RegistryRequest, by: VersionOrigin['by']): Promise<PluginVersion>;
  /** Lets a version run in the bot's own process, or no longer. Resolves when the guilds that have it have followed. */
  trust(pluginId: string, hash: string, trusted: boolean): Promise<PluginVersion>;
  /** How many guilds need a version. */
  useOf(pluginId: string, hash: string): Promise<number>;
  remove(pluginId: string, hash: string): Promise<void>;
}
