import { openEmbeddedDatabase } from '../app/embedded-database.ts';
import { operatorKeys, secretBoxOf } from '../app/secret-box.ts';
import { createMongoAuditLog } from '../audit/index.ts';
import { connectDatabase, type Database } from '../database/index.ts';
import { ExplanationBook } from '../explanations/index.ts';
import { MemberData } from '../members/index.ts';
import { createLogger, sdkLogger } from '../observability/index.ts';
import { createPluginStore } from '../plugins/index.ts';
import { DataKeys } from '../runtime/data/index.ts';
import { prepareDataFolder, type Settings } from '../settings/index.ts';
import { type Command, UsageError } from './arguments.ts';

type MembersCommand = Extract<Command, { name: 'members export' | 'members erase' }>;

/**
 * `guildhall members …`: what is stored of a member in a guild, from the database itself. Beside a Guildhall that runs on a MongoDB,
 * what it has counted in the last seconds may not be stored yet; an embedded database is the running Guildhall's alone.
 *
 * @returns what is printed: JSON
 * @throws errors with `code` and `remedy`: `DataFolderError`, `DatabaseError`, `UsageError`
 */
export async function runMembersCommand(command: MembersCommand, settings: Settings): Promise<string> {
  await prepareDataFolder(settings.dataDir);
  const embedded = settings.mongodbUri ? undefined : await openEmbeddedDatabase(settings.dataDir);
  try {
    const database = await connectDatabase(settings.mongodbUri ?? embedded?.uri ?? '');
    try {
      return JSON.stringify(await carryOut(command, settings, database), null, 2);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.close();
  }
}

async function carryOut(
  { name, guildId, memberId }: MembersCommand,
  settings: Settings,
  database: Database,
): Promise<unknown> {
  const logger = sdkLogger(createLogger({ level: 'silent' }));
  const applicationId = settings.discord?.clientId ?? (await applicationIn(database, guildId));
  if (applicationId === undefined) throw new UsageError(`Nothing is stored of a server ${guildId}.`);
  const now = () => Date.now();
  const members = new MemberData({
    database,
    keys: new DataKeys(database, secretBoxOf(await operatorKeys(settings))),
    applicationId,
    catalogue: (await createPluginStore({ dataDir: settings.dataDir, logger })).catalogue,
    explanations: new ExplanationBook({ database, applicationId, clock: { now }, logger }),
    audit: await createMongoAuditLog({ connection: database.connection, applicationId, now }),
    now,
    settle: async () => undefined,
  });
  return name === 'members export'
    ? members.export(guildId, memberId)
    : members.erase(guildId, memberId, { kind: 'system', reason: 'operator' });
}

/** The simulated application of a demo has no setting. */
async function applicationIn(database: Database, guildId: string): Promise<string | undefined> {
  const [found] = await database.models.Installation.collection.distinct('applicationId', { guildId });
  return typeof found === 'string' ? found : undefined;
}
