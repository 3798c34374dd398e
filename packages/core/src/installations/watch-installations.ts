import type { Logger } from '@guildhall/sdk';
import type { Database, InstallationDocument } from '../database/index.ts';
import type { InstallationService } from './installation-service.ts';

interface Change {
  readonly fullDocument?: InstallationDocument;
}

/**
 * Follows changes that other processes make, through a change stream. Our own come by too: applying them again changes nothing.
 * A database without change streams serves one process, which has nobody to follow.
 *
 * @returns how to stop
 */
export async function watchInstallations(
  database: Database,
  applicationId: string,
  parts: {
    readonly service: InstallationService;
    readonly logger: Logger;
  },
): Promise<() => Promise<void>> {
  const { service, logger } = parts;
  const stream = database.models.Installation.collection.watch(
    [{ $match: { operationType: { $in: ['insert', 'update', 'replace'] } } }],
    { fullDocument: 'updateLookup' },
  );
  let closing = false;
  const following = (async () => {
    try {
      for await (const change of stream as unknown as AsyncIterable<Change>) {
        const seen = change.fullDocument;
        if (!seen || seen.applicationId !== applicationId) continue;
        await service.follow(seen);
      }
    } catch (error) {
      if (!closing) {
        logger.warn('changes made by other processes are not followed', { error: String(error) });
      }
    }
  })();
  return async () => {
    closing = true;
    await stream.close();
    await following;
  };
}
