import type { OverrideScope } from '@guildhall/sdk';
import type { Manifest } from '@guildhall/sdk/host';
import type { Actor } from '../audit/types.ts';
import type { PluginVersion } from '../plugins/types.ts';

export type InstallationState =
  /** Not yet there: its code is loaded for the first time. */
  | 'installing'
  | 'enabled'
  | 'disabled'
  /** On its way to another version, which is being checked; the former one still runs. */
  | 'updating'
  /** Nothing runs: its data are being brought to the other version's form. */
  | 'migrating'
  /** The former version runs again, with its data as they were; why is under problems. */
  | 'rolled_back'
  /** It runs; a newer version waits for an admin to consent to what it asks for in addition. */
  | 'consent_required'
  /** Taken out of service by the host after too many errors, until an admin enables it again. */
  | 'quarantined'
  | 'uninstalling'
  /** Uninstalled; its data are kept for 30 days. */
  | 'retained';

/** One transition of an installation, as it is kept for ever. */
export interface InstallationTransition {
  /** The installation's revision after it. */
  readonly revision: number;
  /** `none`: there was no installation before. */
  readonly from: InstallationState | 'none';
  readonly to: InstallationState;
  /** The version that it had afterwards. */
  readonly version: string;
  readonly at: Date;
  readonly actor: Actor;
  /** Why, when the host did it by itself: a problem's code, e.g. `UPDATE_CRASHED`. */
  readonly reason?: string;
}

/** A plugin of a guild that calls another one's service. */
export interface Dependant {
  readonly pluginId: string;
  readonly version: string;
  /** It goes on without. */
  readonly optional: boolean;
  /** The versions of the provider that it works with. */
  readonly range: string | undefined;
}

/** What one version asks for that another one did not. */
export interface ConsentDifference {
  readonly capabilities: Manifest['capabilities'];
  readonly intents: Manifest['intents']['privileged'];
  /** Hosts on the network. */
  readonly hosts: readonly string[];
  /** What of members could leave that could not before. */
  readonly dataLeaving: Manifest['dataLeaving'];
  /** Whether an admin must be asked: whether any of them is not empty. */
  readonly required: boolean;
}

/** One plugin, at one version, in one guild. */
export interface Installation {
  readonly guildId: string;
  readonly pluginId: string;
  readonly state: InstallationState;
  /** Raised by every transition and config change: compare-and-set and the API's ETag. */
  readonly revision: number;
  readonly version: PluginVersion;
  readonly consent: {
    readonly manifestHash: string;
    readonly userId: string;
    readonly at: Date;
    /** What members write may reach a plugin that could send it away (requirement PL3). Absent: it is withheld. */
    readonly sharesContent?: boolean;
  };
  readonly config: ConfigRevision;
  readonly installedAt: Date;
  readonly updatedAt: Date;
  /** Present when an update exists. */
  readonly updateTo?: string;
  /** Names of commands that admins have chosen, by the name in the manifest. */
  readonly aliases: Readonly<Record<string, string>>;
  /** It stays at its version when Guildhall brings a newer one along: an admin chose it, or went back to it. */
  readonly pinned: boolean;
  /** The version that `rollback` goes back to, while it can. */
  readonly rollbackTo?: {
    readonly version: string;
    readonly hash: string;
    /** Then the update counts as confirmed, and the former data are deleted. */
    readonly until: Date;
  };
  /** Present while it is tried in shadow: its writes to Discord are captured, and members do not see its commands. */
  readonly shadow?: { readonly since: Date; readonly until: Date };
  /** Present while an operator has switched the plugin off everywhere: none of its code runs, whatever the state says. */
  readonly killed?: { readonly reason: string; readonly at: Date };
  readonly problems: readonly Problem[];
}

/** Another value of one field for a category, a channel or a role. */
export interface ConfigOverride {
  /** JSON pointer of the field, into the values. */
  readonly field: string;
  readonly scope: OverrideScope;
  /** Of the category, channel or role. */
  readonly id: string;
  readonly value: unknown;
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
  /** Where it differs; of several for roles that are about one field, the first goes before the others. */
  readonly overrides: readonly ConfigOverride[];
  readonly actor: Actor;
  readonly at: Date;
  /** Set when it was made by restoring an older revision. */
  readonly restoredFrom?: number;
}

export interface ConfigProblem {
  /** JSON pointer into the values, `''` for the whole; of an override's problem: into its value. */
  readonly pointer: string;
  /** Which override it is about, counted from 0. */
  readonly override?: number;
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
  readonly type:
    | 'installed'
    | 'enabled'
    | 'disabled'
    | 'configured'
    | 'updated'
    | 'rolled_back'
    | 'uninstalled'
    | 'problem';
  readonly revision: number;
};

export interface InstallRequest {
  readonly guildId: string;
  readonly pluginId: string;
  /** Content hash of the version to install; the newest when left out. */
  readonly hash?: string;
  /** The manifest that the admin saw. Another one → `CONSENT_OUTDATED`. */
  readonly manifestHash: string;
  /** Configuration to start with; the defaults otherwise. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Lets what members write reach a plugin that is marked as data-leaving; otherwise it is withheld from it. */
  readonly sharesContent?: boolean;
  /** Try it in shadow for so many hours, 24–72; live at once when left out. */
  readonly shadowHours?: number;
  readonly actor: Actor;
}

