import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where Node and pnpm are put when the machine has none that are new enough. Safe to delete. */
export const toolchainFolder = path.join(root, '.toolchain');
