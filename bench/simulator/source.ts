/**
 * The other side of the simulator's benchmark, in its own process: either the simulator, in which members really
 * write messages (checked, stored, put in words for the session), or a bare `ws` server that sends the same frames.
 */
import type { AddressInfo } from 'node:net';
import { createDiscord } from '@guildhall/discord-simulator';
import { type WebSocket, WebSocketServer } from 'ws';

type Order = { send: number } | { echo: string; send: number };

/** Messages between two looks at the socket: enough to keep it busy, few enough to keep memory low. */
const burst = 250;

const discord = await createDiscord({ limits: 'off', seed: 7, validate: false });
const guild = discord.guild('Bench', { channels: ['general'] });
const ana = guild.member('ana');
const place = ana.in('general');

const echo = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
let socket: WebSocket | undefined;
echo.on('connection', (client) => {
  socket = client;
});
await new Promise((resolve) => echo.once('listening', resolve));

process.on('message', (order: Order) => void obey(order));
process.send?.({
  gateway: `${discord.origin.replace('http', 'ws')}/gateway/?v=10&encoding=json`,
  echo: `ws://127.0.0.1:${(echo.address() as AddressInfo).port}`,
  token: discord.application().token,
});

async function obey(order: Order): Promise<void> {
  const before = process.cpuUsage();
  for (let sent = 0; sent < order.send; ) {
    const until = Math.min(order.send, sent + burst);
    if ('echo' in order) for (; sent < until; sent++) socket?.send(order.echo);
    else for (; sent < until; sent++) await place.say('a message like many others, of the usual length');
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpu: (user + system) / order.send });
}
