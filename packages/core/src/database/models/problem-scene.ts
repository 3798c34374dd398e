import { Schema } from 'mongoose';
import type { ProblemScene } from '../../reproduction/problem-scene.ts';
import { guildOwned } from '../tenant-guard.ts';

/** What led to a plugin's last rest in a guild, masked (requirement C30). */
export interface ProblemSceneDocument {
  readonly applicationId: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly scene: ProblemScene;
}

export const problemSceneSchema: Schema<ProblemSceneDocument> = new Schema<ProblemSceneDocument>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    pluginId: { type: String, required: true },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    scene: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'problem_scenes', strict: 'throw', versionKey: false, autoIndex: false, minimize: false },
);
problemSceneSchema.index({ guildId: 1, pluginId: 1, applicationId: 1 }, { unique: true });
problemSceneSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
problemSceneSchema.plugin(guildOwned);
