/**
 * What a seventh plugin adds to an event. One process, one bot: the plugin is absent, disabled and enabled in turns,
 * and parsed frames are given to the bot's connection directly, because the difference is far smaller than what a socket and
 * two processes vary by.
 */
import type { EventEmitter } from 'node:events';
import { type Address, type Extra, startCore } from './core.ts';
import { differences, median } from './statistics.ts';

const [json = '', roundsText = '7'] = process.argv.slice(2);
const address = JSON.parse(json) as Address;
const events = 20_000;
const states: readonly Extra[] = ['absent', 'disabled', 'enabled'];

const core = await startCore(address, 'marginal', () => undefined);
const { ws: pipe } = core.bot.client as unknown as { ws: { _ws: EventEmitter } };
const texts = address.guildIds.map((guildId, i) =>
  JSON.stringify({
    id: '@id@',
    guild_id: guildId,
    channel_id: guildId,
    timestamp: '2026-11-21T09:00:00.000000+00:00',
    content: 'lorem ipsum dolor sit amet, consectetur'.slice(0, 12 + (i % 27)),
    author: { id: '1', username: 'ana' },
  }),
);
const payloads = texts.map((text) => JSON.parse(text) as object);
let sequence = 1_000_000;

/** CPU microseconds an event. */
async function measure(count: number): Promise<number> {
  globalThis.gc?.();
  const start = process.cpuUsage();
  for (let done = 0; done < count; ) {
    for (let i = 0; i < 500 && done < count; i++, done++) {
      const data = { t: 'MESSAGE_CREATE', s: ++sequence, op: 0, d: payloads[done % payloads.length] };
      pipe._ws.emit('dispatch', { data, shardId: 0 });
    }
    // As between two reads of a socket.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await core.host.idle();
  const used = process.cpuUsage(start);
  return (used.user + used.system) / count;
}

const times: Record<Extra, number[]> = { absent: [], disabled: [], enabled: [] };
for (const state of states) {
  await core.setExtra(state);
  await measure(events);
}
for (let round = 0; round < Number(roundsText); round++) {
  // In turns from either end, so that nobody always comes after the same one.
  for (const state of round % 2 ? states.toReversed() : states) {
    await core.setExtra(state);
    const runs: number[] = [];
    for (let i = 0; i < 5; i++) runs.push(await measure(events));
    times[state].push(median(runs));
  }
}
await core.close();
console.log(
  JSON.stringify({
    absent: median(times.absent),
    disabled: median(differences(times.disabled, times.absent)),
    enabled: median(differences(times.enabled, times.absent)),
  }),
);
process.exit(0);
