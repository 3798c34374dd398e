import { Schema } from 'mongoose';
import type { Actor } from '../../audit/types.ts';
import type { ConfigOverride, InstallationState } from '../../installations/types.ts';
import { guildOwned } from '../tenant-guard.ts';

export interface InstallationDocument {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly state: InstallationState;
  readonly revision: number;
  readonly version: string;
  /** Content hash of the installed version. */
  readonly hash: string;
  readonly consent: {
    readonly manifestHash: string;
    readonly userId: string;
    readonly at: Date;
    /** What members write may reach a plugin that could send it away. */
    readonly sharesContent?: boolean;
  };
  /** The current configuration: inside the document, so that it changes in one atomic step with `revision`. */
  readonly config: Omit<ConfigRevisionDocument, 'applicationId' | 'guildId' | 'pluginId'>;
  readonly installedAt: Date;
  readonly updatedAt: Date;
  /** Set while it is tried in shadow: its writes to Discord are captured, not sent. */
  readonly shadow?: { readonly since: Date; readonly until: Date } | null;
  /** Stays at its version when Guildhall brings a newer one along. Absent in documents of before there were pins. */
  readonly pinned?: boolean;
  /** Names of commands that the guild's admins have chosen. They stay over updates. */
  readonly aliases?: Readonly<Record<string, string>> | null;
  /** The version of each collection's documents; absent: as the installed version declares. */
  readonly dataVersions?: Readonly<Record<string, number>> | null;
  /** The last change of `state`, until and after it is in the events. */
  readonly transition?: TransitionFields | null;
  /** The move to another version that is under way. */
  readonly update?: UnderWay | null;
  /** Where a rollback leads, until the update is confirmed. */
  readonly previous?: PreviousVersion | null;
  /** When `uninstalled` data and configuration are deleted. */
  readonly purgeAt: Date | null;
}

/** What an installation has at one version. */
export interface VersionSide {
  readonly version: string;
  readonly hash: string;
  readonly consent: InstallationDocument['consent'];
  readonly config: InstallationDocument['config'];
  readonly dataVersions: Readonly<Record<string, number>>;
}

export interface UnderWay {
  /** Of the data migration. */
  readonly id: string;
  readonly direction: 'forward' | 'back';
  /** The state to end in; `back`: when going back has been done. */
  readonly endState: InstallationState;
  readonly formerState: InstallationState;
  readonly from: VersionSide;
  readonly to: VersionSide;
  readonly pinned: boolean;
  readonly actor: Actor;
  readonly startedAt: Date;
  /** Collections whose documents change form. */
  readonly collections: readonly string[];
  /** Of going back: why, as a problem. */
  readonly problem?: { readonly code: string; readonly message: string; readonly remedy: string };
}

export interface PreviousVersion extends VersionSide {
  readonly migrationId: string;
  readonly collections: readonly string[];
  readonly until: Date;
}

export interface TransitionFields {
  /** The installation's revision after it. */
  readonly revision: number;
  readonly from: InstallationState | 'none';
  readonly to: InstallationState;
  readonly version: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly reason?: string;
}

export interface InstallationEventDocument extends TransitionFields {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
}

/** Append-only: who, when, from which state to which. */
export const installationEventSchema: Schema<InstallationEventDocument> =
  new Schema<InstallationEventDocument>(
    {
      applicationId: { type: String, required: true },
      guildId: { type: String, required: true },
      pluginId: { type: String, required: true },
      revision: { type: Number, required: true },
      from: { type: String, required: true },
      to: { type: String, required: true },
      version: { type: String, required: true },
      at: { type: Date, required: true },
      actor: { type: Schema.Types.Mixed, required: true },
      reason: { type: String },
    },
    { collection: 'installation_events', strict: 'throw', versionKey: false, autoIndex: false },
  );
// A plugin that is installed anew after its data are deleted begins with revision 1 again.
installationEventSchema.index(
  { guildId: 1, pluginId: 1, applicationId: 1, revision: -1, at: 1 },
  { unique: true },
);
installationEventSchema.plugin(guildOwned);

export const installationSchema: Schema<InstallationDocument> = new Schema<InstallationDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    state: { type: String, required: true },
    revision: { type: Number, required: true },
    version: { type: String, required: true },
    hash: { type: String, required: true },
    consent: {
      manifestHash: { type: String, required: true },
      userId: { type: String, required: true },
      at: { type: Date, required: true },
      sharesContent: { type: Boolean },
    },
    config: { type: Schema.Types.Mixed, required: true },
    installedAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    shadow: { type: Schema.Types.Mixed, default: null },
    pinned: { type: Boolean, default: false },
    aliases: { type: Schema.Types.Mixed, default: null },
    dataVersions: { type: Schema.Types.Mixed, default: null },
    transition: { type: Schema.Types.Mixed, default: null },
    update: { type: Schema.Types.Mixed, default: null },
    previous: { type: Schema.Types.Mixed, default: null },
    purgeAt: { type: Date, default: null },
  },
  {
    collection: 'installations',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    minimize: false,
  },
);
installationSchema.index({ guildId: 1, pluginId: 1, applicationId: 1 }, { unique: true });
installationSchema.index({ state: 1, purgeAt: 1 });
installationSchema.index({ 'previous.until': 1 }, { sparse: true });
installationSchema.plugin(guildOwned);

export interface ConfigRevisionDocument {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly number: number;
  readonly configVersion: number;
  readonly values: Record<string, unknown>;
  readonly effective: Record<string, unknown>;
  /** Absent in documents of before there were any. */
  readonly overrides?: readonly ConfigOverride[];
  readonly actor: Actor;
  readonly at: Date;
  readonly restoredFrom?: number;
}

export const configRevisionSchema: Schema<ConfigRevisionDocument> = new Schema<ConfigRevisionDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    number: { type: Number, required: true },
    configVersion: { type: Number, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    effective: { type: Schema.Types.Mixed, required: true },
    overrides: { type: Schema.Types.Mixed },
    actor: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    restoredFrom: { type: Number },
  },
  {
    collection: 'config_revisions',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    // An empty configuration is `{}`, and must come back as `{}`.
    minimize: false,
  },
);
configRevisionSchema.index({ guildId: 1, pluginId: 1, applicationId: 1, number: -1 }, { unique: true });
configRevisionSchema.plugin(guildOwned);

export interface ProblemDocument {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  /** Stable id of the group `{code, piece}` within the installation. */
  readonly problemId: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly piece?: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** The reference that the last member who ran into it was shown. */
  readonly reference?: string;
  /** Where in its author's files. */
  readonly place?: string;
}

export const problemSchema: Schema<ProblemDocument> = new Schema<ProblemDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    problemId: { type: String, required: true },
    code: { type: String, required: true },
    message: { type: String, required: true },
    remedy: { type: String },
    piece: { type: String },
    count: { type: Number, required: true },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
    reference: { type: String },
    place: { type: String },
  },
  { collection: 'problems', strict: 'throw', versionKey: false, autoIndex: false },
);
problemSchema.index({ guildId: 1, pluginId: 1, applicationId: 1, problemId: 1 }, { unique: true });
problemSchema.plugin(guildOwned);
