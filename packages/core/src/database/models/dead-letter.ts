import { Schema } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** A job that has failed for good, or an event whose handler has failed, with what it was given. */
export interface DeadLetterDocument {
  readonly _id: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  /** Absent: a job. Otherwise the kind of the handler. */
  readonly handler?: 'on' | 'onRaw' | 'hear';
  /** Of a handler: what it handles. */
  readonly event?: string;
  /** Of a handler: what it was run for; the same when it is run again. */
  readonly cause?: string;
  readonly replayable?: boolean;
  /** Of a handler: somebody has begun to replay it. */
  readonly replayedAt?: Date | null;
  /** Of a handler: its payload is of members, and goes by itself. */
  readonly expiresAt?: Date;
  /** Name of the job, or of the handler. */
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
    handler: { type: String, enum: ['on', 'onRaw', 'hear'] },
    event: { type: String },
    cause: { type: String },
    replayable: { type: Boolean },
    replayedAt: { type: Date, default: null },
    expiresAt: { type: Date },
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
deadLetterSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
deadLetterSchema.plugin(guildOwned);
