import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answers } from './answers.ts';
import { CreateError } from './create-error.ts';
import { fillTemplate } from './fill-template.ts';
import { versions } from './versions.ts';

const templatesFolder = path.resolve(import.meta.dirname, '../templates');

/** Keeps template files from being compiled, tested or taken for a package where they lie. */
const suffix = '.template';

/**
 * Writes a plugin's folder. It must be new or empty; `.git` may be there.
 * @returns the files written, relative to it
 * @throws `CreateError` `FOLDER_IN_USE` or `NOT_WRITABLE`
 */
export async function writePlugin(folder: string, answers: Answers): Promise<readonly string[]> {
  await refuseWhenInUse(folder);
  const files = [...(await readTemplate('shared')), ...(await readTemplate(answers.template))];
  const values = { ...answers, ...versions };
  try {
    for (const { name, text } of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, fillTemplate(text, values), { flag: 'wx' });
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new CreateError(
      'NOT_WRITABLE',
      `${folder} could not be written: ${cause.message}.`,
      'Choose a folder that you may write to.',
      { cause },
    );
  }
  return files.map(({ name }) => name).sort();
}

async function refuseWhenInUse(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new CreateError(
      'FOLDER_IN_USE',
      `${folder} is not a folder that can be read.`,
      'Choose another name.',
      { cause: error },
    );
  });
  const others = found.filter((name) => name !== '.git');
  if (others.length === 0) return;
  throw new CreateError(
    'FOLDER_IN_USE',
    `${folder} is not empty: it has ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''}.`,
    'Choose another folder, or empty it first.',
  );
}

async function readTemplate(template: string): Promise<readonly { name: string; text: string }[]> {
  const root = path.join(templatesFolder, template);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(root, file).slice(0, -suffix.length).replaceAll(path.sep, '/');
        return { name: name === 'gitignore' ? '.gitignore' : name, text: await readFile(file, 'utf8') };
      }),
  );
}
