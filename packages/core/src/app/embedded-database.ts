import { join } from 'node:path';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';

/**
 * Opens the embedded database in `<dataDir>/database`, for this process alone.
 *
 * @throws `EmbeddedMongoError` `LOCKED` when another Guildhall has it open.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
): Promise<{ uri: string; close(): Promise<void> }> {
  return startEmbeddedMongo({ dataDir: join(dataDir, 'database') });
}
