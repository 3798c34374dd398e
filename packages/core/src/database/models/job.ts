import { Schema } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** One run to come of a plugin's job. Recurring jobs have one document each, moved on after every run. */
export interface JobDocument {
  /** application:guild:plugin:job:key */
  readonly _id: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly job: string;
  readonly key: string;
  readonly recurring: boolean;
  readonly input: unknown;
  readonly dueAt: Date;
  /** The installation is disabled: nobody may claim it. */
  readonly paused: boolean;
  readonly owner: string | null;
  /** Raised by every claim; completing needs the claim's own. */
  readonly fence: number;
  readonly leaseUntil: Date;
  readonly attempts: number;
  /** Names the run that is due: the same however often it is tried. */
  readonly run: string;
}

export const jobSchema: Schema<JobDocument> = new Schema<JobDocument>(
  {
    _id: { type: String, required: true },
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    job: { type: String, required: true },
    key: { type: String, required: true },
    recurring: { type: Boolean, required: true },
    input: { type: Schema.Types.Mixed },
    dueAt: { type: Date, required: true },
    paused: { type: Boolean, required: true },
    owner: { type: String, default: null },
    fence: { type: Number, required: true },
    leaseUntil: { type: Date, required: true },
    attempts: { type: Number, required: true },
    run: { type: String, default: '' },
  },
  { collection: 'jobs', strict: 'throw', versionKey: false, autoIndex: false, minimize: false },
);
jobSchema.index({ guildId: 1, pluginId: 1, job: 1 });
jobSchema.index({ applicationId: 1, paused: 1, dueAt: 1 });
jobSchema.plugin(guildOwned);
