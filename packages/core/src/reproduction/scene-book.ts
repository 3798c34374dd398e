import type { Clock } from '@guildhall/sdk';
import type { Database, ProblemSceneDocument } from '../database/index.ts';
import type { ProblemScene } from './problem-scene.ts';

const keptMs = 7 * 24 * 60 * 60_000;

/** A scene, and how long it can still be had. */
export interface KeptScene {
  readonly scene: ProblemScene;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** The last scene of each plugin in each guild, for a week. */
export class SceneBook {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;

  constructor(options: { database: Database; applicationId: string; clock: Clock }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
  }

  async keep(guildId: string, scene: ProblemScene): Promise<void> {
    const at = this.#clock.now();
    await this.#database.models.ProblemScene.updateOne(
      this.#key(guildId, scene.pluginId),
      { $set: { scene, at: new Date(at), expiresAt: new Date(at + keptMs) } },
      { upsert: true },
    );
  }

  async find(guildId: string, pluginId: string): Promise<KeptScene | undefined> {
    const found = await this.#database.models.ProblemScene.findOne({
      ...this.#key(guildId, pluginId),
      expiresAt: { $gt: new Date(this.#clock.now()) },
    }).lean<ProblemSceneDocument>();
    if (!found) return undefined;
    const { scene, at, expiresAt } = found;
    return { scene, at, expiresAt };
  }

  #key(guildId: string, pluginId: string) {
    return { guildId, pluginId, applicationId: this.#applicationId };
  }
}
