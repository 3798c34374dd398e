import { createHash } from 'node:crypto';
import type { Clock } from '@guildhall/sdk';
import type { Database, ProblemDocument } from '../database/index.ts';
import type { Problem } from '../installations/types.ts';

export interface ProblemReport {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly piece?: string;
  /** What the member was shown. */
  readonly reference?: string;
  /** Where in its author's files: `src/prices.ts:12:3`. */
  readonly place?: string;
}

/** What goes wrong in installations, grouped by code and piece, kept until it is dismissed. */
export class ProblemBook {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;
  readonly #onProblem: (guildId: string, pluginId: string, code: string) => void;

  constructor(options: {
    database: Database;
    applicationId: string;
    clock: Clock;
    onProblem: (guildId: string, pluginId: string, code: string) => void;
  }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
    this.#onProblem = options.onProblem;
  }

  async record(guildId: string, pluginId: string, report: ProblemReport): Promise<void> {
    const at = new Date(this.#clock.now());
    const { code, message, remedy, piece, reference, place } = report;
    const problemId = createHash('sha256')
      .update(`${code}\0${piece ?? ''}`)
      .digest('hex')
      .slice(0, 16);
    await this.#database.models.Problem.updateOne(
      { guildId, pluginId, applicationId: this.#applicationId, problemId },
      {
        $setOnInsert: { code, firstAt: at, ...(piece === undefined ? {} : { piece }) },
        $set: {
          message,
          lastAt: at,
          ...(remedy === undefined ? {} : { remedy }),
          ...(reference === undefined ? {} : { reference }),
          ...(place === undefined ? {} : { place }),
        },
        $inc: { count: 1 },
      },
      { upsert: true },
    );
    this.#onProblem(guildId, pluginId, code);
  }

  async list(guildId: string): Promise<ReadonlyMap<string, readonly Problem[]>> {
    const found = await this.#database.models.Problem.find({ guildId, applicationId: this.#applicationId })
      .sort({ lastAt: -1 })
      .lean<ProblemDocument[]>();
    const byPlugin = new Map<string, Problem[]>();
    for (const document of found) {
      const list = byPlugin.get(document.pluginId) ?? [];
      list.push(viewProblem(document));
      byPlugin.set(document.pluginId, list);
    }
    return byPlugin;
  }

  /** @returns whether there was such a problem. */
  async dismiss(guildId: string, pluginId: string, problemId: string): Promise<boolean> {
    const result = await this.#database.models.Problem.deleteOne({
      guildId,
      pluginId,
      applicationId: this.#applicationId,
      problemId,
    });
    return result.deletedCount > 0;
  }

  /** Takes back problems that have stopped, e.g. a permission that the bot has been given. */
  async resolve(guildId: string, pluginId: string, ...codes: readonly string[]): Promise<void> {
    await this.#database.models.Problem.deleteMany({
      guildId,
      pluginId,
      applicationId: this.#applicationId,
      code: { $in: codes },
    });
  }

  async forget(guildId: string, pluginId: string): Promise<void> {
    await this.#database.models.Problem.deleteMany({
      guildId,
      pluginId,
      applicationId: this.#applicationId,
    });
  }
}

function viewProblem(document: ProblemDocument): Problem {
  const { problemId, code, message, remedy, piece, count, firstAt, lastAt, reference, place } = document;
  return {
    id: problemId,
    code,
    message:
      reference === undefined
        ? message
        : `${message} (reference ${reference}${place === undefined ? '' : `, ${place}`})`,
    ...(remedy === undefined ? {} : { remedy }),
    ...(piece === undefined ? {} : { piece }),
    count,
    firstAt,
    lastAt,
  };
}
