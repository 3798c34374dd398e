import type { Manifest, Plugin, SourcePositions } from '@guildhall/sdk/host';

/** How a version came here. */
export interface VersionOrigin {
  readonly at: Date;
  /** `guildhall`: it comes with Guildhall. */
  readonly from: 'guildhall' | 'folder' | 'tarball' | 'registry';
  /** Of `registry`: its address. */
  readonly registry?: string;
  /** The operator who added it in the dashboard; absent: the command line, or Guildhall itself. */
  readonly by?: { readonly userId: string; readonly name: string };
}

/** One version of a plugin that this Guildhall holds, in an immutable folder named by its content's hash. */
export interface PluginVersion {
  readonly id: string;
  readonly version: string;
  /** sha-256 of the content, hex. */
  readonly hash: string;
  /** sha-256 of the canonical manifest, hex: what an admin consents to. */
  readonly manifestHash: string;
  readonly manifest: Manifest;
  readonly tier: 'inline' | 'sandboxed';
  readonly firstParty: boolean;
  /** The operator vouches for this version. */
  readonly trusted?: boolean;
  /** Markdown, when the package has one. */
  readonly readme?: string;
  readonly changelog?: string;
  /** Absent: it lives in memory. */
  readonly origin?: VersionOrigin;
  /** Places in its author's files; absent: it lives in memory, or in a process of its own that knows them. */
  readonly positions?: SourcePositions;
  /** Imports the code (once) and checks it against the manifest. Only the plugin host calls it. */
  load(): Promise<Plugin>;
  /**
   * Does something with the code that could end the process, which is remembered over a restart. Absent: it lives in memory, or
   * in a process of its own.
   * @param what e.g. `load`, or `setup-<guild>`: each is counted for itself
   * @throws `PluginStoreError` `ENDS_THE_PROCESS` when the process has ended in it three times in a row
   */
  attempt?<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Begins to count such ends anew. */
  forgive?(): void;
}

/** The plugins that can be installed here. */
export interface PluginCatalogue {
  /** The newest version of each. */
  list(): readonly PluginVersion[];
  newest(id: string): PluginVersion | undefined;
  get(id: string, hash: string): PluginVersion | undefined;
  /** Every version held, the newest first. */
  versions(id: string): readonly PluginVersion[];
}
