import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Client, SimpleShardingStrategy, version } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { structuresOptional } from '../../src/discord/index.ts';

/**
 * What the tap rests on in discord.js without a promise of its authors. When one of these fails after an update, read
 * `src/discord/dispatch-tap.ts` again before changing the version here.
 */
describe("discord.js' internals", () => {
  const require = createRequire(import.meta.url);
  const file = (path: string) =>
    readFileSync(require.resolve('discord.js').replace(/index\.js$/, path), 'utf8');
  const manager = file('client/websocket/WebSocketManager.js');

  it('is the version that was read', () => {
    expect(version).toBe('14.28.1');
  });

  it('has one handlePacket on client.ws, which can be replaced, and a queue of held-back packets', () => {
    const { ws } = new Client({ intents: 0 }) as unknown as {
      ws: { handlePacket: unknown; packetQueue: unknown };
    };
    expect(ws.handlePacket).toBeTypeOf('function');
    expect(ws.packetQueue).toEqual([]);
  });

  it('makes the connection before it listens to it, and calls this.handlePacket once per dispatch', () => {
    const built = manager.indexOf('this._ws = new WSWebSocketManager(wsOptions)');
    const listens = manager.indexOf('this.attachEvents();', built);
    expect(built).toBeGreaterThan(0);
    expect(listens).toBeGreaterThan(built);
    expect(manager.match(/this\.handlePacket\(data, shard\)/g)).toHaveLength(1);
    expect(manager).toContain('this.handlePacket(item.packet, item.shard)');
  });

  it('exports the sharding strategy whose manager emits "dispatch"', () => {
    expect(SimpleShardingStrategy).toBeTypeOf('function');
    expect(manager).toContain('WSWebSocketShardEvents.Dispatch, ({ data, shardId })');
  });

  it('has a strategy that knows its shards, and shards that know their connection, which can be paused', () => {
    const connections = createRequire(require.resolve('discord.js'));
    const ws = readFileSync(connections.resolve('@discordjs/ws'), 'utf8');
    expect(new SimpleShardingStrategy({} as never)).toMatchObject({ shards: expect.any(Map) });
    expect(ws).toContain('this.connection = connection;');
    expect(ws).toContain('new WebSocketConstructor(url, [], {');
    const { WebSocket } = createRequire(connections.resolve('@discordjs/ws'))('ws') as {
      WebSocket: { prototype: Record<'pause' | 'resume', unknown> };
    };
    expect(WebSocket.prototype.pause).toBeTypeOf('function');
    expect(WebSocket.prototype.resume).toBeTypeOf('function');
  });

  it('has connections that read each packet in one place, which is given the text as it came', () => {
    const connections = createRequire(require.resolve('discord.js'));
    const ws = readFileSync(connections.resolve('@discordjs/ws'), 'utf8');
    const { WebSocketShard } = connections('@discordjs/ws') as { WebSocketShard: { prototype: object } };
    expect(Reflect.get(WebSocketShard.prototype, 'unpackMessage')).toBeTypeOf('function');
    expect(ws.match(/this\.unpackMessage\(/g)).toHaveLength(1);
    expect(ws).toContain('const payload = await this.unpackMessage(data, isBinary)');
    expect(ws).toContain('void this.onMessage(event.data, event.data instanceof ArrayBuffer)');
    expect(ws).toContain('this.emit("dispatch" /* Dispatch */, { data: payload })');
  });

  it('knows every event of which we skip structures', () => {
    const events = file('util/Events.js');
    const handlers = file('client/websocket/handlers/index.js');
    for (const [type, event] of structuresOptional) {
      expect(handlers, type).toContain(`'${type}'`);
      expect(events, event).toContain(`'${event}'`);
    }
  });
});
