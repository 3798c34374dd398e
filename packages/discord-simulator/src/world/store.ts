import type { Entities, TableName } from './entities.ts';
import { pairKey } from './entities.ts';

/** One change of the store. A batch of them is what the journal appends, atomically. */
export type Operation =
  | { put: TableName; key: string; value: unknown }
  | { delete: TableName; key: string }
  /** A dispatched gateway event, kept in its session's replay buffer. */
  | { replay: string; seq: number; t: string; d: unknown };

/** What a table holds of an entity: indexes keep it, so that a change of the entity need not touch them. */
interface Row<T> {
  entity: T;
}

type IndexOf<T> = Record<string, (entity: T) => string | null>;

/**
 * Entities of one kind, by key, in order of creation, with secondary indexes.
 *
 * Guarantees: 1. an entity that was read is never changed in place: every change is a `put` of a new object, so a
 * caller may keep the old one to compare; 2. every `put` and `delete` reaches the store's operation listener before
 * it returns.
 */
export class Table<T> {
  readonly #rows = new Map<string, Row<T>>();
  readonly #indexes = new Map<string, Map<string, Set<Row<T>>>>();
  /** The same as a list, since every change walks it. */
  readonly #indexList: { of: (entity: T) => string | null; rows: Map<string, Set<Row<T>>> }[] = [];
  readonly #keyOf: (entity: T) => string;
  readonly #onPut: (key: string, value: T) => void;
  readonly #onDelete: (key: string) => void;
  #version = 0;

