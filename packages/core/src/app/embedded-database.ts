import { join } from 'node:path';
import { type EmbeddedMongo, EmbeddedMongoError, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { DataFolderError } from '../settings/index.ts';

/**
 * Opens the embedded database in `<dataDir>/database`, for this process alone.
 *
 * @throws `DataFolderError` `DATA_DIR_LOCKED` when another Guildhall has it open; other `EmbeddedMongoError`s as they are.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  clock: () => number = Date.now,
): Promise<EmbeddedMongo> {
  try {
    return await startEmbeddedMongo({ dataDir: join(dataDir, 'database'), clock });
  } catch (error) {
    if (!(error instanceof EmbeddedMongoError) || error.code !== 'LOCKED') throw error;
    throw new DataFolderError(
      'DATA_DIR_LOCKED',
      `Another Guildhall is running on the data folder ${dataDir}.`,
      'Use that one, stop it, or give this one a folder of its own in DATA_DIR.',
      error,
    );
  }
}
