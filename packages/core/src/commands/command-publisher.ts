import type { Clock, Logger } from '@guildhall/sdk';
import { ApplicationCommandType, type Client, DiscordAPIError, Routes } from 'discord.js';
import type { CommandSetDocument, Database } from '../database/index.ts';
import { asCore } from '../discord/index.ts';
import { canonicalJson, sha256 } from '../plugins/index.ts';
import {
  type CommandBody,
  type CommandPlan,
  type CommandTarget,
  commandLimit,
  type PlannedCommand,
  type PluginCommands,
  planCommands,
} from './plan-commands.ts';
import { type MenuBody, menuKey, menuLimit } from './plan-menus.ts';

/** Discord lets a bot create this many commands a day in one guild; changing one costs nothing. */
const creationLimit = 200;
const dayMs = 24 * 60 * 60_000;
const waits = [1_000, 5_000, 30_000, 60_000, 300_000];

interface Budget {
  readonly used: number;
  readonly limit: number;
}

/** A guild's commands as the API shows them. */
export interface GuildCommands {
  readonly items: readonly (PlannedCommand & {
    /** `planned`: Discord does not have it yet. `left_out`: there is no room for it. */
    readonly state: 'synced' | 'planned' | 'left_out';
  })[];
  readonly budget: Budget;
  /** Entries of the menus on members and on messages. */
  readonly menus: { readonly user: Budget; readonly message: Budget };
  /** Commands created in this guild today, and when counting begins anew. */
  readonly creations: { readonly used: number; readonly limit: number; readonly resetsAt?: Date };
  readonly syncedAt?: Date;
  /** Why the last attempt failed, when it did. */
  readonly error?: string;
}

export interface PublisherOptions {
  readonly client: Client;
  readonly applicationId: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly core: readonly CommandBody[];
  readonly coreMenus: readonly MenuBody[];
  /** The enabled installations of a guild. */
  readonly plugins: (guildId: string) => readonly PluginCommands[];
}

interface Pending {
  readonly work: Promise<void>;
  again: boolean;
}

/**
 * Writes each guild's planned commands to Discord, and only when they differ from what was written last (by hash).
 *
 * 1. One write at a time for a guild; changes meanwhile make one more.
 * 2. A write that fails is tried again, later and later, until it succeeds or is overtaken.
 * 3. What would be more than Discord lets a bot create in a day is written as far as it goes, the oldest installations first; the
 *    rest follows when the day is over (`catchUp`).
 */
