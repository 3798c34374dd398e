import type { Clock, Logger } from '@guildhall/sdk';
import type { Actor, AuditLog } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { Bot } from '../discord/index.ts';
import type { KillSwitch } from '../kill-switch/index.ts';
import type { PluginCatalogue } from '../plugins/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import { Announcements } from './announcements.ts';
import { ChangeQueue } from './change-queue.ts';
import { InstallationError } from './errors.ts';
import { HeldVersions } from './held-versions.ts';
import type { InstallationStore } from './installation-store.ts';
import { viewInstallation } from './installation-view.ts';
import type { Installation, InstallationEvent } from './types.ts';

export interface ChangeParts {
  readonly bot: Bot;
  readonly catalogue: PluginCatalogue;
  readonly store: InstallationStore;
  readonly runtime: PluginRuntime;
  readonly problems: ProblemBook;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly killSwitch: KillSwitch;
  readonly logger: Logger;
  /** Writes the guild's commands; resolves after one attempt. */
  readonly syncCommands: (guildId: string) => Promise<void>;
}

/** What every change of an installation has in common: it begins with `require`, in order, and ends with `record` and `changed`. */
export class Changes {
  readonly #parts: ChangeParts;
  readonly queue = new ChangeQueue();
  readonly announcements: Announcements;
  readonly versions: HeldVersions;

  constructor(parts: ChangeParts) {
    this.#parts = parts;
    this.announcements = new Announcements(parts.logger);
    this.versions = new HeldVersions(parts.catalogue);
  }

  /** @throws `InstallationError` `NOT_INSTALLED`, `REVISION_MISMATCH` */
  async require(guildId: string, pluginId: string, expectedRevision?: number): Promise<InstallationDocument> {
    const found = await this.#parts.store.find(guildId, pluginId);
    if (!found || found.state === 'retained') {
      throw new InstallationError('NOT_INSTALLED', `${pluginId} is not installed here.`);
    }
    if (expectedRevision !== undefined && found.revision !== expectedRevision) {
      throw new InstallationError(
        'REVISION_MISMATCH',
        `${pluginId} has been changed meanwhile (revision ${found.revision}). Load it again and repeat.`,
      );
    }
    return found;
  }

  /** As it is in the database now. */
  async current(document: InstallationDocument): Promise<InstallationDocument> {
    return (await this.#parts.store.find(document.guildId, document.pluginId)) ?? document;
  }

  /** @throws `InstallationError` `STATE_CONFLICT` when it is in none of the possible states */
  refuseState(current: InstallationDocument, possible: readonly InstallationDocument['state'][]): void {
    if (possible.includes(current.state)) return;
    throw new InstallationError(
      'STATE_CONFLICT',
      `${current.pluginId} is ${current.state}; try again in a moment.`,
    );
  }

  /** @throws `InstallationError` `KILLED_BY_OPERATOR`: none of its code may run anywhere, also not to check or migrate */
  refuseKilled(pluginId: string): void {
    const killed = this.#parts.killSwitch.of(pluginId);
    if (!killed) return;
    throw new InstallationError(
      'KILLED_BY_OPERATOR',
      `Whoever runs this Guildhall has switched ${pluginId} off everywhere: ${killed.reason}`,
    );
  }

  view(document: InstallationDocument, problems?: Installation['problems']): Installation | undefined {
    const { catalogue, killSwitch, logger } = this.#parts;
    const view = viewInstallation(document, catalogue, problems, killSwitch.of(document.pluginId));
    if (!view) {
      const { guildId, pluginId, hash } = document;
      logger.error('an installed version is not in the store', { guildId, pluginId, hash });
    }
    return view;
  }

  /** With its problems. */
  async whole(document: InstallationDocument): Promise<Installation> {
    const byPlugin = await this.#parts.problems.list(document.guildId);
    const view = this.view(document, byPlugin.get(document.pluginId));
    if (!view) throw new InstallationError('PLUGIN_UNKNOWN', `${document.pluginId} is no longer held here.`);
    return view;
  }

  async changed(document: InstallationDocument, type: InstallationEvent['type']): Promise<Installation> {
    this.announcements.emit(document, type);
    return this.whole(document);
  }

  async record(
    guildId: string,
    actor: Actor,
    action: string,
    target: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    await this.#parts.audit.record({
      guildId,
      actor,
      action,
      target,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
}

/** Who consented, as it is kept with the installation. */
export function userOf(actor: Actor): string {
  return actor.kind === 'member' ? actor.userId : actor.kind;
}
