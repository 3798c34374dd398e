import { type Connection, Schema } from 'mongoose';
import type { AnyReply } from '../contract/route.ts';
import { type IdempotencyStore, keptMs } from './idempotency-store.ts';

interface KeyDocument {
  readonly _id: string;
  readonly fingerprint: string;
  /** As JSON; absent while the request is under way. */
  readonly reply?: string;
  readonly expiresAt: Date;
}

const schema = new Schema<KeyDocument>(
  {
    _id: { type: String, required: true },
    fingerprint: { type: String, required: true },
    reply: { type: String },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', strict: 'throw', versionKey: false, autoIndex: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** A request that a crash cut off is not in flight for longer than this. */
const underWayMs = 60_000;

/** Keys in the database. Reads go by the clock; the TTL index only cleans up. */
export async function createMongoIdempotencyStore(
  connection: Connection,
  now: () => number,
): Promise<IdempotencyStore> {
  const model = connection.model<KeyDocument>('IdempotencyKey', schema);
  await model.createIndexes();
  return {
    async claim(id, fingerprint) {
      await model.deleteOne({ _id: String(id), expiresAt: { $lte: new Date(now()) } });
      try {
        await model.create({ _id: id, fingerprint, expiresAt: new Date(now() + underWayMs) });
        return { kind: 'new' };
      } catch (error) {
        if ((error as { code?: unknown }).code !== 11000) throw error;
      }
      const found = await model.findOne({ _id: String(id) }).lean();
      if (!found) return { kind: 'in_flight' };
      if (found.fingerprint !== fingerprint) return { kind: 'other_request' };
      if (found.reply === undefined) return { kind: 'in_flight' };
      return { kind: 'answered', reply: JSON.parse(found.reply) as AnyReply };
    },
    async settle(id, reply) {
      await model.updateOne(
        { _id: String(id) },
        { $set: { reply: JSON.stringify(reply), expiresAt: new Date(now() + keptMs) } },
      );
    },
    async release(id) {
      await model.deleteOne({ _id: String(id) });
    },
  };
}
