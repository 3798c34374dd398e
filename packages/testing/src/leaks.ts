import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guildhall } from '@guildhall/core';
import type { DiscordSimulator } from '@guildhall/discord-simulator';
import { type ResourceKind, resourcesOfPlugins } from './resources-of-plugins.ts';

/** Something that outlived that in whose name it was made. */
export interface Leak {
  /**
   * - `timer`, `socket`, `server`, `process`, `worker`, `watcher`: opened by a handler's own code, and still open although the
   *   plugin is switched off there;
   * - `job`: will run although nobody has the plugin switched on;
   * - `listener`: somebody listens to the process or to the client who did not when the stage began;
   * - `session`: the bot has left, and its gateway session has not ended.
   */
  readonly kind: ResourceKind | 'job' | 'listener' | 'session';
  /** Absent where nobody can tell. */
  readonly pluginId?: string;
  readonly guildId?: string;
  /** Which one: the line of code that opened it, the job's id, the event's name. */
  readonly what: string;
}

/**
 * What closes does so a few turns of the event loop later; after so many it is no closing any more. Turns are counted, not time:
 * a machine that stalls must not make a leak of what is about to close.
 */
const patience = 200;

/** Looks for what is left; begins to watch when it is made. */
export class LeakWatch {
  readonly #guildhall: Guildhall;
  readonly #discord: DiscordSimulator;
  readonly #listeners: ReadonlyMap<string, number>;

  constructor(guildhall: Guildhall, discord: DiscordSimulator) {
    this.#guildhall = guildhall;
    this.#discord = discord;
    this.#listeners = listenersOf(guildhall);
    resourcesOfPlugins();
  }

  /** While everything runs: what plugins that are switched off, or gone, have left. */
  async whileRunning(): Promise<Leak[]> {
    return [...(await this.jobs()), ...(await gone(() => this.#leftOpen()))];
  }

  /** After the bot has gone: nothing may be left. Jobs are asked about before, while there is a database. */
  async afterwards(): Promise<Leak[]> {
    return gone(() => [...this.#leftOpen(), ...this.#heard(), ...this.#sessions()]);
  }

  async jobs(): Promise<Leak[]> {
    const { database, installations } = this.#guildhall;
    const leaks: Leak[] = [];
    const waiting = database.db().collection<{ _id: string; guildId: string; pluginId: string }>('jobs');
    for await (const { _id, guildId, pluginId } of waiting.find({ paused: false })) {
      const installation = await installations.get(guildId, pluginId);
      if (!installation || installation.state === 'disabled')
        leaks.push({ kind: 'job', pluginId, guildId, what: _id });
    }
    return leaks;
  }

  /** What plugins opened and left open where they are switched off. Another stage may run in this process. */
  #leftOpen(): Leak[] {
    const guilds = new Set(this.#discord.guilds.map(({ id }) => id));
    return resourcesOfPlugins()
      .filter(({ guildId, signal }) => signal.aborted && guilds.has(guildId))
      .map(({ kind, pluginId, guildId, at }) => ({ kind, pluginId, guildId, what: at }));
  }

  #heard(): Leak[] {
    return [...listenersOf(this.#guildhall)].flatMap(([event, count]) => {
      const more = count - (this.#listeners.get(event) ?? 0);
      return Array.from({ length: Math.max(0, more) }, () => ({ kind: 'listener' as const, what: event }));
    });
  }

  #sessions(): Leak[] {
    const { client } = this.#guildhall;
    const id = client.application?.id;
    const left = id === undefined ? 0 : this.#discord.connections(id);
    return Array.from({ length: left }, () => ({ kind: 'session' as const, what: `of application ${id}` }));
  }
}

function listenersOf({ client }: Guildhall): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const emitters: [string, EventEmitter][] = [
    ['process', process],
    ['client', client as unknown as EventEmitter],
  ];
  for (const [name, emitter] of emitters) {
    for (const event of emitter.eventNames()) {
      counts.set(`${name} "${String(event)}"`, emitter.listenerCount(event));
    }
  }
  return counts;
}

async function gone(look: () => Leak[]): Promise<Leak[]> {
  let left = look();
  for (let turn = 0; turn < patience && left.length > 0; turn++) {
    await sleep(5);
    left = look();
  }
  return left;
}
