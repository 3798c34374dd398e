import type { Logger } from '@guildhall/sdk';
import type { AuditLog } from '../audit/types.ts';
import type { CommandPublisher } from '../commands/index.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { Bot } from '../discord/index.ts';
import type { InstallationService, InstallationStore } from '../installations/index.ts';
import type { KillSwitch } from '../kill-switch/index.ts';
import type { PluginVersion } from '../plugins/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import type { Sandboxes } from '../sandbox/index.ts';
import { eachGuild } from './each-guild.ts';

export interface OrderParts {
  readonly audit: AuditLog;
  readonly directory: Bot['directory'];
  readonly killSwitch: KillSwitch;
  readonly logger: Logger;
  readonly problems: ProblemBook;
  readonly publisher: CommandPublisher;
  readonly runtime: PluginRuntime;
  readonly sandboxes: Sandboxes | undefined;
  readonly service: InstallationService;
  readonly store: InstallationStore;
}

/** What operators order for a plugin in every guild: that nothing of it runs, and where a version of it runs. */
export class OperatorOrders {
  readonly #parts: OrderParts;

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  /** Brings every installation of a plugin in line with the kill switch: first nothing of it runs, then everybody is told. */
  async followKillSwitch(pluginId: string): Promise<void> {
    const { directory, killSwitch, publisher, runtime, service, store } = this.#parts;
    if (killSwitch.of(pluginId)) {
      const running = runtime.live.all().filter((live) => live.pluginId === pluginId);
      await Promise.all(
        running.map(({ guildId }) => runtime.deactivate(guildId, pluginId, { teardown: false })),
      );
    }
    const here = (await store.ofPlugin(pluginId)).filter(({ guildId }) => directory.guild(guildId));
    await eachGuild(here, async (installation) => {
      const { guildId } = installation;
      await this.#tried('the kill switch', guildId, pluginId, async () => {
        await service.refresh(guildId, pluginId);
        await service.reviewDependencies(guildId);
        await publisher.sync(guildId);
      });
      service.emit(installation, killSwitch.of(pluginId) ? 'disabled' : 'enabled');
    });
  }

  /** Moves a version to where it is to run now: torn down there, set up here, as an update does it. */
  async followTrust({ id, hash, version, tier }: PluginVersion): Promise<void> {
    const { problems, runtime, sandboxes, service } = this.#parts;
    const running = runtime.live
      .all()
      .filter((live) => live.version.hash === hash && live.version.tier !== tier);
    for (const { guildId } of running) {
      const isBack = await this.#tried('the trust in its version', guildId, id, async () => {
        await runtime.deactivate(guildId, id);
        await service.refresh(guildId, id);
        await service.reviewDependencies(guildId);
      });
      if (isBack) await problems.resolve(guildId, id, 'NOT_RUNNING');
    }
    if (tier === 'inline') await sandboxes?.forget(hash);
    const action = tier === 'inline' ? 'installation.trusted' : 'installation.distrusted';
    await this.record(id, action, { version }, (installation) => installation.hash === hash);
  }

  /** Writes into the audit log of each guild that has the plugin; operators are nobody there. */
  async record(
    pluginId: string,
    action: string,
    after?: unknown,
    concerns: (installation: InstallationDocument) => boolean = () => true,
  ): Promise<void> {
    const { audit, store } = this.#parts;
    for (const { guildId } of (await store.ofPlugin(pluginId)).filter(concerns)) {
      await audit.record({
        guildId,
        actor: { kind: 'system', reason: 'operator' },
        action,
        target: pluginId,
        ...(after === undefined ? {} : { after }),
      });
    }
  }

  /** One guild that fails keeps no other from following; its admins read of it. */
  async #tried(what: string, guildId: string, pluginId: string, work: () => Promise<void>): Promise<boolean> {
    const { logger, problems } = this.#parts;
    try {
      await work();
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.error(`an installation does not follow ${what}`, { guildId, pluginId, error: message });
      await problems.record(guildId, pluginId, { code: 'NOT_RUNNING', message });
      return false;
    }
  }
}
