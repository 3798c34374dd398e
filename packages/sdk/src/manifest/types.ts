import type { CapabilityId } from '../capabilities.ts';
import type { PluginCategory, PrivilegedIntent } from '../contract.ts';
import type { CustomIdParameter } from '../custom-id/index.ts';
import type { LocalizedText } from '../localized.ts';
import type { AccessLevel, RouteMethod } from '../pieces/route-types.ts';
import type { SapphireStore } from '../pieces/sapphire-types.ts';
import type { ManifestBlock } from './block-types.ts';

/** JSON Schema 2020-12, with `x-ui` hints ({@link FieldUi}) where a form needs them. */
export type JsonSchema = Record<string, unknown>;

export type ManifestOptionType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'user'
  | 'channel'
  | 'role'
  | 'mentionable'
  | 'attachment';

export interface ManifestChoice {
  name: LocalizedText;
  value: string | number;
}

/** One option of a command, ready to be sent to Discord: required ones come first. */
export interface ManifestCommandOption {
  name: string;
  description: LocalizedText;
  type: ManifestOptionType;
  required: boolean;
  autocomplete: boolean;
  choices?: ManifestChoice[] | undefined;
  /** Discord's numbers of channel types. */
  channelTypes?: number[] | undefined;
  /** Of a user: whether it takes who is no member of the guild. */
  anybody?: boolean | undefined;
  minValue?: number | undefined;
  maxValue?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
}

export interface ManifestSubcommand {
  name: string;
  description: LocalizedText;
  group?: { name: string; description: LocalizedText } | undefined;
  options: ManifestCommandOption[];
}

export interface ManifestCommand {
  kind: 'command';
  name: string;
  description: LocalizedText;
  /** Names of Discord permissions; absent: everyone. */
  permissions?: string[] | undefined;
  /** Names that earlier versions gave it, newest first. */
  formerly?: string[] | undefined;
  options: ManifestCommandOption[];
  subcommands: ManifestSubcommand[];
  /** Name of the Sapphire piece that runs it, when it is one of those. */
  sapphire?: string | undefined;
}

export interface ManifestModalField {
  name: string;
  label: LocalizedText;
  style: 'short' | 'paragraph';
  required: boolean;
  maxLength: number;
}

export type ManifestSchedule = { everyMs: number } | { cron: string } | { input: JsonSchema };

/** An entry of the menu on a member or on a message. */
export interface ManifestMenu {
  kind: 'userMenu' | 'messageMenu';
  name: string;
  /** Names of Discord permissions; absent: everyone. */
  permissions?: string[] | undefined;
  /** Name of the Sapphire piece that runs it, when it is one of those. */
  sapphire?: string | undefined;
}

/** An ordinary piece of the Sapphire framework. What its commands are called is in commands and menus of their own. */
export interface ManifestSapphire {
  kind: 'sapphire';
  /** `commands/fun/ping` */
  name: string;
  store: SapphireStore;
  /** What a listener hears. */
  event?: string | undefined;
}

/** One route: the API serves it below the plugin's address, and documents it. */
export interface ManifestRoute {
  kind: 'route';
  /** `GET /entries/{id}` */
  name: string;
  method: RouteMethod;
  path: string;
  access: AccessLevel;
  description?: LocalizedText | undefined;
  /** Objects of texts, numbers and booleans. */
  params: JsonSchema;
  query: JsonSchema;
  /** Absent: none is read. */
  body?: JsonSchema | undefined;
  /** Absent: nothing is answered, with status 204. */
  returns?: JsonSchema | undefined;
  /** The field of the answer that is sent as `ETag`. */
  revision?: string | undefined;
  ifMatch?: 'required' | 'optional' | undefined;
}

export interface ManifestPage {
  kind: 'page';
  /** The path: `/top`. */
  name: string;
  title: LocalizedText;
  access: AccessLevel;
  blocks: ManifestBlock[];
}

