import type { ServerResponse } from 'node:http';
import type { DiscordSimulator } from '../simulator.ts';
import { canSee } from '../world/access.ts';
import type { Channel, Message, Snowflake } from '../world/entities.ts';
import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';
import { viewChannel, viewGuild } from './guild-view.ts';
import { isFor, viewMessage } from './message-view.ts';
import { outcomeOf } from './outcome.ts';
import type { ControlEvent } from './protocol.ts';
import { peoplePart, snapshot, viewClock, viewFaults } from './snapshot.ts';
import { viewTraffic } from './traffic-view.ts';

/** Whether a bot is connected is in no event: it is looked at this often (real milliseconds), as is the clock. */
const lookEvery = 1000;
/** A comment this often keeps proxies and half-dead sockets honest. */
const pingEvery = 15_000;
/** A reader that leaves this much unread has gone away in all but name. */
const mostUnread = 8 * 1024 * 1024;

/**
 * One client's view of the world, told as it changes. Starts with a snapshot. Changes of a guild are gathered until
 * the current turn of the event loop ends, then told as one.
 */
export class EventStream {
  readonly #world: World;
  readonly #simulator: DiscordSimulator;
  readonly #response: ServerResponse;
  readonly #as: Snowflake | null;
  readonly #stops: (() => void)[] = [];
  readonly #dirty = new Set<Snowflake>();
  #flushing = false;
  #people = '';
  #ahead = 0;
  #faults = '';
  #closed = false;

  constructor(
    world: World,
    simulator: DiscordSimulator,
    response: ServerResponse,
    options: { as: Snowflake | undefined; traffic: boolean },
  ) {
    this.#world = world;
    this.#simulator = simulator;
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const first = snapshot(world, simulator, options.as);
    this.#as = first.as;
    this.#send({ type: 'snapshot', ...first });
    this.#people = JSON.stringify(peoplePart(world, simulator, this.#as));
    this.#ahead = first.ahead;
    this.#faults = JSON.stringify(first.faults);
    this.#stops.push(world.subscribe((event) => this.#tell(event)));
    if (options.traffic) {
      for (const entry of simulator.traffic.entries())
        this.#send({ type: 'traffic', entry: viewTraffic(entry) });
      this.#stops.push(
        simulator.traffic.subscribe((entry) => this.#send({ type: 'traffic', entry: viewTraffic(entry) })),
      );
    }
    const look = setInterval(() => this.#look(), lookEvery);
    const ping = setInterval(() => response.write(': ping\n\n'), pingEvery);
    this.#stops.push(
      () => clearInterval(look),
      () => clearInterval(ping),
      world.clock.onAdvance(() => this.#look()),
    );
    response.on('close', () => this.close());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#response.end();
  }

  #send(event: ControlEvent): void {
    if (this.#closed) return;
    this.#response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    if (this.#response.writableLength > mostUnread) this.close();
  }

  /** Tells what no event tells: connections, the clock, faults. */
  #look(): void {
    const clock = viewClock(this.#world);
    // Real time passes between two readings; only a jump is news.
    if (Math.abs(clock.ahead - this.#ahead) > 500) this.#send({ type: 'clock', ...clock });
    this.#ahead = clock.ahead;
    const faults = viewFaults(this.#simulator);
    if (JSON.stringify(faults) !== this.#faults) {
      this.#faults = JSON.stringify(faults);
      this.#send({ type: 'faults', faults });
    }
    const people = peoplePart(this.#world, this.#simulator, this.#as);
    const text = JSON.stringify(people);
    if (text !== this.#people) {
      this.#people = text;
      this.#send({ type: 'people', ...people });
    }
  }

  #guildChanged(guildId: Snowflake | null): void {
    if (guildId === null) return;
    this.#dirty.add(guildId);
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => {
      this.#flushing = false;
      if (this.#closed) return;
      for (const id of this.#dirty) this.#tellGuild(id);
      this.#dirty.clear();
      this.#look();
    });
  }

  #tellGuild(guildId: Snowflake): void {
    const guild = this.#world.tables.guild.get(guildId);
    const view = guild && this.#as !== null ? viewGuild(this.#world, guild, this.#as) : null;
    this.#send(view ? { type: 'guild', guild: view } : { type: 'guildGone', guildId });
  }

  #tellDm(channel: Channel): void {
    if (this.#as === null || !channel.recipients?.includes(this.#as)) return;
    this.#send({ type: 'dm', channel: viewChannel(this.#world, channel, this.#as) });
  }

  #sees(message: Message): boolean {
    if (this.#as === null || !isFor(message, this.#as)) return false;
    const channel = this.#world.tables.channel.get(message.channel_id);
    return channel !== undefined && canSee(this.#world, this.#as, channel);
  }

  #tellMessage(message: Message, created: boolean): void {
    // An event carries the message of its time; what hangs on it (reactions, a thread) is read now.
    const current = this.#world.tables.message.get(message.id) ?? message;
    if (this.#as === null || !this.#sees(current)) return;
    this.#send({ type: 'message', message: viewMessage(this.#world, current, this.#as), created });
  }

  #tell(event: WorldEvent): void {
    switch (event.type) {
      case 'messageCreate':
      case 'messageUpdate':
        this.#tellMessage(event.message, event.type === 'messageCreate');
        break;
      case 'pollVoteAdd':
      case 'pollVoteRemove':
      case 'reactionAdd':
      case 'reactionRemove':
      case 'reactionRemoveAll':
      case 'reactionRemoveEmoji':
        this.#tellMessage(event.message, false);
        break;
      case 'messageDelete':
        this.#send({
          type: 'messagesGone',
          channelId: event.message.channel_id,
          messageIds: [event.message.id],
        });
        break;
      case 'messageBulkDelete':
        this.#send({
          type: 'messagesGone',
          channelId: event.channel.id,
          messageIds: event.messages.map((it) => it.id),
        });
        break;
      case 'typingStart':
        if (this.#as !== null && canSee(this.#world, this.#as, event.channel)) {
          const user = this.#world.tables.user.get(event.userId);
          const name = user?.global_name ?? user?.username ?? event.userId;
          this.#send({ type: 'typing', channelId: event.channel.id, userId: event.userId, name });
        }
        break;
      case 'interactionAnswer':
        if (event.interaction.user_id === this.#as) {
          this.#send({ type: 'interaction', outcome: outcomeOf(event.interaction) });
        }
        break;
      case 'commandsUpdate':
        this.#send({ type: 'commands', guildId: event.guildId });
        break;
      case 'commandPermissionsUpdate':
        this.#send({ type: 'commands', guildId: event.permissions.guild_id });
        break;
      default:
        this.#tellStructure(event);
    }
  }

