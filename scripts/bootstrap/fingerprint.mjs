import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'dist-chat', 'test', 'coverage', '.guildhall']);

function* filesUnder(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    yield entry;
    return;
  }
  for (const name of fs.readdirSync(entry).sort()) {
    if (!skipped.has(name)) yield* filesUnder(path.join(entry, name));
  }
}

/** A hash of the names and contents of these files and folders (without build output and tests). */
export function fingerprint(entries, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const entry of entries) {
    for (const file of filesUnder(entry)) {
      hash.update(`\0${file}\0`).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Runs `work` unless `stamp` says that it was done for this very fingerprint. The stamp is written last. */
export async function unlessDone(stamp, print, work) {
  const before = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
  if (before === print) return false;
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(`${stamp}.new`, print);
  fs.renameSync(`${stamp}.new`, stamp);
  return true;
}
