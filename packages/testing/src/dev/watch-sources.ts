import { existsSync } from 'node:fs';
import path from 'node:path';
import { watch } from 'chokidar';

/** Folders that a build writes, or that hold what others wrote. */
const ignored = /(?:^|[\\/])(?:node_modules|dist|coverage|test|\.[^\\/]+)(?:[\\/]|$)/;

/** One save is often several events: of the file, its draft, its folder. */
const settleMs = 60;

/**
 * Tells when a source of a plugin was saved.
 * @returns once it watches, how to stop
 */
export async function watchSources(folder: string, onSaved: () => void): Promise<() => Promise<void>> {
  const src = path.join(folder, 'src');
  const documents = ['package.json', 'README.md', 'CHANGELOG.md'].map((name) => path.join(folder, name));
  const watcher = watch(existsSync(src) ? [src, ...documents] : [folder], {
    ignoreInitial: true,
    ignored: (file) => ignored.test(path.relative(folder, file)),
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onSaved, settleMs);
  });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', () => resolve());
    watcher.once('error', reject);
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