export type ManifestPiece =
  | ManifestCommand
  | { kind: 'on'; name: string; event: string }
  | { kind: 'onRaw'; name: string; event: string }
  | { kind: 'button'; name: string; parameters: CustomIdParameter[] }
  | {
      kind: 'modal';
      name: string;
      title: LocalizedText;
      parameters: CustomIdParameter[];
      fields: ManifestModalField[];
    }
  | { kind: 'job'; name: string; schedule: ManifestSchedule }
  | { kind: 'offer'; name: string; input: JsonSchema; output: JsonSchema }
  | {
      kind: 'select';
      name: string;
      of: 'string' | 'user' | 'role' | 'channel';
      parameters: CustomIdParameter[];
    }
  | ManifestMenu
  | {
      kind: 'messageCommand';
      name: string;
      aliases: string[];
      description: LocalizedText;
      /** Absent when it is in the configuration, under `prefixField`; without either, only a mention calls it. */
      prefix?: string | undefined;
      prefixField?: string | undefined;
      /** Name of the Sapphire piece that runs it, when it is one of those. */
      sapphire?: string | undefined;
    }
  | { kind: 'hear'; name: string; plugin: string; event: string; payload: JsonSchema }
  | { kind: 'extensionPoint'; name: string; input: JsonSchema; output: JsonSchema }
  | {
      kind: 'contribution';
      name: string;
      /** `giveaways.requirement` */
      point: string;
      contribution: string;
      title: LocalizedText;
    }
  | ManifestSapphire
  | ManifestRoute
  | ManifestPage
  | { kind: 'setup'; name: string }
  | { kind: 'teardown'; name: string };

/** What members write, or who they are and what they do. */
export type DataLeaving = 'content' | 'members';

export interface ManifestFeature {
  name: string;
  title: LocalizedText;
  description?: LocalizedText | undefined;
  /** The least plan that has it. */
  from: 'premium' | 'enterprise';
}

export interface ManifestCollection {
  version: number;
  schema: JsonSchema;
  key: string[];
  indexes: string[][];
  unique: string[][];
  personal: string[];
  tally?: string[] | undefined;
  encrypted?: string[] | undefined;
}

/**
 * A plugin's manifest: its contract and every piece's declaration as JSON, written at build time.
 * Host, API, dashboard and marketplace read only this; code that declares otherwise is refused.
 */
export interface Manifest {
  manifestVersion: 1;
  id: string;
  package: string;
  version: string;
  /** Semver range of the SDK that it was built against. */
  sdk: string;
  name: LocalizedText;
  description: LocalizedText;
  category: PluginCategory;
  author?: string | undefined;
  homepage?: string | undefined;
  license?: string | undefined;
  capabilities: { id: CapabilityId; reason: LocalizedText }[];
  intents: {
    /** Derived from the pieces: not privileged. */
    standard: string[];
    privileged: { name: PrivilegedIntent; reason: LocalizedText; degraded?: LocalizedText | undefined }[];
  };
  /** Names of Discord permissions that the bot needs, derived from the capabilities. */
  permissions: string[];
  /** Hosts that it may reach through `ctx.fetch`. */
  hosts: string[];
  /** What of members it could send to those hosts; empty: nothing leaves. See `dataLeaving`. */
  dataLeaving: DataLeaving[];
  /** Features that take more than the free plan. */
  premium: ManifestFeature[];
  config: {
    version: number;
    schema: JsonSchema;
    /** What a configuration starts with; a required field without a default is missing here. */
    defaults: Record<string, unknown>;
  };
  data: Record<string, ManifestCollection>;
  emits: Record<string, JsonSchema>;
  offers?: string | undefined;
  uses: { id: string; optional: boolean; range?: string | undefined }[];
  pieces: ManifestPiece[];
  locales: Record<string, Record<string, string>>;
  /** Reserved: where it can be installed and used. */
  installTypes: 'guild'[];
  contexts: 'guild'[];
}