export interface UpdateRequest {
  readonly guildId: string;
  readonly pluginId: string;
  /** Content hash of the version to move to, newer or older. Left out, with `version`: the newest. */
  readonly toHash?: string;
  /** Or its semantic version. */
  readonly version?: string;
  /**
   * The manifest that the admin saw; another one → `CONSENT_OUTDATED`. It may be left out when the version asks for nothing
   * more ({@link ConsentDifference}); otherwise → `CONSENT_REQUIRED`.
   */
  readonly manifestHash?: string;
  /**
   * Lets what members write reach a plugin that could send it away. Left out: as it was, unless the version could send more, or
   * to others, than before; then it is withheld.
   */
  readonly sharesContent?: boolean;
  readonly actor: Actor;
  /** The revision that the admin saw; another one → `REVISION_MISMATCH`. */
  readonly expectedRevision?: number;
}

export interface RollbackRequest {
  readonly guildId: string;
  readonly pluginId: string;
  readonly actor: Actor;
  readonly expectedRevision?: number;
}

/**
 * Every change of an installation, whoever asks. Each method is atomic, audited and, when it returns, in effect
 * in this process.
 * @throws `InstallationError` with a stable `code`: `PLUGIN_UNKNOWN`, `GUILD_UNKNOWN`, `ALREADY_INSTALLED`, `NOT_INSTALLED`,
 * `CONSENT_OUTDATED`, `CONSENT_REQUIRED`, `REVISION_MISMATCH`, `CONFIG_INVALID` (with `problems`), `MISSING_PERMISSIONS`,
 * `MISSING_INTENT`, `STATE_CONFLICT`, `REQUIREMENT_MISSING`, `SDK_UNSUPPORTED`, `VERSION_UNKNOWN`, `PLUGIN_BROKEN`,
 * `NOTHING_TO_ROLL_BACK`, `KILLED_BY_OPERATOR`.
 */
export interface Installations {
  list(guildId: string): Promise<readonly Installation[]>;
  get(guildId: string, pluginId: string): Promise<Installation | undefined>;
  install(request: InstallRequest): Promise<Installation>;
  /**
   * Moves to another version, its configuration and data migrated, while the bot stays connected. Refused (thrown): the
   * former version goes on as if nothing had been asked. Failed on the way: the former version runs again with its data as
   * they were, and the answer's state is `rolled_back` with a problem `UPDATE_FAILED` (`disabled`, when it was disabled).
   * For a day the former version and its data can be had back, by `rollback` or, when the new one crashes, by the host itself.
   * Already there: nothing happens.
   */
  update(request: UpdateRequest): Promise<Installation>;
  /** Goes back to the version before the last update: its code, configuration and data as they were. */
  rollback(request: RollbackRequest): Promise<Installation>;
  /** Keeps the new version for good: the former data are deleted now and not after a day. Without any: nothing happens. */
  confirmUpdate(request: RollbackRequest): Promise<Installation>;
  /** What the newest version, or the one of that hash, asks for beyond what is consented. */
  consentDifference(guildId: string, pluginId: string, toHash?: string): Promise<ConsentDifference>;
  /** Every transition, newest first; `before`: only those of a lower revision. */
  transitions(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly InstallationTransition[]>;
  /**
   * Ends a shadow install: from now on its writes reach Discord and members see its commands. Its data stay.
   * @throws `InstallationError` `STATE_CONFLICT` when it is live already
   */
  goLive(guildId: string, pluginId: string, actor: Actor, expectedRevision?: number): Promise<Installation>;
  setEnabled(
    guildId: string,
    pluginId: string,
    enabled: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation>;
  /**
   * Lets what members write reach a plugin that could send it away, or withholds it again: from the next event on.
   * @throws `InstallationError` `STATE_CONFLICT` when the plugin is not marked as such
   */
  setSharesContent(
    guildId: string,
    pluginId: string,
    shares: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation>;
  /** The enabled plugins of the guild that call this one's service, to be named before it is switched off. */
  dependants(guildId: string, pluginId: string): Promise<readonly Dependant[]>;
  /** Keeps config and data for 30 days; installing again within them restores both. */
  uninstall(guildId: string, pluginId: string, actor: Actor): Promise<void>;
  /** @param overrides - left out: those that are there */
  validateConfig(
    guildId: string,
    pluginId: string,
    values: unknown,
    locale: string,
    overrides?: readonly ConfigOverride[],
  ): Promise<readonly ConfigProblem[]>;
  /**
   * @param values - a secret is given as it is, or as the reference under which it is shown: then it stays
   * @param overrides - left out: they stay as they are
   */
  configure(
    guildId: string,
    pluginId: string,
    values: unknown,
    expectedRevision: number,
    actor: Actor,
    locale: string,
    overrides?: readonly ConfigOverride[],
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
  /**
   * Chooses under which name members of the guild call a command; `null`: the plugin's own again. It stays over updates.
   * @param command its name in the manifest
   * @throws `InstallationError` `STATE_CONFLICT` when there is no such command, or the name can't be had
   */
  setCommandAlias(
    guildId: string,
    pluginId: string,
    command: string,
    alias: string | null,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation>;
  dismissProblem(guildId: string, pluginId: string, problemId: string, actor: Actor): Promise<void>;
  /** Called after each change, in this process or another. @returns the undo. */
  onEvent(listener: (event: InstallationEvent) => void): () => void;
}