  /** Everything that changes what a guild looks like, and with it what may be done there. */
  #tellStructure(event: WorldEvent): void {
    switch (event.type) {
      case 'guildCreate':
      case 'guildUpdate':
      case 'guildDelete':
        this.#guildChanged(event.guild.id);
        break;
      case 'applicationAdd':
      case 'applicationRemove':
        this.#guildChanged(event.guildId);
        this.#send({ type: 'commands', guildId: event.guildId });
        break;
      case 'memberAdd':
      case 'memberUpdate':
      case 'memberRemove':
        this.#guildChanged(event.member.guild_id);
        if (event.member.user_id === this.#as)
          this.#send({ type: 'commands', guildId: event.member.guild_id });
        break;
      case 'roleCreate':
      case 'roleUpdate':
      case 'roleDelete':
        this.#guildChanged(event.role.guild_id);
        if (event.type === 'roleUpdate') this.#send({ type: 'commands', guildId: event.role.guild_id });
        break;
      case 'channelCreate':
      case 'channelUpdate':
      case 'channelDelete':
        if (event.channel.guild_id === null) this.#tellDm(event.channel);
        this.#guildChanged(event.channel.guild_id);
        break;
      case 'threadCreate':
      case 'threadUpdate':
      case 'threadDelete':
      case 'threadMembersUpdate': {
        this.#guildChanged(event.thread.guild_id);
        // The message that the thread began at shows the way into it.
        const starter = this.#world.tables.message.get(event.thread.id);
        if (starter) this.#tellMessage(starter, false);
        break;
      }
      case 'voiceStateUpdate':
      case 'emojisUpdate':
        this.#guildChanged(event.guildId);
        break;
      case 'userUpdate':
        for (const member of this.#world.tables.member.by('user', event.user.id))
          this.#guildChanged(member.guild_id);
        break;
      default:
        break;
    }
  }
}
