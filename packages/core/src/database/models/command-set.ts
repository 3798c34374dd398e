import { Schema } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** What Discord shows in one guild, as last written by the planner. */
export interface CommandSetDocument {
  readonly applicationId: string;
  readonly guildId: string;
  /** sha-256 of the written set; equal to the planned one when there is nothing to do. */
  readonly hash: string;
  /** `type` is Discord's; absent in sets that were written before it was kept. */
  readonly commands: readonly { readonly id: string; readonly name: string; readonly type?: number }[];
  readonly syncedAt: Date;
  readonly error: string | null;
  /** Commands created within the day that began at `since`. */
  readonly creations?: { readonly since: Date; readonly count: number } | null;
}

export const commandSetSchema: Schema<CommandSetDocument> = new Schema<CommandSetDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    hash: { type: String, required: true },
    commands: { type: [Schema.Types.Mixed] as never, required: true },
    syncedAt: { type: Date, required: true },
    error: { type: String, default: null },
    creations: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'command_sets', strict: 'throw', versionKey: false, autoIndex: false },
);
commandSetSchema.index({ guildId: 1, applicationId: 1 }, { unique: true });
commandSetSchema.plugin(guildOwned);
