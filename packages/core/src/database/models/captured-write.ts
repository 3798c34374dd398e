import { Schema, type Types } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** A write that a shadow-installed plugin would have made (requirement C28). */
export interface CapturedWriteDocument {
  readonly _id: Types.ObjectId;
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly action: string;
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly userId: string | null;
  readonly roleId: string | null;
  /** What it would have said, shortened. */
  readonly text: string | null;
  /** What it gave as its reason for Discord's audit log. */
  readonly reason: string | null;
  /** Why it would have been refused. */
  readonly refused: string | null;
  /** The same in words; of those from before there were any, absent. */
  readonly refusedWhy?: string | null;
  /** The handler, as Problems name it: `command rank`. */
  readonly piece: string | null;
  readonly event: string | null;
}

export const capturedWriteSchema: Schema<CapturedWriteDocument> = new Schema<CapturedWriteDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    action: { type: String, required: true },
    channelId: { type: String, default: null },
    messageId: { type: String, default: null },
    userId: { type: String, default: null },
    roleId: { type: String, default: null },
    text: { type: String, default: null },
    reason: { type: String, default: null },
    refused: { type: String, default: null },
    refusedWhy: { type: String, default: null },
    piece: { type: String, default: null },
    event: { type: String, default: null },
  },
  { collection: 'captured_writes', strict: 'throw', versionKey: false, autoIndex: false },
);
capturedWriteSchema.index({ guildId: 1, pluginId: 1, applicationId: 1, at: -1, _id: -1 });
capturedWriteSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
capturedWriteSchema.plugin(guildOwned);
