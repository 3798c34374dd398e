import { Schema, type Types } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** Why a plugin did something or did not (requirement C27). Kept for 24 hours. */
export interface ExplanationDocument {
  readonly _id: Types.ObjectId;
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly version: string;
  readonly at: Date;
  readonly expiresAt: Date;
  /** `said`: by the plugin's own `explain`. `wrote`, `refused`: a write to Discord, by the host. */
  readonly kind: 'said' | 'wrote' | 'refused';
  /** Whom it is about: they may read it. */
  readonly members: readonly string[];
  /** The message, or the interaction that one answers. */
  readonly messages: readonly string[];
  readonly channelId: string | null;
  /** Of `said`: the text's key and parameters, and its words in English for when the key is gone. */
  readonly said: {
    readonly key: string;
    readonly parameters: Readonly<Record<string, string | number>>;
    readonly text: string;
  } | null;
  /** Of a write: what was called, and the refusal's reason. */
  readonly call: { readonly route: string; readonly status: string } | null;
  /** The handler, as Problems name it: `command rank`. */
  readonly piece: string | null;
  readonly event: string | null;
}

export const explanationSchema: Schema<ExplanationDocument> = new Schema<ExplanationDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    version: { type: String, required: true },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    kind: { type: String, required: true },
    members: { type: [String], required: true },
    messages: { type: [String], required: true },
    channelId: { type: String, default: null },
    said: { type: Schema.Types.Mixed, default: null },
    call: { type: Schema.Types.Mixed, default: null },
    piece: { type: String, default: null },
    event: { type: String, default: null },
  },
  { collection: 'explanations', strict: 'throw', versionKey: false, autoIndex: false, minimize: false },
);
explanationSchema.index({ guildId: 1, applicationId: 1, at: -1, _id: -1 });
explanationSchema.index({ guildId: 1, members: 1, at: -1 });
explanationSchema.index({ guildId: 1, messages: 1, at: -1 });
explanationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
explanationSchema.plugin(guildOwned);
