import { Schema } from 'mongoose';

/** One gateway shard: who drives it, and the session that it can resume. Not owned by a guild. */
export interface ShardDocument {
  readonly _id: string;
  readonly applicationId: string;
  readonly shardId: number;
  readonly shardCount: number;
  readonly owner: string | null;
  /** Raised by every claim: a writer with an older fence is refused. */
  readonly fence: number;
  readonly leaseUntil: Date | null;
  readonly session: {
    readonly id: string;
    /** Everything up to here has had its effects. */
    readonly seq: number;
    readonly resumeUrl: string;
  } | null;
  readonly updatedAt: Date;
}

export const shardSchema: Schema<ShardDocument> = new Schema<ShardDocument>(
  {
    _id: { type: String, required: true },
    applicationId: { type: String, required: true },
    shardId: { type: Number, required: true },
    shardCount: { type: Number, required: true },
    owner: { type: String, default: null },
    fence: { type: Number, required: true },
    leaseUntil: { type: Date, default: null },
    session: { type: Schema.Types.Mixed, default: null },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'shards', strict: 'throw', versionKey: false, autoIndex: false },
);
shardSchema.index({ applicationId: 1, shardId: 1 });
