import type { EventPiece, SapphirePiece } from '@guildhall/sdk/host';
import { sapphireEvents } from '@guildhall/sdk/host';
import { asPlugin, currentOwner, type GuildhallClient } from '../../discord/index.ts';
import type { LiveInstallation } from '../live-installation.ts';
import type { ProblemReport } from '../problem-book.ts';
import { MountedPieces } from './mounted-pieces.ts';

interface Mount {
  readonly hash: string;
  readonly version: string;
  readonly pieces: Promise<MountedPieces>;
  readonly users: Set<LiveInstallation>;
  /** Set once they are loaded. */
  loaded?: MountedPieces;
}

export interface SapphireMountsOptions {
  readonly client: GuildhallClient;
  readonly report: (live: LiveInstallation, report: ProblemReport) => Promise<void>;
  /** An installation that waited for its pieces has them now. */
  readonly onMounted: (live: LiveInstallation) => void;
}

/**
 * Which plugin versions have their ordinary Sapphire pieces mounted: one version of a plugin at a time, from the first guild
 * that enables it until the last one that stops. A guild on another version runs without those pieces, is told so under
 * Problems, and gets them as soon as the others are gone.
 */
export class SapphireMounts {
  readonly #options: SapphireMountsOptions;
  readonly #mounts = new Map<string, Mount>();
  readonly #waiting = new Set<LiveInstallation>();
  #loggedIn = false;

  constructor(options: SapphireMountsOptions) {
    this.#options = options;
    // A piece that asks Sapphire for another, such as a command for its preconditions, means its own plugin's.
    options.client.scope = (store, name) => {
      const owner = currentOwner();
      return owner && this.#mounts.get(owner.pluginId)?.loaded?.find(store, name);
    };
  }

  /** Never rejects: what goes wrong is under Problems, and the plugin's other pieces run. */
  async enter(live: LiveInstallation): Promise<void> {
    const { pluginId, version } = live;
    const sources = live.pieces.sapphire;
    if (sources.length === 0 || live.signal.aborted) return;
    const existing = this.#mounts.get(pluginId);
    if (existing && existing.hash !== version.hash) {
      this.#waiting.add(live);
      await this.#options.report(live, {
        code: 'SAPPHIRE_OTHER_VERSION',
        message: `The Sapphire pieces of ${pluginId} ${version.version} do not run here: other servers of this bot have version ${existing.version}, and a process can load those pieces once.`,
        remedy: 'Use the same version as the other servers. Everything else of the plugin runs.',
      });
      return;
    }
    const mount = existing ?? this.#mount(live, sources);
    mount.users.add(live);
    try {
      mount.loaded = await mount.pieces;
      if (this.#loggedIn) mount.loaded.show();
    } catch (error) {
      mount.users.delete(live);
      if (this.#mounts.get(pluginId) === mount) this.#mounts.delete(pluginId);
      await this.#options.report(live, {
        code: 'SAPPHIRE_LOAD_FAILED',
        message: `The Sapphire pieces of ${pluginId} could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
        remedy: 'Everything else of the plugin runs. Tell its author.',
      });
    }
  }

  async leave(live: LiveInstallation): Promise<void> {
    this.#waiting.delete(live);
    const mount = this.#mounts.get(live.pluginId);
    if (!mount?.users.delete(live) || mount.users.size > 0) return;
    this.#mounts.delete(live.pluginId);
    await asPlugin(live.owner, async () => (await mount.pieces).unmount());
    for (const waiting of [...this.#waiting].filter(({ pluginId }) => pluginId === live.pluginId)) {
      this.#waiting.delete(waiting);
      await this.enter(waiting);
      if (this.of(waiting)) this.#options.onMounted(waiting);
    }
  }

  /** The client is logged in: the stores keep from now on what is put into them. */
  becomeReady(): void {
    this.#loggedIn = true;
    for (const { loaded } of this.#mounts.values()) loaded?.show();
  }

  of(live: LiveInstallation): MountedPieces | undefined {
    const mount = this.#mounts.get(live.pluginId);
    return mount?.users.has(live) ? mount.loaded : undefined;
  }

  /** Its listeners of Discord's events, as entries of the dispatch table. */
  listeners(live: LiveInstallation): readonly EventPiece[] {
    return (this.of(live)?.listeners ?? [])
      .filter(({ event }) => !sapphireEvents.has(event))
      .map(({ name, event, run }) => ({
        kind: 'on',
        name,
        event: event as EventPiece['event'],
        run: (_context, ...args) => run(...args),
      }));
  }

  /** For leak tests. */
  get size(): number {
    return this.#mounts.size + this.#waiting.size;
  }

  #mount(live: LiveInstallation, sources: readonly SapphirePiece[]): Mount {
    const { version } = live;
    const mount: Mount = {
      hash: version.hash,
      version: version.version,
      users: new Set(),
      pieces: asPlugin(live.owner, () => MountedPieces.mount(this.#options.client, version, sources)),
    };
    this.#mounts.set(version.id, mount);
    return mount;
  }
}
