import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const sdk = path.resolve(import.meta.dirname, '..');

/** A plugin's folder as an author has it, with the SDK linked in. */
export interface PluginFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** The command as an author runs it, from source. */
  run(...args: string[]): Promise<{ code: number; out: string; error: string }>;
  remove(): Promise<void>;
}

export async function makePluginFolder(files: Readonly<Record<string, string>>): Promise<PluginFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-sdk-'));
  await mkdir(path.join(folder, 'node_modules/@guildhall'), { recursive: true });
  await symlink(sdk, path.join(folder, 'node_modules/@guildhall/sdk'));
  const write = async (changed: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(changed)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  };
  await write(files);
  return {
    path: folder,
    write,
    run(...args) {
      const main = path.join(sdk, 'src/cli/main.ts');
      // Whoever runs the tests may have told Node.js of other places for packages; an author has not.
      const { NODE_PATH, ...env } = process.env;
      return new Promise((resolve) => {
        execFile(
          process.execPath,
          ['--conditions=@guildhall/source', main, ...args],
          { cwd: folder, env },
          (error, out, stderr) => resolve({ code: Number(error?.code ?? 0), out, error: stderr }),
        );
      });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
