import { Schema } from 'mongoose';

/** A plugin that an operator has switched off in every guild. Its document is the switch: without one it may run. */
export interface KilledPluginDocument {
  readonly applicationId: string;
  readonly pluginId: string;
  /** For the admins of every guild that has it. */
  readonly reason: string;
  readonly at: Date;
  /** Which operator; absent: whoever had the command line. */
  readonly by?: { readonly userId: string; readonly name: string };
}

export const killedPluginSchema: Schema<KilledPluginDocument> = new Schema<KilledPluginDocument>(
  {
    applicationId: { type: String, required: true },
    pluginId: { type: String, required: true },
    reason: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: Schema.Types.Mixed },
  },
  { collection: 'killed_plugins', strict: 'throw', versionKey: false, autoIndex: false },
);
killedPluginSchema.index({ applicationId: 1, pluginId: 1 }, { unique: true });
