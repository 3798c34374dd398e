import type { Client, WebSocketOptions } from 'discord.js';
import { SimpleShardingStrategy } from 'discord.js';
import { Frame } from './frame.ts';
import type { DiscordMetrics } from './metrics.ts';
import { keepTexts, packetText } from './packet-text.ts';

/** Who gets the frames. */
export interface FrameConsumer {
  /** Called exactly once for each dispatch frame, before discord.js sees it. Must not throw. */
  onFrame(frame: Frame): void;
  /**
   * Asked for frames that no cache needs: shall discord.js build structures of it?
   * Asked once, when the frame arrives; the answer holds for that frame whatever changes meanwhile.
   */
  wantsStructures(type: string, payload: unknown, event: string): boolean;
}

/**
 * Frames that only matter to who listens: no cache of ours depends on them. Value: discord.js' event.
 * Every other frame is always built.
 */
export const structuresOptional: ReadonlyMap<string, string> = new Map([
  ['AUTO_MODERATION_ACTION_EXECUTION', 'autoModerationActionExecution'],
  ['GUILD_AUDIT_LOG_ENTRY_CREATE', 'guildAuditLogEntryCreate'],
  ['INTERACTION_CREATE', 'interactionCreate'],
  ['INVITE_CREATE', 'inviteCreate'],
  ['INVITE_DELETE', 'inviteDelete'],
  ['MESSAGE_CREATE', 'messageCreate'],
  ['MESSAGE_DELETE', 'messageDelete'],
  ['MESSAGE_DELETE_BULK', 'messageDeleteBulk'],
  ['MESSAGE_POLL_VOTE_ADD', 'messagePollVoteAdd'],
  ['MESSAGE_POLL_VOTE_REMOVE', 'messagePollVoteRemove'],
  ['MESSAGE_REACTION_ADD', 'messageReactionAdd'],
  ['MESSAGE_REACTION_REMOVE', 'messageReactionRemove'],
  ['MESSAGE_REACTION_REMOVE_ALL', 'messageReactionRemoveAll'],
  ['MESSAGE_REACTION_REMOVE_EMOJI', 'messageReactionRemoveEmoji'],
  ['MESSAGE_UPDATE', 'messageUpdate'],
  ['PRESENCE_UPDATE', 'presenceUpdate'],
  ['TYPING_START', 'typingStart'],
  ['WEBHOOKS_UPDATE', 'webhooksUpdate'],
]);

/** What of discord.js' internals the tap rests on; `test/discord/internals.test.ts` holds them to it. */
interface Packet {
  readonly t: string;
  readonly s: number;
  readonly d: unknown;
  readonly [packetText]?: string;
}
interface PacketPipe {
  handlePacket(packet?: Packet, shard?: unknown): boolean;
}
interface DispatchSource {
  on(event: 'dispatch', listener: (event: { data: Packet; shardId: number }) => void): void;
}

interface Connections {
  readonly shards: ReadonlyMap<number, { readonly connection: { pause(): void; resume(): void } | null }>;
  spawn(shardIds: number[]): Promise<void>;
}

interface Decision {
  readonly packet: Packet;
  readonly frame: Frame;
  readonly build: boolean;
  readonly release: () => void;
}

const nothing = (): void => undefined;

/**
 * Hears every dispatch frame once, before discord.js, and decides there whether discord.js builds structures of it.
 *
 * discord.js may hold a packet back and give it to `handlePacket` a second time (before it is ready, and while it drains that
 * queue). So the decision is made when the frame arrives, is stored per packet, and is only obeyed in `handlePacket`: deciding
 * there again delivers frames twice or blocks the queue.
 */
export class DispatchTap {
  /** The packet that discord.js is about to be given: its listener comes right after ours. */
  #latest: Decision | undefined;
  /** Packets that discord.js may still give to `handlePacket`. */
  readonly #held = new WeakMap<Packet, Decision>();
  readonly #events = new Map<string, (...args: never[]) => void>();
  readonly #metrics: DiscordMetrics;
  #client: Client | undefined;
  #consumer: FrameConsumer | undefined;
  #current: Frame | undefined;
  #begin: (shardId: number, sequence: number) => () => void = () => () => undefined;
  #connections: Connections | undefined;
  #isHeldBack = false;
  #pending = 0;
  #idle: (() => void)[] = [];

  constructor(metrics: DiscordMetrics) {
    this.#metrics = metrics;
  }

