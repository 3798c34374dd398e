import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createLogger,
  type Guildhall,
  type Installation,
  type PluginVersion,
  readSettings,
  startGuildhall,
} from '@guildhall/core';
import type { Manifest } from '@guildhall/sdk/host';
import { describeFailure } from './describe-failure.ts';
import { pluginLog } from './plugin-log.ts';

export interface DevGuildOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Built plugins that run beside the one under development. */
  readonly others: readonly string[];
  /** The one under development, built. */
  readonly build: string;
  /** Where it runs. */
  readonly tier: PluginVersion['tier'];
  /** Something went wrong in a handler. */
  onProblem(text: string): void;
  /** Plugins, or the host in trouble, wrote a line. */
  onLog(line: string): void;
}

/** The demo guild on a simulated Discord, with the plugins installed as its owner would. */
export class DevGuild {
  readonly guildhall: Guildhall;
  readonly #guildId: string;
  readonly #actor: { readonly kind: 'member'; readonly userId: string; readonly via: 'dashboard' };

  readonly #tier: PluginVersion['tier'];

  private constructor(guildhall: Guildhall, guildId: string, ownerId: string, tier: PluginVersion['tier']) {
    this.guildhall = guildhall;
    this.#tier = tier;
    this.#guildId = guildId;
    this.#actor = { kind: 'member', userId: ownerId, via: 'dashboard' };
  }

  /** @throws what `startGuildhall` and an installation throw; then everything is stopped again. */
  static async open(options: DevGuildOptions): Promise<DevGuild> {
    const guildhall = await startGuildhall({
      settings: readSettings({
        PORT: String(options.port),
        DATA_DIR: options.dataDir,
        LOG_LEVEL: 'warn',
        // The author's own code, on a machine that may give no more.
        GUILDHALL_SANDBOX_MINIMUM: 'process',
      }),
      logger: createLogger({ level: 'debug', destination: pluginLog(options.onLog) }),
      plugins: [
        ...options.others.map((folder) => ({ folder })),
        { folder: options.build, tier: options.tier },
      ],
      onFatal(error) {
        options.onProblem(describeFailure(error));
        process.exit(1);
      },
    });
    try {
      const [guild] = guildhall.simulator?.guilds ?? [];
      if (!guild) throw new Error('the demo has no guild');
      const opened = new DevGuild(guildhall, guild.id, guild.owner.id, options.tier);
      guildhall.installations.onEvent(({ type, pluginId }) => {
        if (type === 'problem') void opened.#tell(pluginId, options.onProblem);
      });
      for (const folder of [...options.others, options.build]) {
        const { id } = await manifestIn(folder);
        // One that can't be installed with its defaults is there to be installed in the dashboard.
        await opened
          .#bring(guildhall.catalogue.newest(id))
          .catch((error: unknown) => options.onProblem(describeFailure(error)));
      }
      return opened;
    } catch (error) {
      await guildhall.close();
      throw error;
    }
  }

  /** Offers a new build and moves the guild to it; the bot stays connected. The former version goes on if it can't. */
  async replace(build: string): Promise<Installation> {
    const version = await this.guildhall.addPlugin({ folder: build, tier: this.#tier });
    const installation = await this.#bring(version);
    await this.guildhall.idle();
    return installation;
  }

  /** The plugin got another id: the guild has the new one only. */
  async remove(pluginId: string): Promise<void> {
    if (await this.guildhall.installations.get(this.#guildId, pluginId)) {
      await this.guildhall.installations.uninstall(this.#guildId, pluginId, this.#actor);
    }
  }

  async close(): Promise<void> {
    await this.guildhall.close();
  }

  async #bring(version: PluginVersion | undefined): Promise<Installation> {
    if (!version) throw new Error('a plugin that was added is in the catalogue');
    const { installations } = this.guildhall;
    const request = {
      guildId: this.#guildId,
      pluginId: version.id,
      manifestHash: version.manifestHash,
      actor: this.#actor,
    };
    const installed = await installations.get(this.#guildId, version.id);
    if (!installed) return installations.install(request);
    // It failed too often; the author has just changed it.
    const quarantined = installed.state === 'quarantined';
    if (quarantined) await installations.setEnabled(this.#guildId, version.id, false, this.#actor);
    const moved = await installations.update(request);
    if (moved.version.hash !== version.hash) throw new NotMoved(moved);
    return quarantined ? installations.setEnabled(this.#guildId, version.id, true, this.#actor) : moved;
  }

  async #tell(pluginId: string, onProblem: (text: string) => void): Promise<void> {
    const installation = await this.guildhall.installations.get(this.#guildId, pluginId);
    const latest = latestProblem(installation);
    if (latest) {
      onProblem(`${latest.piece ?? pluginId}: ${latest.message}${latest.remedy ? ` ${latest.remedy}` : ''}`);
    }
  }
}

/** The guild stayed at the former version: the new one failed while it was being brought to life. */
class NotMoved extends Error {
  override readonly name = 'NotMoved';
  readonly code = 'NOT_MOVED';

  constructor(installation: Installation) {
    const problem = latestProblem(installation);
    super(
      problem
        ? [problem.message, problem.remedy].filter(Boolean).join(' ')
        : `${installation.pluginId} could not be brought to life.`,
    );
  }
}

function latestProblem(installation: Installation | undefined): Installation['problems'][number] | undefined {
  return [...(installation?.problems ?? [])].sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0];
}

async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
}
