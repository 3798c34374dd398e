import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The data folder cannot be used. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly code: 'DATA_DIR_UNWRITABLE' | 'DATA_DIR_LOCKED' | 'SECRET_KEY_DAMAGED';
  readonly remedy: string;

  constructor(code: DataFolderError['code'], message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }
}

/**
 * Makes the folder when it is not there and proves that it can be written.
 *
 * @throws `DataFolderError` `DATA_DIR_UNWRITABLE`
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.write-test-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFolderError(
      'DATA_DIR_UNWRITABLE',
      `The data folder ${dataDir} cannot be written: ${reason}.`,
      'Give this user the right to write it, or name another folder in DATA_DIR.',
      error,
    );
  }
}

/**
 * The key of this Guildhall when the environment gives none: made once, readable by its user only.
 *
 * @throws `DataFolderError` `SECRET_KEY_DAMAGED` when the file is there and too short to be a key.
 */
export async function keptSecretKey(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret-key');
  const draft = join(dataDir, `.secret-key-${randomUUID()}`);
  try {
    await writeFile(draft, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600, flush: true });
    // Of two that start at once, one links its draft and both read that one, whole.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = (await readFile(path, 'utf8')).trim();
  if (Buffer.byteLength(key) < 32) {
    throw new DataFolderError(
      'SECRET_KEY_DAMAGED',
      `The key in ${path} is too short: ${Buffer.byteLength(key)} bytes instead of 32 or more.`,
      'Put the file back from a backup. When there is none, delete it: everybody signs in again, and stored secrets are lost.',
    );
  }
  await chmod(path, 0o600);
  return key;
}
