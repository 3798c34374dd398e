import type { Clock, Logger } from '@guildhall/sdk';
import type { Database, KilledPluginDocument } from '../database/index.ts';

/** A plugin that is switched off everywhere, and why. */
export type KilledPlugin = Omit<KilledPluginDocument, 'applicationId'>;

/** A change stream can break, and a database may have none: then this is how late a process learns of it. */
const lookEveryMs = 20_000;

/**
 * Which plugins an operator has switched off in every guild.
 *
 * 1. Every process learns of it: at once by a change stream, and within 20 seconds even without one.
 * 2. It is a document: it survives restarts, and whoever starts later knows it before a plugin comes to life.
 * 3. It changes no installation: taken back, each is as it was.
 */
export class KillSwitch {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #listeners = new Set<(pluginId: string) => Promise<void>>();
  #killed: ReadonlyMap<string, KilledPlugin> = new Map();
  #looking: Promise<void> = Promise.resolve();

  constructor(options: { database: Database; applicationId: string; clock: Clock; logger: Logger }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Reads what is switched off, and follows it from now on. @returns how to stop */
  async start(): Promise<() => Promise<void>> {
    const stream = this.#database.models.KilledPlugin.collection.watch();
    await this.look();
    let closing = false;
    const following = (async () => {
      try {
        for await (const _change of stream) await this.look();
      } catch (error) {
        if (!closing)
          this.#logger.warn('the kill switch is only looked at by time', { error: String(error) });
      }
    })();
    const timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.#logger.error('the kill switch could not be read', { error: String(error) });
      });
    }, lookEveryMs).unref();
    return async () => {
      closing = true;
      clearInterval(timer);
      await stream.close();
      await following;
      await this.#looking.catch(() => undefined);
    };
  }

  /** Whether a plugin is switched off everywhere, as this process knows it. */
  of(pluginId: string): KilledPlugin | undefined {
    return this.#killed.get(pluginId);
  }

  /** Newest first. */
  list(): readonly KilledPlugin[] {
    return [...this.#killed.values()].sort((a, b) => b.at.getTime() - a.at.getTime());
  }

  /**
   * Doing it again changes the reason. Resolves when it is durable, and in effect in this process.
   * @param by absent: from the command line
   */
  async kill(pluginId: string, reason: string, by?: KilledPlugin['by']): Promise<KilledPlugin> {
    const at = new Date(this.#clock.now());
    await this.#database.models.KilledPlugin.updateOne(
      { applicationId: this.#applicationId, pluginId },
      { ...(by ? { $set: { reason, by } } : { $set: { reason }, $unset: { by: 1 } }), $setOnInsert: { at } },
      { upsert: true, writeConcern: { w: 'majority', journal: true } },
    );
    await this.look();
    return this.#killed.get(pluginId) ?? { pluginId, reason, at, ...(by && { by }) };
  }

  /** It may run again, where it was enabled. @returns whether it was switched off */
  async revive(pluginId: string): Promise<boolean> {
    const { deletedCount } = await this.#database.models.KilledPlugin.deleteOne(
      { applicationId: this.#applicationId, pluginId },
      { writeConcern: { w: 'majority', journal: true } },
    );
    await this.look();
    return deletedCount > 0;
  }

  /** Called in this process after a plugin was switched off, on, or given another reason. @returns the undo */
  onChange(listener: (pluginId: string) => Promise<void>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reads the database, one look after the other, and tells what has changed. */
  look(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<void> {
    const found = await this.#database.models.KilledPlugin.find({
      applicationId: this.#applicationId,
    }).lean<(KilledPluginDocument & { readonly _id: unknown })[]>();
    const before = this.#killed;
    this.#killed = new Map(
      found.map(({ pluginId, reason, at, by }) => [pluginId, { pluginId, reason, at, ...(by && { by }) }]),
    );
    const changed = new Set([...before.keys(), ...this.#killed.keys()]).values();
    for (const pluginId of changed) {
      if (before.get(pluginId)?.reason === this.#killed.get(pluginId)?.reason) continue;
      for (const listener of this.#listeners) await listener(pluginId);
    }
  }
}
