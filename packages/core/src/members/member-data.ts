import type { Actor, AuditLog } from '../audit/types.ts';
import type { Database, InstallationDocument } from '../database/index.ts';
import type { ExplanationBook } from '../explanations/index.ts';
import type { PluginCatalogue } from '../plugins/index.ts';
import type { DataKeys } from '../runtime/data/index.ts';
import { eraseKeptRecords } from './kept-records.ts';
import { type PersonalCollection, personalRecords } from './personal-records.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is stored of a member in one guild. */
export interface MemberExport {
  readonly guildId: string;
  readonly memberId: string;
  readonly at: Date;
  /** By plugin and collection: each document that names them in a personal field. */
  readonly plugins: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;
  /** Why plugins did what they did, where it is about them. */
  readonly explanations: readonly Row[];
  /** Work that has failed, and was about them. */
  readonly deadLetters: readonly Row[];
  /** Work to come that is about them. */
  readonly jobs: readonly Row[];
  /** What plugins on trial would have done to them. */
  readonly capturedWrites: readonly Row[];
  /** What they changed as an admin, and what was done to them. */
  readonly audit: readonly Row[];
}

/** What an erasure did, in numbers of documents. */
export interface MemberErasure {
  readonly deleted: number;
  /** They name others too: only the member's id is gone from them. */
  readonly masked: number;
  /** Work to come that names them, e.g. lifting their ban: it stays until it is done. */
  readonly jobsKept: number;
  /** Entries of the audit log that name them: it is kept, so that what admins did can be looked up. */
  readonly auditKept: number;
}

export interface MemberDataParts {
  readonly database: Database;
  /** Of what plugins keep encrypted. */
  readonly keys: Pick<DataKeys, 'of'>;
  readonly applicationId: string;
  readonly catalogue: PluginCatalogue;
  readonly explanations: Pick<ExplanationBook, 'flush' | 'forgetMember'>;
  readonly audit: AuditLog;
  readonly now: () => number;
  /** Writes what is gathered and not stored yet: tallies, captured writes. */
  readonly settle: () => Promise<void>;
}

/**
 * What is stored of members: exported and erased in one guild at a time.
 *
 * 1. Plugins' part is what they declare `personal`, also of plugins that are off or were uninstalled within 30 days.
 * 2. A document that names the member alone, or by its key, is deleted; of one that names others too, only the id goes.
 * 3. Work to come and the audit log stay; the answer says how much of it.
 * 4. What an update keeps to be taken back to is erased too: a rollback brings nothing of the member back.
 * 5. Every erasure is in the audit log.
 */
export class MemberData {
  readonly #parts: MemberDataParts;

  constructor(parts: MemberDataParts) {
    this.#parts = parts;
  }

