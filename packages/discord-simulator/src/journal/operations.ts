import type { Gateway } from '../gateway/gateway.ts';
import type { ReplayedEvent } from '../gateway/sessions.ts';
import { isSnowflake } from '../world/snowflake.ts';
import type { Operation, Table } from '../world/store.ts';
import type { World } from '../world/world.ts';

/** By how much the clock of what is replayed was ahead of real time. */
export function findClock(batches: readonly Operation[][]): number {
  let offset = 0;
  for (const batch of batches) {
    for (const operation of batch) {
      if ('put' in operation && operation.put === 'setting' && operation.key === 'clock') {
        offset = Number((operation.value as { value: unknown }).value);
      }
    }
  }
  return offset;
}

/** Does again what was done; nobody hears of it. */
export function apply(world: World, replays: Map<string, ReplayedEvent[]>, operation: Operation): void {
  if ('put' in operation) {
    (world.tables[operation.put] as unknown as Table<unknown>).load(operation.key, operation.value);
    for (const part of operation.key.split(':')) if (isSnowflake(part) && part !== '0') world.ids.seen(part);
  } else if ('delete' in operation) {
    (world.tables[operation.delete] as unknown as Table<unknown>).unload(operation.key);
    if (operation.delete === 'gatewaySession') replays.delete(operation.key);
  } else {
    const list = replays.get(operation.replay) ?? [];
    list.push({ seq: operation.seq, t: operation.t, json: JSON.stringify(operation.d) });
    // The buffer's own bound is applied later; this one keeps a long journal from filling the memory.
    if (list.length > 8000) list.splice(0, 4000);
    replays.set(operation.replay, list);
  }
}

/** The whole world as operations, a batch per table and session. */
export function* snapshot(world: World, gateway: Gateway): Generator<Operation[]> {
  for (const [name, table] of Object.entries(world.tables) as [keyof World['tables'], Table<unknown>][]) {
    let batch: Operation[] = [];
    for (const [key, value] of table.entries()) {
      batch.push({ put: name, key, value });
      if (batch.length >= 500) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  for (const session of gateway.sessions.all()) {
    yield session.replay.map(({ seq, t, json }) => ({ replay: session.id, seq, t, d: JSON.parse(json) }));
  }
}
