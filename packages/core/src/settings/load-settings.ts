import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Environment, readSettings, type Settings } from './read-settings.ts';

/**
 * The settings of this process: its environment, over the `.env` file of the folder that it was started in.
 *
 * @throws `SettingsError`
 */
export function loadSettings(
  environment: Environment = process.env,
  folder: string = process.cwd(),
): Settings {
  return readSettings({ ...dotEnv(folder), ...environment }, folder);
}

function dotEnv(folder: string): Environment {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
