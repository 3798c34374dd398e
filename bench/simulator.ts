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

/** Events a second, from the order to the last frame. The client only counts: what it makes of them is not at stake. */
async function measure(socket: WebSocket, order: { send: number; echo?: string }): Promise<number> {
  const done = Promise.withResolvers<void>();
  let heard = 0;
  const count = () => {
    heard += 1;
    if (heard === order.send) done.resolve();
  };
  socket.on('message', count);
  const started = performance.now();
  source.send(order);
  await done.promise;
  socket.off('message', count);
  return order.send / ((performance.now() - started) / 1000);
}

const simulator: number[] = [];
const bare: number[] = [];
for (let round = 0; round < rounds; round++) {
  simulator.push(await measure(gateway, { send: events }));
  bare.push(await measure(echo, { send: events, echo: template }));
  console.log(
    `round ${round + 1}: simulator ${perSecond(simulator.at(-1))}, bare ws ${perSecond(bare.at(-1))}`,
  );
}
console.log(
  `MESSAGE_CREATE to a bare ws client: ${perSecond(median(simulator))} (median of ${rounds}; goal ${goal}), ` +
    `${(median(simulator) / median(bare)).toFixed(2)}× a bare ws server sending the same frames (${perSecond(median(bare))})`,
);
gateway.terminate();
echo.terminate();
source.kill();
if (median(simulator) < goal) process.exitCode = 1;

function perSecond(value: number | undefined): string {
  return `${Math.round(value ?? 0).toLocaleString('en')}/s`;
}
