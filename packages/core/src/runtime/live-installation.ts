import type { Context } from '@guildhall/sdk';
import type { Plugin } from '@guildhall/sdk/host';
import { type CallOwner, entrance } from '../discord/index.ts';
import type { PluginVersion } from '../plugins/types.ts';
import { Breaker } from './breaker.ts';
import { indexPieces, type PieceIndex } from './piece-index.ts';

/** An enabled installation in this process. It lives until it is disabled, and is never enabled again: a new one is made. */
export class LiveInstallation {
  readonly guildId: string;
  readonly pluginId: string;
  readonly version: PluginVersion;
  readonly plugin: Plugin;
  readonly pieces: PieceIndex;
  readonly owner: CallOwner;
  /** Runs something in this installation's name that nothing surrounds; see `entrance`. */
  readonly enter: <T>(run: () => T) => T;
  readonly breaker: Breaker = new Breaker();
  readonly installedAt: number;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #config: Readonly<Record<string, unknown>>;
  #context: Context | undefined;

  constructor(options: {
    guildId: string;
    version: PluginVersion;
    plugin: Plugin;
    config: Readonly<Record<string, unknown>>;
    installedAt: number;
  }) {
    const { guildId, version, plugin } = options;
    this.guildId = guildId;
    this.pluginId = version.id;
    this.version = version;
    this.plugin = plugin;
    this.pieces = indexPieces(plugin);
    this.installedAt = options.installedAt;
    this.#config = options.config;
    this.owner = ownerOf(version, guildId, this.#abort.signal);
    this.enter = entrance(this.owner);
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#config;
  }

  /** Handlers that start from now on see it; those under way keep what they began with. */
  configure(config: Readonly<Record<string, unknown>>): void {
    this.#config = config;
    this.#context = undefined;
  }

  /** The context of handlers that answer no interaction; the same one until something in it changes. */
  context(make: () => Context): Context {
    this.#context ??= make();
    return this.#context;
  }

  forgetContext(): void {
    this.#context = undefined;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Remembers work under way, for whoever waits for quiet. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = () => void this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  get running(): ReadonlySet<Promise<unknown>> {
    return this.#running;
  }

  /** Off means off: from now on the broker refuses everything in this installation's name. */
  abort(): void {
    this.#abort.abort(new Error(`${this.pluginId} was switched off in this guild`));
  }
}

/** In whose name a version's handlers call Discord. */
export function ownerOf(version: PluginVersion, guildId: string, signal: AbortSignal): CallOwner {
  return {
    pluginId: version.id,
    guildId,
    capabilities: new Set(version.manifest.capabilities.map((capability) => capability.id)),
    mode: 'live',
    signal,
  };
}
