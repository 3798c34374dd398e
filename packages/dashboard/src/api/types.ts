import type { Schema } from '@guildhall/api-client';

/** What the API answers with, by the names of its document. */
export type Actor = Schema<'Actor'>;
export type AuditEntry = Schema<'AuditEntry'>;
export type Channel = Schema<'Channel'>;
export type Config = Schema<'Config'>;
export type ConfigOverride = Schema<'ConfigOverride'>;
export type ConfigValues = Schema<'ConfigValues'>;
export type DeadLetter = Schema<'DeadLetter'>;
export type Guild = Schema<'Guild'>;
export type GuildCommand = Schema<'GuildCommand'>;
export type HeldVersion = Schema<'HeldVersion'>;
export type GuildSettings = Schema<'GuildSettings'>;
export type GuildSettingsPatch = Schema<'GuildSettingsPatch'>;
export type Installation = Schema<'Installation'>;
export type LiveEvent = Schema<'LiveEvent'>;
export type LocalizedText = Schema<'LocalizedText'>;
export type Manifest = Schema<'Manifest'>;
export type ManifestCommand = Extract<Manifest['pieces'][number], { kind: 'command' }>;
export type Member = Schema<'Member'>;
export type Plugin = Schema<'Plugin'>;
export type PluginPage = Schema<'PluginPage'>;
export type PluginPageRoute = PluginPage['routes'][number];
export type BlockNames = Schema<'BlockData'>['names'];
export type PageBlock = Schema<'PageBlock'>;
export type Update = Schema<'Update'>;
export type PluginCategory = Schema<'PluginSummary'>['category'];
export type Role = Schema<'Role'>;
