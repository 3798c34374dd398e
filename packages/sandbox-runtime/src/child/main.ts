import { readFileSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { SourcePositions } from '@guildhall/sdk/host';
import { config as configureZod } from 'zod';
import { Channel, type Message } from '../protocol/channel.ts';
import type { ClockReading } from '../protocol/clock-reading.ts';
import { describeError } from '../protocol/errors.ts';
import {
  type CallExtras,
  type EventHead,
  type Greeting,
  type GuildFacts,
  noPiece,
} from '../protocol/messages.ts';
import { decodeValue, encodeValue } from '../protocol/values.ts';
import { makeContext } from './context.ts';
import { Events } from './events.ts';
import { calling, Guest } from './guest.ts';
import { HostLink } from './link.ts';
import { describeLoaded, loadPlugin, provideModules } from './load.ts';
import { runPiece } from './pieces.ts';
import { Structures } from './structures/structures.ts';

// Nothing here makes code of texts.
configureZod({ jitless: true });

const toHost = process.stdout.write.bind(process.stdout);
const output = new Writable({
  highWaterMark: 1024 * 1024,
  write: (chunk: Buffer, _encoding, done) => void toHost(chunk, (error) => done(error ?? undefined)),
});
// The channel's stream is the channel's: what a plugin prints is written to the log.
process.stdout.write = ((chunk: unknown) => {
  writeSync(2, String(chunk));
  return true;
}) as typeof process.stdout.write;

let guest: Guest | undefined;
let events: Events | undefined;

const channel = new Channel({
  input: process.stdin,
  output,
  onMessage: (message) => receive(message),
  onBroken: (error) => {
    throw error;
  },
});
const link = new HostLink(channel);
// The host is gone, or wants us to be.
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));

function receive([kind, ...parts]: Message): void {
  if (kind === 'hello') {
    void start(parts[0] as Greeting);
    return;
  }
  if (!guest) return;
  switch (kind) {
    case 'events':
      events?.deliver(parts[0] as number, parts[1] as readonly unknown[], parts[2] as readonly EventHead[]);
      return;
    case 'call':
      void call(guest, parts);
      return;
    case 'answer':
      link.answered(parts[0] as number, parts[1] === true, parts[2]);
      return;
    case 'guild':
      guest.learn(parts[0] as string, decodeValue(parts[1]) as GuildFacts);
      return;
    case 'snapshot':
      guest.structures.learn(parts[0] as string, parts[1]);
      return;
    case 'attempt':
      void guest.transactions.attempt(parts[0] as number, parts[1] as number);
      return;
    case 'leave':
      guest.leave(parts[0] as string);
      events?.leave(parts[0] as string);
      return;
    case 'clock':
      guest.setClock(parts[0] as ClockReading);
      return;
    case 'ping':
      channel.send(['pong', parts[0]]);
      return;
  }
}

async function start(greeting: Greeting): Promise<void> {
  const { manifest, entry, discord } = greeting;
  const positions = new SourcePositions(entry);
  // Node prints the last error of this process after it: the author's files are named there, too.
  process.on('uncaughtExceptionMonitor', (error) => {
    if (error instanceof Error && error.stack !== undefined) error.stack = positions.translate(error.stack);
  });
  try {
    provideModules(new URL('./sdk.js', import.meta.url).href, discord);
    const structures = new Structures({ link, discord, greeting });
    const plugin = await loadPlugin(entry, manifest);
    const { clock, publicUrl } = greeting;
    guest = new Guest({ link, plugin, manifest, structures, positions, clock, publicUrl });
    events = new Events(guest);
    const loaded = describeLoaded(plugin, readFileSync(entry, 'utf8'));
    if (loaded.structures) await structures.expect(plugin);
    channel.send(['ready', loaded]);
  } catch (error) {
    channel.send(['failed', describeError(error, positions)]);
  }
}

async function call(owner: Guest, parts: readonly unknown[]): Promise<void> {
  const [id, guildId, place, of, extras, given] = parts as [number, string, number, string, unknown, unknown];
  const ref = { guildId, call: id };
  try {
    const parameters = decodeValue(given) as unknown[];
    const result = await calling.run(ref, async () => {
      if (place === noPiece && of.startsWith('migrate')) return migrate(owner, of, parameters);
      const context = makeContext(owner, owner.seat(guildId), ref, decodeValue(extras) as CallExtras);
      if (place === noPiece) return owner.plugin.declaration.config.check?.(parameters[0] as never, context);
      const piece = owner.plugin.pieces[place];
      if (!piece) throw new Error(`there is no piece ${place}`);
      return runPiece(owner, piece, of, context, parameters);
    });
    channel.send(['result', id, true, encodeValue(result)]);
  } catch (error) {
    channel.send(['result', id, false, describeError(error, owner.positions)]);
  }
}

/** `migrate.config.<step>`, `migrate.data.<collection>.<step>` */
function migrate({ plugin }: Guest, of: string, [old]: readonly unknown[]): unknown {
  const [, what, ...rest] = of.split('.');
  const step = Number(rest.pop());
  const steps =
    what === 'config'
      ? plugin.declaration.config.migrate
      : plugin.declaration.data?.[rest.join('.')]?.migrate;
  return steps?.[step]?.(old as never);
}
