import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { SandboxedCode, Sandboxes } from '../../src/sandbox/index.ts';

/** What a host has of its plugins' versions. */
export interface Belongings {
  /** Files, pipes and sockets that it has open. */
  readonly open: number;
  /** Copies that it has made for plugins' processes. */
  readonly copies: readonly string[];
  /** Its children. */
  readonly processes: readonly number[];
}

export async function belongings(): Promise<Belongings> {
  const own = (await readdir(os.tmpdir())).filter((name) =>
    name.startsWith(`guildhall-sandbox-${process.pid}-`),
  );
  const inside = await Promise.all(own.map((name) => readdir(path.join(os.tmpdir(), name))));
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return {
    open: (await readdir('/proc/self/fd')).length,
    copies: inside.flat().sort(),
    processes: children.trim().split(' ').filter(Boolean).map(Number),
  };
}

/** A version like `code` whose files are its own: no two have the same content. */
export async function versionOf(code: SandboxedCode, folder: string, number: number): Promise<SandboxedCode> {
  const target = path.join(folder, `version-${number}`);
  await cp(code.folder, target, { recursive: true });
  const entry = path.join(target, code.entry);
  await writeFile(entry, `${await readFile(entry, 'utf8')}\n// version ${number}\n`);
  const manifest = { ...code.manifest, version: `1.0.${number}` };
  return { ...code, folder: target, hash: `version-${number}`, manifest };
}

/** Each version is loaded beside the one before it, which is then removed: as in an update. The last one is removed at the end. */
export async function comeAndGo(
  sandboxes: Sandboxes,
  code: SandboxedCode,
  folder: string,
  numbers: readonly number[],
): Promise<readonly number[]> {
  const pids: number[] = [];
  let before: SandboxedCode | undefined;
  const remove = async ({ hash, folder: files }: SandboxedCode) => {
    await sandboxes.forget(hash);
    await rm(files, { recursive: true });
  };
  for (const number of numbers) {
    const version = await versionOf(code, folder, number);
    await sandboxes.load(version);
    const running = sandboxes.running().find(({ hash }) => hash === version.hash);
    if (running?.pid !== undefined) pids.push(running.pid);
    if (before) await remove(before);
    before = version;
  }
  if (before) await remove(before);
  return pids;
}
