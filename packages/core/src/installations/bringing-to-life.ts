import type { InstallationDocument } from '../database/index.ts';
import type { ChangeParts, Changes } from './changes.ts';
import type { CommandNames } from './command-names.ts';
import type { ConfigSecrets } from './config/index.ts';
import { checkSdk, missingPermissions } from './dependencies/index.ts';
import { isRunning } from './installation-store.ts';

export interface BringingToLifeParts
  extends Pick<ChangeParts, 'bot' | 'killSwitch' | 'problems' | 'runtime' | 'store' | 'syncCommands'> {
  readonly changes: Changes;
  readonly names: CommandNames;
  readonly secrets: ConfigSecrets;
  /** Nothing is brought to life. */
  readonly safeMode: boolean;
}

/** Keeps what runs in this process in line with what the database says. */
export class BringingToLife {
  readonly #parts: BringingToLifeParts;

  constructor(parts: BringingToLifeParts) {
    this.#parts = parts;
  }

  /** Brings this process in line with what the database says about an installation. Doing it again changes nothing. */
  async apply(document: InstallationDocument): Promise<void> {
    const { runtime, problems, bot, changes, names, safeMode, secrets } = this.#parts;
    const { guildId, pluginId } = document;
    if (safeMode) return;
    names.remember(document);
    if (await this.#isKilled(document)) return;
    if (!isRunning(document.state)) {
      await runtime.deactivate(guildId, pluginId);
      return;
    }
    const version = changes.versions.of(document);
    checkSdk(version);
    const { values, lost } = secrets.openAll(document.config.effective, document);
    const installedAt = document.installedAt.getTime();
    const mode = document.shadow ? 'shadow' : 'live';
    const { sharesContent = false } = document.consent;
    const { overrides } = document.config;
    await runtime.activate(guildId, version, values, installedAt, overrides, mode, sharesContent);
    await problems.resolve(guildId, pluginId, 'SECRETS_LOST');
    if (lost > 0) {
      await problems.record(guildId, pluginId, {
        code: 'SECRETS_LOST',
        message: 'Secrets in its configuration can’t be read: they were encrypted with another key.',
        remedy: 'Enter them again, or give this host the secret key that it had before.',
      });
    }
    const missing = missingPermissions(version, bot.directory.guild(guildId));
    await problems.resolve(guildId, pluginId, 'MISSING_PERMISSIONS');
    if (missing.length > 0) {
      await problems.record(guildId, pluginId, {
        code: 'MISSING_PERMISSIONS',
        message: `The bot lacks permissions that this plugin needs: ${missing.join(', ')}.`,
        remedy: 'Give them to the bot’s role, or invite the bot again from the overview.',
      });
    }
  }

  /** What an operator has switched off does not come to life anywhere; its installations stay as they are. */
  async #isKilled({ guildId, pluginId, state }: InstallationDocument): Promise<boolean> {
    const { killSwitch, problems, runtime } = this.#parts;
    const killed = killSwitch.of(pluginId);
    if (state === 'retained') return killed !== undefined;
    await problems.resolve(guildId, pluginId, 'KILLED_BY_OPERATOR');
    if (!killed) return false;
    // Not one line of it more: it leaves without its teardown.
    await runtime.deactivate(guildId, pluginId, { teardown: false });
    await problems.record(guildId, pluginId, {
      code: 'KILLED_BY_OPERATOR',
      message: `Whoever runs this Guildhall has switched ${pluginId} off everywhere: ${killed.reason}`,
      remedy:
        'It comes back by itself, as it was, when they switch it on again. You can uninstall it at any time.',
    });
    return true;
  }

  /** Looks at the database again and brings this process in line with it, after the changes that are under way. */
  refresh(guildId: string, pluginId: string): Promise<void> {
    return this.#parts.changes.queue.inOrder(guildId, pluginId, async () => {
      const current = await this.#parts.store.find(guildId, pluginId);
      if (current) await this.apply(current);
    });
  }

  /**
   * Takes over what another process has changed. Waits for our own changes of that installation first, and looks again:
   * a change that was ours, or that has been overtaken, is nothing to do.
   */
  follow(seen: InstallationDocument): Promise<void> {
    const { changes, runtime, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = seen;
    const { announcements } = changes;
    return changes.queue.inOrder(guildId, pluginId, async () => {
      if (announcements.hasTold(seen)) return;
      const current = await store.find(guildId, pluginId);
      if (!current || current.revision !== seen.revision) return;
      const before = runtime.live.get(guildId, pluginId);
      await this.apply(current);
      await syncCommands(guildId);
      const after = runtime.live.get(guildId, pluginId);
      if (current.state === 'retained') announcements.emit(current, 'uninstalled');
      else if (before && after && before !== after) announcements.emit(current, 'updated');
      else if (before && after) announcements.emit(current, 'configured');
      else if (after) announcements.emit(current, 'enabled');
      else if (before) announcements.emit(current, 'disabled');
    });
  }
}
