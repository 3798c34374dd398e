import type { Actor } from '../audit/types.ts';
import type { PluginVersion } from '../plugins/types.ts';

/** States of this slice; the full machine is in the design. `retained`: uninstalled, data kept for 30 days. */
export type InstallationState =
  | 'installing'
  | 'enabled'
  | 'disabled'
  | 'quarantined'
  | 'uninstalling'
  | 'retained';

/** One plugin, at one version, in one guild. */
export interface Installation {
  readonly guildId: string;
  readonly pluginId: string;
  readonly state: InstallationState;
  /** Raised by every transition and config change: compare-and-set and the API's ETag. */
  readonly revision: number;
  readonly version: PluginVersion;
  readonly consent: { readonly manifestHash: string; readonly userId: string; readonly at: Date };
  readonly config: ConfigRevision;
  readonly installedAt: Date;
  readonly updatedAt: Date;
  /** Present when an update exists. */
  readonly updateTo?: string;
  readonly problems: readonly Problem[];
}

export interface ConfigRevision {
  /** 1, 2, 3 … within the installation. */
  readonly number: number;
  /** The contract's config version that the values are written for. */
  readonly configVersion: number;
  /** As the admin gave them, without defaults that were left alone. */
  readonly values: Readonly<Record<string, unknown>>;
  /** With defaults filled in: what handlers see. */
  readonly effective: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly at: Date;
  /** Set when it was made by restoring an older revision. */
  readonly restoredFrom?: number;
}

export interface ConfigProblem {
  /** JSON pointer into the values, `''` for the whole. */
  readonly pointer: string;
  /** Stable, e.g. `type`, `maximum`, `unknown_channel`, `role_above_bot`. */
  readonly code: string;
  /** For the person who reads it, in the asked language. */
  readonly message: string;
}

/** What went wrong in an installation, grouped: shown in the dashboard until it stops or is dismissed. */
export interface Problem {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly piece?: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export type InstallationEvent = {
  readonly guildId: string;
  readonly pluginId: string;
  readonly type: 'installed' | 'enabled' | 'disabled' | 'configured' | 'uninstalled' | 'problem';
  readonly revision: number;
};

export interface InstallRequest {
  readonly guildId: string;
  readonly pluginId: string;
  /** The manifest that the admin saw. Another one → `CONSENT_OUTDATED`. */
  readonly manifestHash: string;
  /** Configuration to start with; the defaults otherwise. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
}

export interface UpdateRequest {
  readonly guildId: string;
  readonly pluginId: string;
  /** The manifest that the admin saw. Another one → `CONSENT_OUTDATED`. */
  readonly manifestHash: string;
  readonly actor: Actor;
}

/**
 * Every change of an installation, whoever asks. Each method is atomic, audited and, when it returns, in effect
 * in this process.
 * @throws `InstallationError` with a stable `code`: `PLUGIN_UNKNOWN`, `GUILD_UNKNOWN`, `ALREADY_INSTALLED`, `NOT_INSTALLED`,
 * `CONSENT_OUTDATED`, `REVISION_MISMATCH`, `CONFIG_INVALID` (with `problems`), `MISSING_PERMISSIONS`, `MISSING_INTENT`,
 * `STATE_CONFLICT`, `REQUIREMENT_MISSING`.
 */
export interface Installations {
  list(guildId: string): Promise<readonly Installation[]>;
  get(guildId: string, pluginId: string): Promise<Installation | undefined>;
  install(request: InstallRequest): Promise<Installation>;
  /**
   * Moves to the newest version, its configuration migrated, while the bot stays connected. When the new version can't
   * be brought to life, the former one goes on. Already there: nothing happens.
   */
  update(request: UpdateRequest): Promise<Installation>;
  setEnabled(
    guildId: string,
    pluginId: string,
    enabled: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation>;
  /** Keeps config and data for 30 days; installing again within them restores both. */
  uninstall(guildId: string, pluginId: string, actor: Actor): Promise<void>;
  validateConfig(
    guildId: string,
    pluginId: string,
    values: unknown,
    locale: string,
  ): Promise<readonly ConfigProblem[]>;
  configure(
    guildId: string,
    pluginId: string,
    values: unknown,
    expectedRevision: number,
    actor: Actor,
    locale: string,
  ): Promise<Installation>;
  history(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly ConfigRevision[]>;
  restore(
    guildId: string,
    pluginId: string,
    revisionNumber: number,
    expectedRevision: number,
    actor: Actor,
  ): Promise<Installation>;
  dismissProblem(guildId: string, pluginId: string, problemId: string, actor: Actor): Promise<void>;
  /** Called after each change, in this process or another. @returns the undo. */
  onEvent(listener: (event: InstallationEvent) => void): () => void;
}