  /** The option that makes discord.js' connection tell us first. */
  readonly buildStrategy: NonNullable<WebSocketOptions['buildStrategy']> = (manager) => {
    // discord.js adds its own listener after this returns: ours runs first.
    (manager as unknown as DispatchSource).on('dispatch', ({ data, shardId }) => this.#arrive(data, shardId));
    const strategy = new SimpleShardingStrategy(manager);
    const connections = strategy as unknown as Connections;
    keepTexts(connections);
    this.#connections = connections;
    return strategy;
  };

  /** @param begin told of each sequence number; calls what it returns once that frame's effects have settled. */
  attach(client: Client, begin: (shardId: number, sequence: number) => () => void): void {
    this.#client = client;
    this.#begin = begin;
    const pipe = client.ws as unknown as PacketPipe;
    const original = pipe.handlePacket.bind(pipe);
    pipe.handlePacket = (packet, shard) => {
      const known = packet && this.#decisionOf(packet);
      if (!packet || !known) return original(packet, shard);
      // Never queued, so it has no part in draining the queue either.
      if (!known.build) return true;
      const outer = this.#current;
      this.#current = known.frame;
      let handled = true;
      try {
        handled = original(packet, shard);
        return handled;
      } finally {
        this.#current = outer;
        if (handled) {
          this.#held.delete(packet);
          known.release();
        } else this.#held.set(packet, known);
      }
    };
  }

  consume(consumer: FrameConsumer | undefined): void {
    this.#consumer = consumer;
  }

  /**
   * Takes in no more of what Discord sends, or takes it in again. It waits in the connection meanwhile, then in Discord: a
   * connection that is held back for more than a minute is given up and resumed, and nothing is lost.
   */
  holdBack(on: boolean): void {
    this.#isHeldBack = on;
    for (const { connection } of this.#connections?.shards.values() ?? []) {
      if (on) connection?.pause();
      else connection?.resume();
    }
  }

  /** The frame whose structures are being delivered right now, for effects to be tracked in. */
  get current(): Frame | undefined {
    return this.#current;
  }

  /** Listens to a discord.js event for the host. One listener an event. @returns the undo. */
  listen(event: string, listener: (...args: never[]) => void): () => void {
    if (this.#events.has(event)) throw new Error(`the host already listens to ${event}`);
    if (!this.#client) throw new Error('the tap is not attached');
    this.#events.set(event, listener);
    this.#client.on(event, listener as (...args: unknown[]) => void);
    return () => {
      this.#events.delete(event);
      this.#client?.off(event, listener as (...args: unknown[]) => void);
    };
  }

  /** Resolves when no frame has effects under way. */
  idle(): Promise<void> {
    return this.#pending === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  /** What was decided when the packet arrived. Kept in a map only in the rare case that it comes late: a weak entry for each
   * frame is what the garbage collector would mostly be busy with. */
  #decisionOf(packet: Packet): Decision | undefined {
    const latest = this.#latest;
    if (latest?.packet !== packet) return this.#held.get(packet);
    this.#latest = undefined;
    return latest;
  }

  #arrive(packet: Packet, shardId: number): void {
    // Of what was read before, or of a connection that was made meanwhile.
    if (this.#isHeldBack) this.holdBack(true);
    const settle = this.#begin(shardId, packet.s);
    this.#pending++;
    const frame = new Frame(
      packet.t,
      packet.d,
      { shardId, sequence: packet.s, packet: packet[packetText] },
      () => {
        settle();
        if (--this.#pending === 0) for (const resolve of this.#idle.splice(0)) resolve();
      },
    );
    const event = structuresOptional.get(packet.t);
    const build =
      event === undefined ||
      this.#isHeardElsewhere(event) ||
      (this.#consumer?.wantsStructures(packet.t, packet.d, event) ?? true);
    // It was not given to discord.js at once, so it may come later.
    if (this.#latest) this.#held.set(this.#latest.packet, this.#latest);
    this.#latest = { packet, frame, build, release: build ? frame.hold() : nothing };
    this.#metrics.gatewayEvent(packet.t, shardId, build);
    this.#consumer?.onFrame(frame);
    frame.close();
  }

  /** Somebody else than the host listens, e.g. an ordinary Sapphire piece: they get their structures. */
  #isHeardElsewhere(event: string): boolean {
    // Sapphire's own listener routes the core's commands; the consumer says which interactions those are.
    if (event === 'interactionCreate') return false;
    const own = this.#events.has(event) ? 1 : 0;
    return (this.#client?.listenerCount(event) ?? 0) > own;
  }
}
