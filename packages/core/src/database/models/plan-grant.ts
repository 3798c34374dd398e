import { Schema } from 'mongoose';
import type { Actor } from '../../audit/types.ts';
import { guildOwned } from '../tenant-guard.ts';

/** A plan that a guild has for a time: as a whole, or for one plugin (requirement B13). */
export interface PlanGrantDocument {
  readonly _id: string;
  readonly applicationId: string;
  readonly guildId: string;
  /** `null`: for the guild as a whole. */
  readonly pluginId: string | null;
  readonly plan: 'premium' | 'enterprise';
  /** Where it comes from. Stripe and Discord will be further ones. */
  readonly source: 'grant';
  readonly reason: string;
  readonly grantedBy: Actor;
  readonly from: Date;
  /** `null`: without end. */
  readonly until: Date | null;
  /** Taken back before its end. */
  readonly revokedAt: Date | null;
}

export const planGrantSchema: Schema<PlanGrantDocument> = new Schema<PlanGrantDocument>(
  {
    _id: { type: String, required: true },
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, default: null },
    plan: { type: String, required: true },
    source: { type: String, required: true },
    reason: { type: String, default: '' },
    grantedBy: { type: Schema.Types.Mixed, required: true },
    from: { type: Date, required: true },
    until: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
  },
  { collection: 'plan_grants', strict: 'throw', versionKey: false, autoIndex: false },
);
planGrantSchema.index({ guildId: 1, applicationId: 1, from: -1 });
planGrantSchema.plugin(guildOwned);
