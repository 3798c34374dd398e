import type { Schema } from '@guildhall/api-client';

/** What the API answers with, by the names of its document. */
export type Actor = Schema<'Actor'>;
export type AuditEntry = Schema<'AuditEntry'>;
export type Channel = Schema<'Channel'>;
export type Config = Schema<'Config'>;
export type ConfigRevision = Schema<'ConfigRevision'>;
export type ConfigValues = Schema<'ConfigValues'>;
export type FieldError = Schema<'FieldError'>;
export type Guild = Schema<'Guild'>;
export type GuildAccess = Schema<'GuildAccess'>;
export type GuildCommand = Schema<'GuildCommand'>;
export type GuildSettings = Schema<'GuildSettings'>;
export type GuildSettingsPatch = Schema<'GuildSettingsPatch'>;
export type GuildSummary = Schema<'GuildSummary'>;
export type Installation = Schema<'Installation'>;
export type InstallationProblem = Schema<'InstallationProblem'>;
export type LiveEvent = Schema<'LiveEvent'>;
export type LocalizedText = Schema<'LocalizedText'>;
export type Manifest = Schema<'Manifest'>;
export type ManifestCommand = Extract<Manifest['pieces'][number], { kind: 'command' }>;
export type Member = Schema<'Member'>;
export type Meta = Schema<'Meta'>;
export type Plugin = Schema<'Plugin'>;
export type PluginCategory = PluginSummary['category'];
export type PluginSummary = Schema<'PluginSummary'>;
export type Role = Schema<'Role'>;
export type Session = Schema<'Session'>;
export type Tier = Schema<'Tier'>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