export class CommandPublisher {
  readonly #options: PublisherOptions;
  readonly #plans = new Map<string, CommandPlan>();
  readonly #pending = new Map<string, Pending>();
  readonly #retries = new Map<string, NodeJS.Timeout>();
  /** Guilds of which a part is not written yet, and from when it can be. */
  readonly #postponed = new Map<string, number>();
  /** Failed attempts since the last success. */
  readonly #failures = new Map<string, number>();
  #closed = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Plans anew what members of a guild can call. To be called whenever its enabled installations change. */
  plan(guildId: string): CommandPlan {
    const plan = planCommands(this.#options.core, this.#options.plugins(guildId), this.#options.coreMenus);
    this.#plans.set(guildId, plan);
    return plan;
  }

  target(guildId: string, path: string): CommandTarget | undefined {
    return (this.#plans.get(guildId) ?? this.plan(guildId)).targets.get(path);
  }

  /** What an entry of a menu stands for, by Discord's type and name. */
  menu(guildId: string, type: number, name: string): CommandTarget | undefined {
    return (this.#plans.get(guildId) ?? this.plan(guildId)).menus.get(menuKey(type, name));
  }

  /** Resolves after one attempt, whether or not Discord took it. */
  sync(guildId: string, options: { readonly force?: boolean } = {}): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const pending = this.#pending.get(guildId);
    if (pending) {
      pending.again = true;
      return pending.work;
    }
    this.#cancelRetry(guildId);
    const entry: Pending = { again: false, work: Promise.resolve() };
    const work = (async () => {
      do {
        entry.again = false;
        await this.#attempt(guildId, options.force ?? false);
      } while (entry.again && !this.#closed);
    })().finally(() => this.#pending.delete(guildId));
    this.#pending.set(guildId, Object.assign(entry, { work }));
    return work;
  }

  async planFor(guildId: string): Promise<GuildCommands> {
    const plan = this.plan(guildId);
    const { applicationId, database } = this.#options;
    const stored = await database.models.CommandSet.findOne({
      guildId,
      applicationId,
    }).lean<CommandSetDocument>();
    const synced = writtenOf(stored);
    const upToDate = stored?.hash === hashOf(plan.bodies.filter(synced));
    const count = (type: ApplicationCommandType) => plan.bodies.filter((body) => body.type === type).length;
    return {
      items: plan.commands.map((command) => ({
        ...command,
        state: command.leftOut ? 'left_out' : upToDate && synced(bodyKeyOf(command)) ? 'synced' : 'planned',
      })),
      budget: {
        used: plan.bodies.length - count(ApplicationCommandType.User) - count(ApplicationCommandType.Message),
        limit: commandLimit,
      },
      menus: {
        user: { used: count(ApplicationCommandType.User), limit: menuLimit },
        message: { used: count(ApplicationCommandType.Message), limit: menuLimit },
      },
      creations: viewCreations(stored?.creations, this.#options.clock.now()),
      ...(stored ? { syncedAt: stored.syncedAt } : {}),
      ...(stored?.error ? { error: stored.error } : {}),
    };
  }

  forget(guildId: string): void {
    this.#plans.delete(guildId);
    this.#failures.delete(guildId);
    this.#postponed.delete(guildId);
    this.#cancelRetry(guildId);
  }

  /** Writes what had to wait for Discord's next day, where that has come. To be called now and then. */
  async catchUp(): Promise<void> {
    const now = this.#options.clock.now();
    const due = [...this.#postponed].flatMap(([guildId, at]) => (at <= now ? [guildId] : []));
    await Promise.all(due.map((guildId) => this.sync(guildId)));
  }

  /** Resolves when no write is under way. Later attempts of failed ones are not waited for. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all([...this.#pending.values()].map(({ work }) => work));
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const guildId of [...this.#retries.keys()]) this.#cancelRetry(guildId);
    await this.idle();
  }

  get activeTimers(): number {
    return this.#retries.size;
  }

  async #attempt(guildId: string, force: boolean): Promise<void> {
    const { applicationId, client, clock, database, logger } = this.#options;
    const { CommandSet } = database.models;
    const plan = this.plan(guildId);
    const key = { guildId, applicationId };
    try {
      const stored = await CommandSet.findOne(key).lean<CommandSetDocument>();
      const { bodies, creations, postponed } = affordable(stored, plan, force, clock.now());
      const hash = hashOf(bodies);
      const nextDay = creations.since.getTime() + dayMs;
      const error =
        postponed === 0
          ? null
          : `Discord lets a bot create ${creationLimit} commands a day in a server. ${postponed} more are written after ${new Date(nextDay).toISOString()}.`;
      if (postponed === 0) this.#postponed.delete(guildId);
      else this.#postponed.set(guildId, nextDay);
      if (!force && stored?.hash === hash && stored.error === error) return;
      const written = (await asCore(() =>
        client.rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body: bodies }),
      )) as { id: string; name: string; type: number }[];
      const commands = written.map(({ id, name, type }) => ({ id, name, type }));
      await CommandSet.updateOne(
        key,
        { $set: { hash, commands, creations, syncedAt: new Date(clock.now()), error } },
        { upsert: true },
      );
      this.#failures.delete(guildId);
    } catch (error) {
      if (this.#closed) return;
      if (isDayFull(error) && (await this.#noteFullDay(key))) {
        const pending = this.#pending.get(guildId);
        if (pending) pending.again = true;
        return;
      }
      const text = error instanceof Error ? error.message : String(error);
      logger.warn('the commands of a guild could not be written', { guildId, error: text });
      await this.#noteFailure(key, text);
      // Without the scope `applications.commands` trying again is of no use until the bot is invited anew.
      if (error instanceof DiscordAPIError && error.status === 403) return;
      this.#retryLater(guildId);
    }
  }

  /** Discord has counted more than we have. @returns whether that was news */
  async #noteFullDay(key: { guildId: string; applicationId: string }): Promise<boolean> {
    const { clock, database } = this.#options;
    const { CommandSet } = database.models;
    const stored = await CommandSet.findOne(key).lean<CommandSetDocument>();
    const { since, count } = creationsOf(stored?.creations, clock.now());
    if (count >= creationLimit) return false;
    await CommandSet.updateOne(
      key,
      {
        $set: { creations: { since, count: creationLimit } },
        $setOnInsert: { hash: '', commands: [], syncedAt: new Date(clock.now()) },
      },
      { upsert: true },
    );
    return true;
  }

  async #noteFailure(key: { guildId: string; applicationId: string }, error: string): Promise<void> {
    const { clock, database, logger } = this.#options;
    await database.models.CommandSet.updateOne(
      key,
      { $set: { error }, $setOnInsert: { hash: '', commands: [], syncedAt: new Date(clock.now()) } },
      { upsert: true },
    ).catch((failure: unknown) =>
      logger.error('a failed write of commands could not be noted', { error: String(failure) }),
    );
  }

  #retryLater(guildId: string): void {
    const failures = this.#failures.get(guildId) ?? 0;
    this.#failures.set(guildId, failures + 1);
    const wait = waits[Math.min(failures, waits.length - 1)];
    const timer = setTimeout(() => void this.sync(guildId), wait).unref();
    this.#retries.set(guildId, timer);
  }

  #cancelRetry(guildId: string): void {
    clearTimeout(this.#retries.get(guildId));
    this.#retries.delete(guildId);
  }
}

type Creations = NonNullable<CommandSetDocument['creations']>;

function creationsOf(stored: Creations | null | undefined, now: number): Creations {
  return stored && now - stored.since.getTime() < dayMs ? stored : { since: new Date(now), count: 0 };
}

function viewCreations(stored: Creations | null | undefined, now: number): GuildCommands['creations'] {
  const { since, count } = creationsOf(stored, now);
  const resets = count > 0 ? { resetsAt: new Date(since.getTime() + dayMs) } : {};
  return { used: count, limit: creationLimit, ...resets };
}

type Body = CommandPlan['bodies'][number];
type BodyKey = Pick<Body, 'name' | 'type'>;

/** Whether a body is among those that Discord has. Of sets that were written long ago the types are not known. */
function writtenOf(stored: CommandSetDocument | null): (body: BodyKey) => boolean {
  const commands = stored?.commands ?? [];
  return ({ name, type }) =>
    commands.some((command) => command.name === name && (command.type ?? type) === type);
}

/** The body that a planned command is, or is a part of. */
function bodyKeyOf({ name, menu }: PlannedCommand): BodyKey {
  if (menu !== undefined) return { name, type: menu };
  return { name: name.split(' ')[0] ?? '', type: ApplicationCommandType.ChatInput };
}

/** What can be written today: everything that Discord has already, and of the new as many as it takes, in the plan's order. */
function affordable(
  stored: CommandSetDocument | null,
  plan: CommandPlan,
  force: boolean,
  now: number,
): { readonly bodies: readonly Body[]; readonly creations: Creations; readonly postponed: number } {
  const { since, count } = creationsOf(stored?.creations, now);
  const isThere = force ? () => false : writtenOf(stored);
  let left = Math.max(0, creationLimit - count);
  const bodies = plan.bodies.filter((body) => {
    if (isThere(body)) return true;
    left -= 1;
    return left >= 0;
  });
  const created = bodies.filter((body) => !isThere(body)).length;
  return {
    bodies,
    creations: { since, count: count + created },
    postponed: plan.bodies.length - bodies.length,
  };
}

/** Discord's answer to one command too many in a day. */
function isDayFull(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === 30_034;
}

function hashOf(bodies: readonly Body[]): string {
  return sha256(canonicalJson(bodies));
}
