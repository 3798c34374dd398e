import { setTimeout as sleep } from 'node:timers/promises';
import { realTime } from './real-time.ts';
import { isAnswerable } from './world/actions/index.ts';
import { messageFlags } from './world/limits.ts';
import type { World } from './world/world.ts';

/** Tells whether something is still going on; may wait for its answer. */
export type BusySource = () => boolean | Promise<boolean>;

/**
 * How many looks in a row must find nothing. Looks are counted, not time: on a machine that stalls, one long pause
 * must not pass for quiet.
 */
const quietLooks = 8;
const between = 4;

/**
 * Waits until nothing is going on: no REST call without an answer, no interaction that still may be answered, no
 * "thinking" message, no frame that is not out, and none of the extra sources busy. A client that has read an event
 * but not yet acted on it cannot be seen from here, so the quiet must last a little while.
 */
export async function untilIdle(options: {
  world: World;
  sources: Iterable<BusySource>;
  /** Grows with everything that happens. */
  activity: () => number;
  timeout?: number;
}): Promise<void> {
  const deadline = realTime() + (options.timeout ?? 30_000);
  let seen = options.activity();
  let quiet = 0;
  for (;;) {
    const busy = (await anyBusy(options.sources)) || hasOpenInteraction(options.world);
    if (busy || options.activity() !== seen) {
      seen = options.activity();
      quiet = 0;
    } else if (++quiet >= quietLooks) return;
    if (realTime() > deadline) throw new Error('the simulated Discord did not come to rest within 30 s');
    await sleep(between);
  }
}

async function anyBusy(sources: Iterable<BusySource>): Promise<boolean> {
  for (const source of sources) if (await source()) return true;
  return false;
}

function hasOpenInteraction(world: World): boolean {
  if (world.tables.interaction.by('open', 'open').some(isAnswerable)) return true;
  for (const interaction of world.tables.interaction.by('thinking', 'thinking')) {
    const message = world.tables.message.get(interaction.original_message_id ?? '');
    if (
      message &&
      (message.flags & messageFlags.loading) !== 0 &&
      Date.now() - interaction.created_real < 15_000
    )
      return true;
  }
  return false;
}
