import { type SapphirePiece, type SapphireStore, sapphireArguments } from '@guildhall/sdk/host';
import {
  ApplicationCommandRegistries,
  type Argument,
  type Command,
  type InteractionHandler,
  type Listener,
  type Precondition,
} from '@sapphire/framework';
import type { GuildhallClient } from '../../discord/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';

type AnyPiece = Command | Listener | Precondition | Argument | InteractionHandler;

interface Mounted {
  /** Its name in the manifest: `commands/fun/ping`. */
  readonly name: string;
  readonly store: SapphireStore;
  readonly piece: AnyPiece;
}

/** A listener, as it is while its version is mounted. */
export interface MountedListener {
  readonly name: string;
  readonly event: string;
  readonly run: (...args: readonly unknown[]) => unknown;
}

/**
 * The ordinary Sapphire pieces of one plugin version, in this process.
 *
 * 1. In Sapphire's stores they are called `<plugin>/<hash>/<name>`, so that two plugins' `ping` leave each other alone.
 * 2. No listener is attached to the client, and no command registered: the host calls them, where the version is enabled.
 * 3. After `unmount` nothing of them is left in Sapphire.
 */
export class MountedPieces {
  readonly pluginId: string;
  readonly hash: string;
  readonly version: string;
  readonly #client: GuildhallClient;
  readonly #mounted: Mounted[] = [];
  readonly #byName = new Map<string, AnyPiece>();
  /** Listeners for one time that have had theirs. */
  readonly #over = new Set<Listener>();
  #shown = false;

  private constructor(client: GuildhallClient, version: PluginVersion) {
    this.#client = client;
    this.pluginId = version.id;
    this.hash = version.hash;
    this.version = version.version;
  }

  /** @throws what a piece's constructor or `onLoad` throws; nothing is left mounted then */
  static async mount(
    client: GuildhallClient,
    version: PluginVersion,
    pieces: readonly SapphirePiece[],
  ): Promise<MountedPieces> {
    const mounted = new MountedPieces(client, version);
    try {
      for (const piece of pieces) await mounted.#load(piece);
    } catch (error) {
      await mounted.unmount();
      throw error;
    }
    return mounted;
  }

  /** A piece by its own name, as another piece of the plugin asks Sapphire for it. */
  find(store: string, name: string): AnyPiece | undefined {
    return this.#byName.get(`${store} ${name}`);
  }

  /** A command by its piece's name in the manifest. */
  command(name: string): Command | undefined {
    return this.#all<Command>('commands').find((mounted) => mounted.name === name)?.piece;
  }

  get commands(): readonly Command[] {
    return this.#all<Command>('commands').map(({ piece }) => piece);
  }

  get handlers(): readonly { readonly name: string; readonly piece: InteractionHandler }[] {
    return this.#all<InteractionHandler>('interaction-handlers');
  }

  /** Those with a position apply to each of the plugin's commands, in that order. */
  get globalPreconditions(): readonly Precondition[] {
    return this.#all<Precondition>('preconditions')
      .map(({ piece }) => piece)
      .filter(({ position }) => position !== null)
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  }

  get listeners(): readonly MountedListener[] {
    return this.#all<Listener>('listeners').map((mounted) => ({
      name: mounted.name,
      event: String(mounted.piece.event),
      run: (...args) => {
        if (this.#over.has(mounted.piece)) return undefined;
        if (mounted.piece.once) this.#over.add(mounted.piece);
        return (mounted.piece as unknown as { run(...given: readonly unknown[]): unknown }).run(...args);
      },
    }));
  }

  /** Puts them into Sapphire's stores, for code that looks there. Sapphire empties those when it logs in: not before. */
  show(): void {
    if (this.#shown) return;
    this.#shown = true;
    for (const { store, piece } of this.#mounted) {
      // Not the store's own `set`: preconditions with a position would apply to everybody's commands.
      Map.prototype.set.call(this.#client.stores.get(store), this.#keyOf(piece), piece);
    }
  }

  async unmount(): Promise<void> {
    this.#byName.clear();
    for (const { store, piece } of this.#mounted.splice(0).reverse()) {
      Map.prototype.delete.call(this.#client.stores.get(store), this.#keyOf(piece));
      if (store === 'commands') forgetRegistry(piece.name);
      piece.enabled = false;
      await piece.onUnload();
    }
  }

  async #load(source: SapphirePiece): Promise<void> {
    const { name, store } = source;
    const Piece = source.piece as unknown as new (...args: unknown[]) => AnyPiece;
    const piece = new Piece(...sapphireArguments(source, this.#client.stores.get(store)));
    // Sapphire gives it to nobody: whatever it would register, the planner writes.
    Reflect.set(piece, 'registerApplicationCommands', undefined);
    await piece.onLoad();
    // Its constructor or `onLoad` may switch it off.
    if (!piece.enabled) return;
    this.#mounted.push({ name, store, piece });
    const aliases = 'aliases' in piece ? piece.aliases : [];
    for (const known of [piece.name, ...aliases]) this.#byName.set(`${store} ${known}`, piece);
  }

  #keyOf(piece: AnyPiece): string {
    return `${this.pluginId}/${this.hash}/${piece.name}`;
  }

  #all<T extends AnyPiece>(store: SapphireStore): readonly (Mounted & { readonly piece: T })[] {
    return this.#mounted.filter((mounted) => mounted.store === store) as (Mounted & { readonly piece: T })[];
  }
}

/** Sapphire makes a registry for each name that a command has had. */
function forgetRegistry(name: string): void {
  (ApplicationCommandRegistries.registries as Map<string, unknown>).delete(name);
}
