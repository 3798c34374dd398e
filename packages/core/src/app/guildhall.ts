import type { DiscordSimulator } from '@guildhall/discord-simulator';
import type { Manifest, Plugin } from '@guildhall/sdk/host';
import type { Client } from 'discord.js';
import type { Database } from '../database/index.ts';
import type { GuildDirectory } from '../discord/directory-types.ts';
import type { Internet } from '../egress/index.ts';
import type { Installations } from '../installations/types.ts';
import type { Logger } from '../observability/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/types.ts';
import type { ProblemScene } from '../reproduction/index.ts';
import type { MovableClock } from '../runtime/index.ts';
import type { Sandboxes, SandboxesOptions } from '../sandbox/index.ts';
import type { Settings } from '../settings/index.ts';

/** A plugin to offer instead of those that come with Guildhall. */
export type GivenPlugin =
  | { readonly plugin: Plugin; readonly manifest: Manifest }
  | {
      readonly folder: string;
      /** Left out: in this process, as what comes with Guildhall. */
      readonly tier?: PluginVersion['tier'];
    }
  /** A package's tarball, its file or its bytes: a stranger's. With `integrity`, held to that checksum. */
  | { readonly tarball: string | Uint8Array; readonly integrity?: string };

export interface GuildhallOptions {
  readonly settings: Settings;
  /** Everything that decides by time follows it. In demo mode the simulator's own when left out, else real time. */
  readonly clock?: MovableClock;
  /** For tests; those that come with Guildhall when left out. */
  readonly plugins?: readonly GivenPlugin[];
  readonly logger?: Logger;
  /** A simulator that runs already, with the application to be; for tests. It is not closed here, and no demo world is made. */
  readonly simulator?: DiscordSimulator;
  /** What is outside, for `ctx.fetch`; for tests. The real one when left out. */
  readonly internet?: Internet;
  /** How plugins are locked up; for tests. */
  readonly sandbox?: Partial<Pick<SandboxesOptions, 'level' | 'limits' | 'minimum'>>;
  /**
   * Given, errors in this process that nobody caught are seen to: those of inline plugins become Problems and the process goes
   * on; any other is logged and told here, and the process has to be ended, because nobody knows what state it is in. Left out,
   * the process's errors stay the caller's.
   */
  readonly onFatal?: (error: unknown) => void;
  /** The dashboard's built files; where the repository builds them when left out. */
  readonly dashboardFolder?: string;
}

/** What the operator opens. */
export interface Links {
  readonly dashboard: string;
  /** Of the simulated Discord; only in demo mode. */
  readonly chat: string | undefined;
  readonly docs: string;
}

/** A whole Guildhall that runs in this process. */
export interface Guildhall {
  /** Where the API host listens. */
  readonly url: string;
  readonly links: Links;
  readonly settings: Settings;
  readonly client: Client;
  readonly installations: Installations;
  readonly catalogue: PluginCatalogue;
  /**
   * Offers another plugin, or another version of one, while everything runs. Guilds that have it installed stay at their
   * version until `installations.update`. @throws `PluginStoreError`
   */
  addPlugin(plugin: GivenPlugin): Promise<PluginVersion>;
  /** What led to a plugin's last rest in a guild, masked: `@guildhall/testing` plays it. Kept for a week. */
  problemScene(guildId: string, pluginId: string): Promise<ProblemScene | undefined>;
  /** The processes of sandboxed plugins, and how well this machine locks them up. */
  readonly sandboxes: Pick<Sandboxes, 'level' | 'running'>;
  readonly directory: GuildDirectory;
  readonly database: Database;
  /** Only in demo mode, and when it was given. */
  readonly simulator: DiscordSimulator | undefined;
  /** Resolves when nothing is under way in the bot, its plugins and the simulator. */
  idle(): Promise<void>;
  /** Streams end, answers under way finish, the bot leaves, everything is on disk. Calling it again waits for the same. */
  close(): Promise<void>;
}
