import { readFileSync, writeFileSync } from 'node:fs';
import type { Gateway } from '../gateway/gateway.ts';
import type { ReplayedEvent } from '../gateway/sessions.ts';
import type { Operation } from '../world/store.ts';
import type { World } from '../world/world.ts';
import { apply, findClock, snapshot } from './operations.ts';

/** The first line of a saved world; what follows are operations, a batch a line, and then its files. */
interface Header {
  format: 'discord-simulator-world';
  version: 1;
  clockOffset: number;
  /** What ids and secrets are made of, so that a replay makes the same ones. */
  seed: number | null;
}

type Line = Operation[] | { blob: string; base64: string };

/** Writes the whole world to a file: entities, gateway sessions with what they would replay, clock, attachments. */
export function saveWorld(
  world: World,
  gateway: Gateway,
  file: string,
  header: Pick<Header, 'clockOffset' | 'seed'>,
): void {
  const first: Header = { format: 'discord-simulator-world', version: 1, ...header };
  const lines = [JSON.stringify(first)];
  for (const batch of snapshot(world, gateway)) if (batch.length > 0) lines.push(JSON.stringify(batch));
  for (const id of world.blobs.ids()) {
    const data = world.blobs.get(id);
    if (data) lines.push(JSON.stringify({ blob: id, base64: data.toString('base64') }));
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

export interface SavedWorld {
  readonly clockOffset: number;
  readonly seed: number | null;
  /** Puts everything into an empty world. */
  restore(world: World, gateway: Gateway): void;
}

/** Reads what {@link saveWorld} wrote. Throws on any other file. */
export function readWorld(file: string): SavedWorld {
  const [first = '', ...rest] = readFileSync(file, 'utf8').trimEnd().split('\n');
  let header: Partial<Header>;
  try {
    header = JSON.parse(first) as Partial<Header>;
  } catch {
    header = {};
  }
  if (header.format !== 'discord-simulator-world' || header.version !== 1) {
    throw new Error(`${file} is no saved world: write one with discord.save(file)`);
  }
  const lines = rest.map((line) => JSON.parse(line) as Line);
  const batches = lines.filter((line) => Array.isArray(line));
  return {
    clockOffset: header.clockOffset ?? findClock(batches),
    seed: header.seed ?? null,
    restore(world, gateway) {
      const replays = new Map<string, ReplayedEvent[]>();
      for (const line of lines) {
        if (Array.isArray(line)) for (const operation of line) apply(world, replays, operation);
        else world.blobs.put(line.blob, Buffer.from(line.base64, 'base64'));
      }
      gateway.sessions.restore(replays);
      for (const presence of [...world.tables.presence.values()]) {
        // Bots are offline until they are back.
        if (world.tables.user.get(presence.user_id)?.bot) world.tables.presence.delete(presence.user_id);
      }
    },
  };
}