  constructor(
    keyOf: (entity: T) => string,
    indexOf: IndexOf<T>,
    onPut: (key: string, value: T) => void,
    onDelete: (key: string) => void,
  ) {
    this.#keyOf = keyOf;
    this.#onPut = onPut;
    this.#onDelete = onDelete;
    for (const [name, of] of Object.entries(indexOf)) {
      const rows = new Map<string, Set<Row<T>>>();
      this.#indexes.set(name, rows);
      this.#indexList.push({ of, rows });
    }
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Grows with every change: what was worked out from the table holds while it stays the same. */
  get version(): number {
    return this.#version;
  }

  get(key: string): T | undefined {
    return this.#rows.get(key)?.entity;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  values(): IterableIterator<T> {
    return this.#rows.values().map(({ entity }) => entity);
  }

  entries(): IterableIterator<[string, T]> {
    return this.#rows.entries().map(([key, { entity }]) => [key, entity]);
  }

  /** All entities whose index `name` equals `value`, in order of creation. */
  by(name: string, value: string): T[] {
    const index = this.#indexes.get(name);
    if (!index) throw new Error(`this table has no index "${name}"`);
    const rows = index.get(value);
    return rows ? Array.from(rows, ({ entity }) => entity) : [];
  }

  /** How many entities `by` would return, without copying them. */
  count(name: string, value: string): number {
    return this.#indexes.get(name)?.get(value)?.size ?? 0;
  }

  put(entity: T): T {
    const key = this.#keyOf(entity);
    this.load(key, entity);
    this.#onPut(key, entity);
    return entity;
  }

  /** Puts `{ ...existing, ...changes }`. Throws when there is no such entity. */
  patch(key: string, changes: Partial<T>): T {
    const existing = this.get(key);
    if (existing === undefined) throw new Error(`nothing to patch under key "${key}"`);
    return this.put({ ...existing, ...changes });
  }

  delete(key: string): T | undefined {
    const existing = this.get(key);
    if (existing === undefined) return undefined;
    this.unload(key);
    this.#onDelete(key);
    return existing;
  }

  /** Sets without telling the listener: for replaying the journal. */
  load(key: string, entity: T): void {
    this.#version += 1;
    let row = this.#rows.get(key);
    const previous = row?.entity;
    if (row) row.entity = entity;
    else {
      row = { entity };
      this.#rows.set(key, row);
    }
    for (const { of, rows: index } of this.#indexList) {
      const before = previous === undefined ? null : of(previous);
      const after = of(entity);
      if (before === after) continue;
      if (before !== null) index.get(before)?.delete(row);
      if (after === null) continue;
      let bucket = index.get(after);
      if (!bucket) {
        bucket = new Set();
        index.set(after, bucket);
      }
      bucket.add(row);
    }
  }

  /** Deletes without telling the listener. */
  unload(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#version += 1;
    for (const { of, rows: index } of this.#indexList) {
      const value = of(row.entity);
      if (value === null) continue;
      const bucket = index.get(value);
      bucket?.delete(row);
      if (bucket?.size === 0) index.delete(value);
    }
    this.#rows.delete(key);
  }
}

type Keys = { [K in TableName]: (entity: Entities[K]) => string };
type Indexes = { [K in TableName]?: IndexOf<Entities[K]> };

const keys: Keys = {
  user: (user) => user.id,
  application: (application) => application.id,
  installation: (it) => pairKey(it.guild_id, it.application_id),
  guild: (guild) => guild.id,
  member: (member) => pairKey(member.guild_id, member.user_id),
  role: (role) => role.id,
  channel: (channel) => channel.id,
  threadMember: (it) => pairKey(it.thread_id, it.user_id),
  message: (message) => message.id,
  reaction: (it) => `${it.message_id}:${it.emoji.id ?? it.emoji.name}:${it.user_id}`,
  ban: (ban) => pairKey(ban.guild_id, ban.user_id),
  invite: (invite) => invite.code,
  webhook: (webhook) => webhook.id,
  emoji: (emoji) => emoji.id,
  voiceState: (it) => pairKey(it.guild_id, it.user_id),
  presence: (presence) => presence.user_id,
  command: (command) => command.id,
  commandPermissions: (it) => pairKey(it.guild_id, it.id),
  interaction: (interaction) => interaction.id,
  auditLogEntry: (entry) => entry.id,
  autoModRule: (rule) => rule.id,
  sticker: (sticker) => sticker.id,
  scheduledEvent: (event) => event.id,
  scheduledEventUser: (it) => pairKey(it.event_id, it.user_id),
  stageInstance: (it) => it.channel_id,
  pollVote: (vote) => `${vote.message_id}:${vote.answer_id}:${vote.user_id}`,
  sku: (sku) => sku.id,
  entitlement: (it) => it.id,
  accessToken: (it) => it.token,
  authorizationCode: (it) => it.code,
  gatewaySession: (session) => session.session_id,
  setting: (setting) => setting.name,
};

const indexes: Indexes = {
  application: { token: (it) => it.token, botUser: (it) => it.bot_user_id },
  installation: { guild: (it) => it.guild_id, application: (it) => it.application_id },
  member: { guild: (it) => it.guild_id, user: (it) => it.user_id },
  role: { guild: (it) => it.guild_id },
  channel: {
    guild: (it) => it.guild_id,
    parent: (it) => it.parent_id,
    dm: (it) => (it.type === 1 && it.recipients ? [...it.recipients].sort().join(':') : null),
  },
  threadMember: { thread: (it) => it.thread_id, user: (it) => it.user_id },
  message: {
    /** History: ephemeral messages are in no channel. */
    channel: (it) => (it.ephemeral_for === null ? it.channel_id : null),
    ephemeral: (it) => (it.ephemeral_for === null ? null : it.channel_id),
    openPoll: (it) => (it.poll && !it.poll.is_finalized ? 'open' : null),
  },
  reaction: { message: (it) => it.message_id },
  ban: { guild: (it) => it.guild_id },
  invite: { guild: (it) => it.guild_id, channel: (it) => it.channel_id },
  webhook: { guild: (it) => it.guild_id, channel: (it) => it.channel_id },
  emoji: { guild: (it) => it.guild_id },
  voiceState: { guild: (it) => it.guild_id, channel: (it) => it.channel_id },
  command: {
    application: (it) => it.application_id,
    scope: (it) => `${it.application_id}:${it.guild_id ?? 'global'}`,
  },
  commandPermissions: { guild: (it) => it.guild_id },
  interaction: {
    token: (it) => it.token,
    open: (it) => (it.answer === null ? 'open' : null),
    thinking: (it) => (it.answer === 5 ? 'thinking' : null),
  },
  auditLogEntry: { guild: (it) => it.guild_id },
  autoModRule: { guild: (it) => it.guild_id },
  sticker: { guild: (it) => it.guild_id },
  scheduledEvent: { guild: (it) => it.guild_id },
  scheduledEventUser: { event: (it) => it.event_id },
  stageInstance: { guild: (it) => it.guild_id },
  pollVote: { message: (it) => it.message_id },
  sku: { application: (it) => it.application_id },
  entitlement: { application: (it) => it.application_id },
  accessToken: { refresh: (it) => it.refresh_token },
  gatewaySession: { application: (it) => it.application_id },
};

export type Tables = { readonly [K in TableName]: Table<Entities[K]> };

/**
 * All tables. `onOperation` sees every change in order; the journal writes them.
 */
export function createTables(onOperation: (operation: Operation) => void): Tables {
  const tables: Record<string, unknown> = {};
  for (const name of Object.keys(keys) as TableName[]) {
    tables[name] = new Table<never>(
      keys[name] as (entity: never) => string,
      (indexes[name] ?? {}) as IndexOf<never>,
      (key, value) => onOperation({ put: name, key, value }),
      (key) => onOperation({ delete: name, key }),
    );
  }
  return tables as unknown as Tables;
}
