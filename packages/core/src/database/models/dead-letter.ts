import { Schema } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** A job that has failed for good, with what it was asked to do. */
export interface DeadLetterDocument {
  readonly _id: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly job: string;
  readonly key: string;
  readonly input: unknown;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly failedAt: Date;
  /** Finds the last error in the log and under Problems. */
  readonly reference: string;
}

export const deadLetterSchema: Schema<DeadLetterDocument> = new Schema<DeadLetterDocument>(
  {
    _id: { type: String, required: true },
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    job: { type: String, required: true },
    key: { type: String, default: '' },
    input: { type: Schema.Types.Mixed },
    attempts: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    failedAt: { type: Date, required: true },
    reference: { type: String, required: true },
  },
  { collection: 'dead_letters', strict: 'throw', versionKey: false, autoIndex: false, minimize: false },
);
deadLetterSchema.index({ guildId: 1, pluginId: 1, applicationId: 1, failedAt: -1 });
deadLetterSchema.plugin(guildOwned);
