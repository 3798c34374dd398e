import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client, Events, Partials } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DispatchTap } from '../../src/discord/dispatch-tap.ts';

const metrics = { gatewayEvent: () => undefined, restRequest: () => undefined, restRefused: () => undefined };
const shard = { id: 0, status: 0 };
const guild = {
  id: '100000000000000001',
  name: 'Guild',
  owner_id: '100000000000000002',
  unavailable: false,
  member_count: 1,
  roles: [{ id: '100000000000000001', name: '@everyone', permissions: '0', position: 0, color: 0 }],
  channels: [{ id: '100000000000000003', type: 0, name: 'general', permission_overwrites: [] }],
};
const message = (id: number) => ({
  id: String(200_000_000_000_000_000n + BigInt(id)),
  channel_id: '100000000000000003',
  guild_id: guild.id,
  content: `message ${id}`,
  author: { id: '100000000000000004', username: 'ana', discriminator: '0' },
  timestamp: '2026-01-01T00:00:00Z',
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  type: 0,
});

/** discord.js' client without a connection, and the way its connection hands it a frame. */
function offlineClient(tap: DispatchTap) {
  const client = new Client({ intents: 0, partials: [Partials.Message, Partials.User] });
  const listeners: ((event: unknown) => void)[] = [];
  tap.buildStrategy({ on: (_event: string, listener: () => void) => listeners.push(listener) } as never);
  const ws = client.ws as unknown as {
    handlePacket(packet: unknown, shard: unknown): boolean;
    triggerClientReady(): void;
    packetQueue: unknown[];
  };
  return {
    client,
    ws,
    frame(t: string, s: number, d: unknown) {
      const data = { t, s, d };
      for (const listener of listeners) listener({ data, shardId: 0 });
      ws.handlePacket(data, shard);
    },
  };
}

describe('the tap', () => {
  it('hears every frame once and builds just what was decided when it arrived, whatever changes and whenever the client gets ready', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 25 }),
        fc.nat(25),
        fc.nat(3),
        async (decisions, readyAt, turns) => {
          const tap = new DispatchTap(metrics);
          const { client, frame, ws } = offlineClient(tap);
          const begun = new Set<number>();
          tap.attach(client, (_shard, sequence) => {
            begun.add(sequence);
            return () => void begun.delete(sequence);
          });
          const raw: number[] = [];
          const built: string[] = [];
          let decision = false;
          tap.consume({
            onFrame: ({ type, sequence }) => void (type === 'MESSAGE_CREATE' && raw.push(sequence)),
            wantsStructures: () => decision,
          });
          tap.listen(
            Events.MessageCreate,
            ((one: { content: string }) => void built.push(one.content)) as never,
          );
          frame('GUILD_CREATE', 1, guild);
          for (const [index, wanted] of decisions.entries()) {
            if (index === readyAt) ws.triggerClientReady();
            decision = wanted;
            frame('MESSAGE_CREATE', index + 2, message(index));
            // The next decision must not touch frames that are held back.
            decision = !wanted;
            for (let turn = 0; turn < turns; turn++) await nextTurn();
          }
          if (readyAt >= decisions.length) ws.triggerClientReady();
          for (let turn = 0; turn < decisions.length + 2; turn++) await nextTurn();
          expect(raw).toEqual(decisions.map((_, index) => index + 2));
          expect(built.sort()).toEqual(
            decisions.flatMap((wanted, index) => (wanted ? [`message ${index}`] : [])).sort(),
          );
          expect(ws.packetQueue).toEqual([]);
          expect([...begun]).toEqual([]);
          await client.destroy();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a frame that another listener of the client wants is built, though no plugin wants it', () => {
    const tap = new DispatchTap(metrics);
    const { client, frame, ws } = offlineClient(tap);
    tap.attach(client, () => () => undefined);
    tap.consume({ onFrame: () => undefined, wantsStructures: () => false });
    ws.triggerClientReady();
    frame('GUILD_CREATE', 1, guild);
    const seen: string[] = [];
    frame('MESSAGE_CREATE', 2, message(1));
    client.on(Events.MessageCreate, (one) => void seen.push(one.content));
    frame('MESSAGE_CREATE', 3, message(2));
    expect(seen).toEqual(['message 2']);
    void client.destroy();
  });
});
