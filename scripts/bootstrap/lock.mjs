import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolchainFolder } from './paths.mjs';
import { say } from './processes.mjs';

const beatEvery = 1_000;
/** A holder that has not touched its lock for so long is dead: it was killed, or the power went. */
const staleAfter = 10_000;

function holderIsGone(file) {
  try {
    const age = Date.now() - fs.statSync(file).mtimeMs;
    if (age > staleAfter) return true;
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return false; // being written this very moment
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
}

function tryToTake(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Takes over a dead holder's lock. Renaming is atomic, so of two that try at once only one removes it. */
function breakStale(file) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Runs `work` while no other set-up of this checkout runs. */
export async function withLock(work, file = path.join(toolchainFolder, 'setup.lock')) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryToTake(file)) {
    if (holderIsGone(file)) {
      breakStale(file);
      continue;
    }
    if (!told) say('• Another set-up of this folder is under way; waiting for it to finish …');
    told = true;
    await sleep(250);
  }
  const beat = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now, () => {});
  }, beatEvery);
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}