  async export(guildId: string, memberId: string): Promise<MemberExport> {
    const { now } = this.#parts;
    await this.#settle();
    const plugins: Record<string, Record<string, readonly Row[]>> = {};
    for (const [pluginId, collections] of await this.#collections(guildId)) {
      for (const collection of collections) {
        const rows = await this.#records(collection, guildId, memberId).list();
        if (rows.length === 0) continue;
        plugins[pluginId] = { ...plugins[pluginId], [collection.name]: rows };
      }
    }
    return {
      guildId,
      memberId,
      at: new Date(now()),
      plugins,
      explanations: await this.#explanations(guildId, memberId),
      deadLetters: withoutOurs(await this.#naming('DeadLetter', guildId, memberId)),
      jobs: withoutOurs(await this.#naming('Job', guildId, memberId)),
      capturedWrites: withoutOurs(await this.#captured(guildId, memberId)),
      audit: withoutOurs(await this.#audited(guildId, memberId).toArray()),
    };
  }

  async erase(guildId: string, memberId: string, actor: Actor): Promise<MemberErasure> {
    const { database, explanations, audit } = this.#parts;
    const { models } = database;
    await this.#settle();
    let deleted = (await this.#explanations(guildId, memberId)).length;
    let masked = 0;
    for (const collections of (await this.#collections(guildId)).values()) {
      for (const collection of collections) {
        const done = await this.#records(collection, guildId, memberId).erase();
        const { pluginId, name, personal } = collection;
        const of = { guildId, pluginId, collection: name };
        deleted += done.deleted + (await eraseKeptRecords(database, of, personal, memberId));
        masked += done.masked;
      }
    }
    await explanations.forgetMember(guildId, memberId);
    for (const [model, found] of [
      [models.DeadLetter, await this.#naming('DeadLetter', guildId, memberId)],
      [models.CapturedWrite, await this.#captured(guildId, memberId)],
    ] as const) {
      const which = { ...this.#of(guildId), _id: { $in: found.map(({ _id }) => _id) } };
      deleted += (await model.collection.deleteMany(which as never)).deletedCount;
    }
    const erasure = {
      deleted,
      masked,
      jobsKept: (await this.#naming('Job', guildId, memberId)).length,
      auditKept: (await this.#audited(guildId, memberId).toArray()).length,
    };
    await audit.record({ guildId, actor, action: 'member.erased', target: memberId, after: erasure });
    return erasure;
  }

  async #settle(): Promise<void> {
    await this.#parts.settle();
    await this.#parts.explanations.flush();
  }

  /** Each plugin's collections with personal fields, as the version declares them whose form the documents have. */
  async #collections(guildId: string): Promise<ReadonlyMap<string, readonly PersonalCollection[]>> {
    const { database, catalogue } = this.#parts;
    const installed = await database.models.Installation.find(this.#of(guildId), {
      pluginId: 1,
      hash: 1,
    }).lean<Pick<InstallationDocument, 'pluginId' | 'hash'>[]>();
    return new Map(
      installed.map(({ pluginId, hash }) => {
        const manifest = (catalogue.get(pluginId, hash) ?? catalogue.newest(pluginId))?.manifest;
        const personal = Object.entries(manifest?.data ?? {}).map(([name, declared]) => ({
          pluginId,
          name,
          key: declared.key,
          personal: declared.personal,
          encrypted: declared.encrypted ?? [],
        }));
        return [pluginId, personal.filter((collection) => collection.personal.length > 0)];
      }),
    );
  }

  #records(collection: PersonalCollection, guildId: string, memberId: string) {
    return personalRecords(this.#parts.database, collection, guildId, memberId, this.#parts.keys);
  }

  async #explanations(guildId: string, memberId: string): Promise<readonly Row[]> {
    const { Explanation } = this.#parts.database.models;
    return withoutOurs(
      await Explanation.collection.find({ ...this.#of(guildId), members: memberId }).toArray(),
    );
  }

  /** What was given to a job or handler is the plugin's own: wherever the id is in it, it is about the member. */
  async #naming(model: 'DeadLetter' | 'Job', guildId: string, memberId: string): Promise<readonly Row[]> {
    const found = await this.#parts.database.models[model].collection.find(this.#of(guildId)).toArray();
    return found.filter(({ input, key }) => JSON.stringify([input, key]).includes(memberId));
  }

  async #captured(guildId: string, memberId: string): Promise<readonly Row[]> {
    const { CapturedWrite } = this.#parts.database.models;
    return CapturedWrite.collection
      .find({ ...this.#of(guildId), $or: [{ userId: memberId }, { text: { $regex: memberId } }] })
      .toArray();
  }

  #audited(guildId: string, memberId: string) {
    return this.#parts.database
      .db()
      .collection('audit_log')
      .find({ ...this.#of(guildId), $or: [{ 'actor.userId': memberId }, { target: memberId }] });
  }

  #of(guildId: string) {
    return { guildId, applicationId: this.#parts.applicationId };
  }
}

/** Without what is nobody's but ours. */
function withoutOurs(rows: readonly Row[]): readonly Row[] {
  return rows.map(({ _id, applicationId: _, guildId: __, expiresAt: ___, ...row }) => row);
}
