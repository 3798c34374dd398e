import { type Connection, Schema, Types } from 'mongoose';
import { guildOwned } from '../database/index.ts';
import type { AuditReader, RecordedEntry } from './audit-reader.ts';
import type { Actor, AuditLog } from './types.ts';

interface AuditDocument {
  readonly _id: Types.ObjectId;
  readonly guildId: string;
  readonly applicationId: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: string;
  /** `config.updated` → `['config', 'config.updated']`: what it is found by. */
  readonly actionPath: readonly string[];
  readonly target: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

const schema = new Schema<AuditDocument>(
  {
    guildId: { type: String, required: true },
    applicationId: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    action: { type: String, required: true },
    actionPath: { type: [String], required: true },
    target: { type: String, default: null },
    before: { type: Schema.Types.Mixed },
    after: { type: Schema.Types.Mixed },
  },
  { collection: 'audit_log', strict: 'throw', minimize: false, versionKey: false, autoIndex: false },
);
schema.index({ guildId: 1, applicationId: 1, at: -1, _id: -1 });
schema.plugin(guildOwned);

export interface MongoAuditLogOptions {
  readonly connection: Connection;
  readonly applicationId: string;
  readonly now: () => number;
}

/**
 * Who did what, append-only: there is no way to change or delete an entry here.
 * `record` resolves once the entry is durable.
 */
export async function createMongoAuditLog(options: MongoAuditLogOptions): Promise<AuditLog & AuditReader> {
  const { connection, applicationId, now } = options;
  const model = connection.model<AuditDocument>('AuditEntry', schema);
  await model.createIndexes();
  const listeners = new Set<(entry: RecordedEntry) => void>();

  return {
    async record({ guildId, actor, action, target, before, after }) {
      const document: AuditDocument = {
        _id: new Types.ObjectId(),
        guildId,
        applicationId,
        at: new Date(now()),
        actor,
        action,
        actionPath: prefixes(action),
        target: target ?? null,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      };
      await model.create([document], { w: 'majority', j: true });
      for (const listener of listeners) listener(entryOf(document));
    },
    async list(guildId, { limit, after, action, userId, from, to }) {
      const position = after === undefined ? undefined : readPosition(after);
      const found = await model
        .find({
          guildId: String(guildId),
          applicationId,
          ...(action === undefined ? {} : { actionPath: String(action) }),
          ...(userId === undefined ? {} : { 'actor.userId': String(userId) }),
          ...(from || to ? { at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
          ...(position
            ? { $or: [{ at: { $lt: position.at } }, { at: position.at, _id: { $lt: position.id } }] }
            : {}),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit + 1)
        .lean<AuditDocument[]>();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const more = found.length > limit && last;
      return {
        items: page.map(entryOf),
        next: more ? `${last.at.getTime()}:${last._id.toHexString()}` : undefined,
      };
    },
    onRecord(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function prefixes(action: string): string[] {
  const words = action.split('.');
  return words.map((_, index) => words.slice(0, index + 1).join('.'));
}

/** Positions come back signed, so only those that `list` wrote get here. */
function readPosition(text: string): { at: Date; id: Types.ObjectId } {
  const [at = '', id = ''] = text.split(':');
  return { at: new Date(Number(at)), id: Types.ObjectId.createFromHexString(id) };
}

function entryOf(document: AuditDocument): RecordedEntry {
  const { _id, at, guildId, actor, action, target, before, after } = document;
  return {
    id: _id.toHexString(),
    at,
    guildId,
    actor,
    action,
    target,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
