import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from '../gateway/gateway.ts';
import type { ReplayedEvent } from '../gateway/sessions.ts';
import type { BlobStore } from '../world/blobs.ts';
import type { Operation } from '../world/store.ts';
import type { World } from '../world/world.ts';
import { lockFolder } from './lock.ts';
import { apply, findClock, snapshot } from './operations.ts';

/** From this size on, and when it is twice what the world itself would take, the journal is written anew. */
const compactFrom = 8 * 1024 * 1024;

/**
 * The world on disk: a file of lines, each a list of changes that belong together, appended before anyone hears of
 * them. After a SIGKILL at any byte the world is as it was after the last whole line; a torn last line is dropped.
 * When the file has grown too large, the world is written to a new one, which then takes over by a rename.
 */
export interface Journal {
  /** By how much the clock was ahead of real time. */
  readonly clockOffset: number;
  /** Replays what is on disk into the world, then writes what happens from now on. */
  attach(world: World, gateway: Gateway): void;
  saveClock(offset: number): void;
  /** Writes what is left, down to the disk. */
  close(): Promise<void>;
}

export async function openJournal(folder: string): Promise<Journal> {
  mkdirSync(join(folder, 'blobs'), { recursive: true });
  const unlock = lockFolder(folder);
  try {
    const file = new JournalFile(folder);
    const batches = file.read();
    return new DiskJournal(folder, file, batches, findClock(batches), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

class DiskJournal implements Journal {
  readonly clockOffset: number;
  readonly #folder: string;
  readonly #file: JournalFile;
  readonly #unlock: () => void;
  #batches: Operation[][] | null;
  #pending: Operation[] = [];
  #scheduled = false;
  #afterWrite: (() => void)[] = [];
  #syncing: NodeJS.Timeout | null = null;
  #world: World | null = null;
  #gateway: Gateway | null = null;
  #sizeAfterCompaction = 0;

  constructor(
    folder: string,
    file: JournalFile,
    batches: Operation[][],
    clockOffset: number,
    unlock: () => void,
  ) {
    this.#folder = folder;
    this.#unlock = unlock;
    this.#file = file;
    this.#batches = batches;
    this.clockOffset = clockOffset;
  }

  attach(world: World, gateway: Gateway): void {
    this.#world = world;
    this.#gateway = gateway;
    world.blobs = blobFiles(join(this.#folder, 'blobs'));
    const replays = new Map<string, ReplayedEvent[]>();
    for (const batch of this.#batches ?? []) for (const operation of batch) apply(world, replays, operation);
    this.#batches = null;
    world.onOperation = (operation) => this.#add(operation);
    world.keep = (tell) => {
      if (this.#pending.length > 0) this.#afterWrite.push(tell);
      else tell();
    };
    gateway.sessions.restore(replays);
    for (const presence of [...world.tables.presence.values()]) {
      // Bots are offline until they are back.
      if (world.tables.user.get(presence.user_id)?.bot) world.tables.presence.delete(presence.user_id);
    }
    this.#sizeAfterCompaction = this.#file.size;
  }

  saveClock(offset: number): void {
    this.#world?.tables.setting.put({ name: 'clock', value: offset });
  }

  #add(operation: Operation): void {
    this.#pending.push(operation);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Everything that one action changes, it changes before it gives way: together it is one line. Actions of the
    // same turn of the event loop share it; nobody outside hears of any before it is written.
    setImmediate(() => this.#write());
  }

  #write(): void {
    this.#scheduled = false;
    if (this.#pending.length === 0) return;
    const batch = this.#pending;
    this.#pending = [];
    this.#file.append(batch);
    for (const tell of this.#afterWrite.splice(0)) tell();
    if (this.#file.size > compactFrom && this.#file.size > this.#sizeAfterCompaction * 2) this.#compact();
    this.#syncing ??= setTimeout(() => {
      this.#syncing = null;
      this.#file.sync();
    }, 50).unref();
  }

  #compact(): void {
    if (!this.#world || !this.#gateway) return;
    this.#file.replace(snapshot(this.#world, this.#gateway));
    this.#sizeAfterCompaction = this.#file.size;
  }

  async close(): Promise<void> {
    this.#write();
    if (this.#syncing) clearTimeout(this.#syncing);
    if (this.#world) {
      this.#world.onOperation = () => {};
      this.#world.keep = null;
    }
    this.#file.close();
    this.#unlock();
  }
}

/** The file itself. The one with the highest number counts; lower ones are left-overs of an interrupted compaction. */
class JournalFile {
  readonly #folder: string;
  #generation = 1;
  #descriptor = -1;
  size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #path(generation: number): string {
    return join(this.#folder, `world-${String(generation).padStart(6, '0')}.jsonl`);
  }

  read(): Operation[][] {
    const generations = readdirSync(this.#folder)
      .map((name) => Number(/^world-(\d{6})\.jsonl$/.exec(name)?.[1] ?? Number.NaN))
      .filter((generation) => !Number.isNaN(generation))
      .sort((a, b) => a - b);
    this.#generation = generations.at(-1) ?? 1;
    for (const old of generations.slice(0, -1)) rmSync(this.#path(old));
    for (const name of readdirSync(this.#folder)) if (name.endsWith('.tmp')) rmSync(join(this.#folder, name));
    const path = this.#path(this.#generation);
    if (!existsSync(path)) writeFileSync(path, '');
    const batches = readLines(path);
    this.#descriptor = openSync(path, 'a');
    this.size = readFileSync(path).length;
    return batches;
  }

  append(batch: Operation[]): void {
    const line = Buffer.from(`${JSON.stringify(batch)}\n`);
    for (let written = 0; written < line.length; ) written += writeSync(this.#descriptor, line, written);
    this.size += line.length;
  }

  sync(): void {
    // The data is with the operating system already: this only guards against a power cut.
    fsync(this.#descriptor, () => {});
  }

  replace(batches: Iterable<Operation[]>): void {
    const next = this.#path(this.#generation + 1);
    const temporary = `${next}.tmp`;
    const descriptor = openSync(temporary, 'w');
    let size = 0;
    for (const batch of batches) {
      if (batch.length > 0) size += writeSync(descriptor, `${JSON.stringify(batch)}\n`);
    }
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, next);
    closeSync(this.#descriptor);
    rmSync(this.#path(this.#generation));
    this.#generation += 1;
    this.#descriptor = openSync(next, 'a');
    this.size = size;
  }

  close(): void {
    if (this.#descriptor < 0) return;
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

/** Whole lines only. What follows the last whole one is cut off, so that the next is not appended to it. */
function readLines(path: string): Operation[][] {
  const bytes = readFileSync(path);
  const batches: Operation[][] = [];
  let good = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    if (end < 0) break;
    try {
      batches.push(JSON.parse(bytes.toString('utf8', start, end)) as Operation[]);
    } catch {
      if (bytes.indexOf(10, end + 1) >= 0) {
        throw new Error(
          `${path}: line ${batches.length + 1} is damaged, and there are more after it. Move the file away to start anew.`,
        );
      }
      break;
    }
    good = end + 1;
    start = end + 1;
  }
  if (good < bytes.length) truncateSync(path, good);
  return batches;
}

function blobFiles(folder: string): BlobStore {
  const safe = (id: string) => join(folder, id.replaceAll(/[^\w-]/g, '_'));
  return {
    put: (id, data) => writeFileSync(safe(id), data),
    get: (id) => (existsSync(safe(id)) ? readFileSync(safe(id)) : undefined),
    ids: () => readdirSync(folder),
  };
}
