/**
 * How fast the simulator alone feeds a bare `ws` client: MESSAGE_CREATE a second, and its ratio to a bare `ws` server
 * that sends the same frames. `node --conditions=@guildhall/source bench/simulator.ts [rounds = 5] [events = 50000]`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { median } from './dispatch/statistics.ts';

const [rounds = 5, events = 50_000] = process.argv.slice(2).map(Number);
const goal = 50_000;

const source = fork(`${import.meta.dirname}/simulator/source.ts`, {
  execArgv: ['--conditions=@guildhall/source'],
});
const [at] = (await once(source, 'message')) as [{ gateway: string; echo: string; token: string }];

const echo = new WebSocket(at.echo, { perMessageDeflate: false });
await once(echo, 'open');
const gateway = new WebSocket(at.gateway, { perMessageDeflate: false });
let template = '';
const ready = new Promise<void>((resolve) => {
  gateway.on('message', (bytes: Buffer) => {
    const packet = JSON.parse(bytes.toString()) as { op: number; t?: string };
    if (packet.op === 10) {
      const properties = { os: 'linux', browser: 'bench', device: 'bench' };
      const intents = 1 | (1 << 9) | (1 << 15);
      gateway.send(JSON.stringify({ op: 2, d: { token: at.token, intents, properties } }));
    }
    if (packet.t === 'GUILD_CREATE') resolve();
    if (packet.t === 'MESSAGE_CREATE') template = bytes.toString();
  });
});
await ready;
await measure(gateway, { send: 2_000 });
gateway.removeAllListeners('message');

interface Measured {
  perSecond: number;
  /** Processor time of the source, all threads, in microseconds an event. */
  cpu: number;
}

/** From the order to the last frame. The client only counts: what it makes of them is not at stake. */
async function measure(socket: WebSocket, order: { send: number; echo?: string }): Promise<Measured> {
  const done = Promise.withResolvers<void>();
  let heard = 0;
  const count = () => {
    heard += 1;
    if (heard === order.send) done.resolve();
  };
  socket.on('message', count);
  const spent = once(source, 'message') as Promise<[{ cpu: number }]>;
  const started = performance.now();
  source.send(order);
  await done.promise;
  const seconds = (performance.now() - started) / 1000;
  socket.off('message', count);
  const [{ cpu }] = await spent;
  return { perSecond: order.send / seconds, cpu };
}

const simulator: Measured[] = [];
const bare: Measured[] = [];
for (let round = 0; round < rounds; round++) {
  simulator.push(await measure(gateway, { send: events }));
  bare.push(await measure(echo, { send: events, echo: template }));
  console.log(`round ${round + 1}: simulator ${shown(simulator.at(-1))}, bare ws ${shown(bare.at(-1))}`);
}
const ours = medianOf(simulator);
const control = medianOf(bare);
console.log(
  `MESSAGE_CREATE to a bare ws client: ${shown(ours)} (median of ${rounds}; goal ${goal}/s), ` +
    `${(ours.perSecond / control.perSecond).toFixed(2)}× a bare ws server sending the same frames (${shown(control)})`,
);
gateway.terminate();
echo.terminate();
source.kill();
if (ours.perSecond < goal) process.exitCode = 1;

function medianOf(measured: readonly Measured[]): Measured {
  return {
    perSecond: median(measured.map(({ perSecond }) => perSecond)),
    cpu: median(measured.map(({ cpu }) => cpu)),
  };
}

function shown(measured: Measured | undefined): string {
  if (!measured) return 'nothing';
  return `${Math.round(measured.perSecond).toLocaleString('en')}/s at ${measured.cpu.toFixed(1)} µs of CPU`;
}
