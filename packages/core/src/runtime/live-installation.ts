import type { ConfigPlace, Context } from '@guildhall/sdk';
import { ConfigByPlace, type Override, type ParentOf, type Plugin } from '@guildhall/sdk/host';
import { type CallOwner, type Entrance, entrance, type Sight, sightOf } from '../discord/index.ts';
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
  readonly breaker: Breaker = new Breaker();
  readonly installedAt: number;
  readonly mode: CallOwner['mode'];
  /** Whether it counts: then each handler is told from every other, so that what it counts counts once. */
  readonly tallies: boolean;
  readonly #abort = new AbortController();
  #off = false;
  #sight: Sight;
  #sharesContent = false;
  readonly #entrances = new Map<string, { readonly owner: CallOwner; readonly enter: Entrance }>();
  readonly #running = new Set<Promise<unknown>>();
  /** Events that its process has been given. */
  #away = 0;
  #back: PromiseWithResolvers<void> | undefined;
  #config: Readonly<Record<string, unknown>>;
  /** Absent where no override is: then a place costs nothing. */
  #byPlace: ConfigByPlace | undefined;
  #overrides: readonly Override[] = [];
  readonly #parentOf: ParentOf;
  #context: Context | undefined;
  /** Of places with overrides, by the configuration that holds there. */
  #contexts = new WeakMap<object, Context>();

  constructor(options: {
    guildId: string;
    version: PluginVersion;
    plugin: Plugin;
    config: Readonly<Record<string, unknown>>;
    installedAt: number;
    overrides?: readonly Override[] | undefined;
    parentOf?: ParentOf;
    /** Live when left out. */
    mode?: CallOwner['mode'];
  }) {
    const { guildId, version, plugin } = options;
    this.guildId = guildId;
    this.pluginId = version.id;
    this.version = version;
    this.plugin = plugin;
    this.pieces = indexPieces(plugin);
    this.installedAt = options.installedAt;
    this.tallies = Object.values(plugin.declaration.data ?? {}).some(({ tally }) => tally !== undefined);
    this.#parentOf = options.parentOf ?? (() => undefined);
    this.#config = options.config;
    this.configure(options.config, options.overrides);
    this.mode = options.mode ?? 'live';
    this.#sight = sightOf(version.manifest, false);
    this.owner = ownerOf(version, guildId, this.#abort.signal, this.mode, () => this.#sight);
  }

  /** In whose name a handler of events runs, and how it is run so where nothing surrounds it; see `entrance`. Made once for each. */
  entranceOf(piece: string, event: string): { readonly owner: CallOwner; readonly enter: Entrance } {
    // A piece may hear several events.
    const key = `${piece} ${event}`;
    let made = this.#entrances.get(key);
    if (!made) {
      const owner = { ...this.owner, cause: { piece, event } };
      made = { owner, enter: entrance(owner) };
      this.#entrances.set(key, made);
    }
    return made;
  }

  /** An admin lets what members write reach it, although it could send it away. */
  get sharesContent(): boolean {
    return this.#sharesContent;
  }

  set sharesContent(shares: boolean) {
    this.#sharesContent = shares;
    this.#sight = sightOf(this.version.manifest, shares);
  }

  /** What it sees of members at this moment. */
  get sight(): Sight {
    return this.#sight;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#config;
  }

  /** Handlers that start from now on see it; those under way keep what they began with. */
  configure(config: Readonly<Record<string, unknown>>, overrides: readonly Override[] = []): void {
    this.#config = config;
    this.#overrides = overrides;
    this.#byPlace = overrides.length > 0 ? new ConfigByPlace(config, overrides, this.#parentOf) : undefined;
    this.forgetContext();
  }

  /** Where the configuration differs by place; empty where it doesn't. */
  get overrides(): readonly Override[] {
    return this.#overrides;
  }

  /** Whether it matters where something happens. */
  get differsByPlace(): boolean {
    return this.#byPlace !== undefined;
  }

  /** The configuration as it holds in a place; the same object for the same overrides. */
  configAt(place: ConfigPlace): Readonly<Record<string, unknown>> {
    return this.#byPlace?.at(place) ?? this.#config;
  }

  /** The context of handlers that answer no interaction; the same one until something in it changes. */
  context(make: (live: LiveInstallation) => Context): Context {
    this.#context ??= make(this);
    return this.#context;
  }

  /** The same for a place where overrides apply: `base` with another configuration. */
  contextAt(place: ConfigPlace, base: Context): Context {
    const config = this.configAt(place);
    if (config === this.#config) return base;
    const made = this.#contexts.get(config) ?? contextWith(base, config);
    this.#contexts.set(config, made);
    return made;
  }

  forgetContext(): void {
    this.#context = undefined;
    this.#contexts = new WeakMap();
  }

  /** Whether it was switched off. A signal takes far longer to say so. */
  get isOff(): boolean {
    return this.#off;
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

  /** The same as `track` for events in another process, which come by the thousands: one promise for all that are away at once. */
  sent(): void {
    this.#away += 1;
    if (this.#away > 1) return;
    this.#back = Promise.withResolvers();
    this.#running.add(this.#back.promise);
  }

  /** One that was `sent` has ended. */
  returned(): void {
    this.#away -= 1;
    if (this.#away > 0 || !this.#back) return;
    this.#running.delete(this.#back.promise);
    this.#back.resolve();
    this.#back = undefined;
  }

  get running(): ReadonlySet<Promise<unknown>> {
    return this.#running;
  }

  /** Off means off: from now on the broker refuses everything in this installation's name. */
  abort(): void {
    this.#off = true;
    this.#abort.abort(new Error(`${this.pluginId} was switched off in this guild`));
  }
}

/** In whose name a version's handlers call Discord. */
export function ownerOf(
  version: PluginVersion,
  guildId: string,
  signal: AbortSignal,
  mode: CallOwner['mode'],
  sight: () => Sight,
): CallOwner {
  return {
    pluginId: version.id,
    guildId,
    capabilities: new Set(version.manifest.capabilities.map((capability) => capability.id)),
    mode,
    signal,
    sight,
  };
}

/** A context that differs in its configuration only. */
export function contextWith(base: Context, config: Readonly<Record<string, unknown>>): Context {
  const { config: _, ...descriptors } = Object.getOwnPropertyDescriptors(base);
  return Object.create(Object.getPrototypeOf(base), {
    ...descriptors,
    config: { value: config, enumerable: true },
  });
}
