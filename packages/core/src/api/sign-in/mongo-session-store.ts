import { type Connection, Schema } from 'mongoose';
import type { Session, SessionStore } from './session-store.ts';

interface SessionDocument extends Omit<Session, 'id'> {
  readonly _id: string;
}

const schema = new Schema<SessionDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    name: { type: String, required: true },
    avatarUrl: { type: String, default: null },
    locale: { type: String, default: null },
    sealedToken: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', strict: 'throw', versionKey: false, autoIndex: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ userId: 1 });

/** Sessions in the database. Reads filter by the clock; the TTL index only cleans up. */
export async function createMongoSessionStore(
  connection: Connection,
  now: () => number,
): Promise<SessionStore> {
  const model = connection.model<SessionDocument>('Session', schema);
  await model.createIndexes();
  return {
    async create({ id, ...rest }) {
      await model.create({ _id: id, ...rest });
    },
    async find(id) {
      const found = await model.findOne({ _id: String(id), expiresAt: { $gt: new Date(now()) } }).lean();
      if (!found) return undefined;
      const { _id, ...rest } = found;
      return { id: _id, ...rest };
    },
    async delete(id) {
      await model.deleteOne({ _id: String(id) });
    },
  };
}
