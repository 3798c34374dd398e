import { Schema } from 'mongoose';
import type { Actor } from '../../audit/types.ts';
import type { InstallationState } from '../../installations/types.ts';
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
  readonly consent: { readonly manifestHash: string; readonly userId: string; readonly at: Date };
  /** The current configuration: inside the document, so that it changes in one atomic step with `revision`. */
  readonly config: Omit<ConfigRevisionDocument, 'applicationId' | 'guildId' | 'pluginId'>;
  readonly installedAt: Date;
  readonly updatedAt: Date;
  /** When `uninstalled` data and configuration are deleted. */
  readonly purgeAt: Date | null;
}

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
    },
    config: { type: Schema.Types.Mixed, required: true },
    installedAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
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
installationSchema.plugin(guildOwned);

export interface ConfigRevisionDocument {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly number: number;
  readonly configVersion: number;
  readonly values: Record<string, unknown>;
  readonly effective: Record<string, unknown>;
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
  },
  { collection: 'problems', strict: 'throw', versionKey: false, autoIndex: false },
);
problemSchema.index({ guildId: 1, pluginId: 1, applicationId: 1, problemId: 1 }, { unique: true });
problemSchema.plugin(guildOwned);
