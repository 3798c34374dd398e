import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type ConfigOverride,
  type Guildhall,
  type Installation,
  readSettings,
  startGuildhall,
} from '@guildhall/core';
import {
  createDiscord,
  type DiscordSimulator,
  type GuildOptions,
  type Violation,
  type VirtualGuild,
  type VirtualMember,
} from '@guildhall/discord-simulator';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import type { Plugin } from '@guildhall/sdk';
import { internetOf } from './internet-of.ts';
import { type Leak, LeakWatch } from './leaks.ts';
import { followClock } from './moved-date.ts';
import { callerOf, inTier, tierOf } from './tiers/index.ts';

type Values = Readonly<Record<string, unknown>>;
/** Configuration by plugin id; what is left out keeps its default. */
export type Configuration = Readonly<Record<string, Values>>;

export interface SceneOptions extends Pick<GuildOptions, 'roles' | 'channels' | 'install'> {
  /** Given as a function when it names roles or channels of the guild, whose ids are only known then. */
  readonly config?: Configuration | ((guild: VirtualGuild) => Configuration);
  /** Which of the stage's plugins are installed. Default: all. */
  readonly installed?: readonly string[];
}

export interface StageOptions extends SceneOptions {
  readonly plugins: readonly Plugin[];
  /**
   * How the plugins run. `sandboxed`: those that have a package (the test's own, and those that it depends on) are built and run
   * in processes of their own, as with everyone who installs them; those that a test makes up run in this process.
   * Default: `GUILDHALL_TEST_TIER`, else `inline`.
   */
  readonly tier?: 'inline' | 'sandboxed';
  /**
   * What answers `ctx.fetch` in place of the internet, in both tiers. The host's rules hold as outside: declared hosts, https,
   * sizes and budgets. What it throws reaches the plugin as `FETCH_FAILED`; so does every request when it is left out, because
   * no test may hang on somebody's service.
   *
   * @example
   * startGuild({ plugins, internet: (request) => Response.json({ city: new URL(request.url).searchParams.get('city') }) })
   */
  readonly internet?: (request: Request) => Response | Promise<Response>;
  /**
   * A file that `stage.saveWorld` wrote: the first guild is as it was then, with its channels, members and messages, and so are
   * the others that a scene opens. What plugins had stored is not in it.
   */
  readonly world?: string;
  /** The address that people open this Guildhall under (`PUBLIC_URL`), for `ctx.pageUrl`. Default: nobody has said. */
  readonly publicUrl?: string;
  /**
   * Discord's rate limits: as they are, the same twenty times as fast, or none (the default). With limits, what a plugin sends in a
   * storm waits in the bot as it does outside; `discord.traffic` tells what was refused.
   */
  readonly limits?: 'discord' | 'fast' | 'off';
  /** Privileged intents that the application has. Default: all; give fewer to try the degraded mode. */
  readonly privilegedIntents?: {
    readonly members?: boolean;
    readonly presences?: boolean;
    readonly content?: boolean;
  };
}

/** A guild with the stage's plugins installed and enabled, and two ordinary members. */
export interface Scene {
  readonly guild: VirtualGuild;
  readonly ana: VirtualMember;
  readonly bob: VirtualMember;
  /**
   * Changes a plugin's configuration as an admin would, and waits until it is in effect.
   * @param overrides other values for a channel, category or role, of fields that are `field.overridable`; left out: they stay
   */
  configure(pluginId: string, values: Values, overrides?: readonly ConfigOverride[]): Promise<Installation>;
  setEnabled(pluginId: string, enabled: boolean): Promise<Installation>;
  uninstall(pluginId: string): Promise<void>;
  installation(pluginId: string): Promise<Installation | undefined>;
}

/** A stage was closed on which something went wrong that no single test noticed. */
export class StageNotCleanError extends Error {
  override readonly name = 'StageNotCleanError';
  readonly violations: readonly Violation[];
  readonly leaks: readonly Leak[];

  constructor(violations: readonly Violation[], leaks: readonly Leak[]) {
    const refused = violations.map(({ kind, where, message }) => `- ${kind} at ${where}: ${message}`);
    const left = leaks.map(
      ({ kind, pluginId, what }) => `- ${kind}${pluginId ? ` of ${pluginId}` : ''}: ${what}`,
    );
    const parts = [
      ...(refused.length > 0 ? ['Discord would not have taken this:', ...refused] : []),
      ...(left.length > 0
        ? ['This is left although everything is switched off (clear up when ctx.signal aborts):', ...left]
        : []),
    ];
    super(parts.join('\n'));
    this.violations = violations;
    this.leaks = leaks;
  }
}

/** Simulated Discord, database and the real bot, in this process. `ana` and `bob` are of its first guild. */
export interface Stage extends Omit<Scene, 'guild'> {
  readonly first: VirtualGuild;
  readonly discord: DiscordSimulator;
  readonly guildhall: Guildhall;
  /** Another guild on the same stage: much quicker than another stage. */
  guild(options?: SceneOptions): Promise<Scene>;
  /** Moves the one clock of Discord, bot and jobs, and waits until all that was due is done. */
  advance(duration: string | number): Promise<void>;
  /**
   * Resolves when nothing is under way any more: no event that the bot has not worked through, no handler, no call to Discord
   * without its answer, no job that is due, no count that is not stored.
   */
  idle(): Promise<void>;
  /**
   * What plugins have left where they are switched off or uninstalled: timers, sockets and the like that their code opened, and
   * jobs. Always empty where plugins keep to their context, or clear up when `ctx.signal` aborts.
   *
   * @example
   * await scene.uninstall('door');
   * expect(await stage.leaks()).toEqual([]);
   */
  leaks(): Promise<readonly Leak[]>;
  /**
   * Writes all of Discord to a file (guilds, members, messages, attachments, clock), to be looked at, and played on with
   * `startGuild({ world: file })`.
   *
   * @example onTestFailed(() => stage.saveWorld('failed.world'));
   */
  saveWorld(file: string): void;
  /** What happened so far that Discord would not have taken. A test that means to do so empties the list: `splice(0)`. */
  violations(): Violation[];
  /**
   * Stops everything. Calling it again waits for the same.
   * @throws `StageNotCleanError` when something happened that Discord would not have taken, or something is left: a test must
   * not pass on it.
   */
  close(): Promise<void>;
}

/**
 * Starts a stage for scene tests. Keep one per test file, and a guild per test.
 *
 * @throws what `startGuildhall` throws, e.g. when a plugin's manifest and code differ.
 * @example
 * const stage = await startGuild({ plugins: [hello], config: { hello: { greeting: 'Hi {name}' } } });
 * const reply = await stage.ana.in('general').run('/hello');
 * expect(reply.content).toContain('Hi');
 * await stage.close();
 */
export async function startGuild(options: StageOptions): Promise<Stage> {
  const caller = callerOf(startGuild);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await start(options, caller, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: StageOptions,
  caller: string | undefined,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Stage> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-stage-'));
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
  undo.push(() => mongo.close());
  const clock = followClock();
  const { world } = options;
  const discord = await createDiscord({
    limits: options.limits ?? 'off',
    clock,
    ...(world === undefined ? {} : { load: world }),
  });
  undo.push(() => discord.close());
  discord.application({
    name: 'Guildhall',
    privilegedIntents: {
      members: options.privilegedIntents?.members ?? true,
      presences: options.privilegedIntents?.presences ?? true,
      messageContent: options.privilegedIntents?.content ?? true,
    },
  });
  const guildhall = await startGuildhall({
    settings: readSettings({
      PORT: '0',
      DATA_DIR: dataDir,
      MONGODB_URI: mongo.uri,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      ...(options.publicUrl === undefined ? {} : { PUBLIC_URL: options.publicUrl }),
    }),
    simulator: discord,
    // A test of a plugin runs on every author's machine, however well that one locks up.
    sandbox: { minimum: 'process' },
    clock,
    internet: internetOf(options.internet),
    plugins: await inTier(options.plugins, tierOf(options), { caller, dataDir }),
  });
  undo.push(() => guildhall.close());
  const watch = new LeakWatch(guildhall, discord);

  let guilds = 0;
  const openScene = async (scene: SceneOptions): Promise<Scene> => {
    guilds += 1;
    const guild = discord.guild(`Guild ${guilds}`, {
      ...(scene.roles ? { roles: scene.roles } : {}),
      ...(scene.channels ? { channels: scene.channels } : {}),
      ...(scene.install === undefined ? {} : { install: scene.install }),
    });
    const ana = guild.member('ana');
    const bob = guild.member('bob');
    await guildhall.idle();
    const config = typeof scene.config === 'function' ? scene.config(guild) : (scene.config ?? {});
    const { installations, catalogue } = guildhall;
    const actor = { kind: 'member', userId: guild.owner.id, via: 'dashboard' } as const;
    for (const version of catalogue.list()) {
      if (scene.installed && !scene.installed.includes(version.id)) continue;
      const values = config[version.id];
      await installations.install({
        guildId: guild.id,
        pluginId: version.id,
        manifestHash: version.manifestHash,
        actor,
        ...(values ? { values } : {}),
      });
    }
    await guildhall.idle();
    const must = async (pluginId: string) => {
      const installation = await installations.get(guild.id, pluginId);
      if (!installation)
        throw new Error(
          `"${pluginId}" is not installed in this guild. Installed: ${catalogue
            .list()
            .map(({ id }) => id)
            .join(', ')}.`,
        );
      return installation;
    };
    const settled = async <T>(change: Promise<T>): Promise<T> => {
      const result = await change;
      await guildhall.idle();
      return result;
    };
    return {
      guild,
      ana,
      bob,
      async configure(pluginId, values, overrides) {
        const { revision } = await must(pluginId);
        return settled(installations.configure(guild.id, pluginId, values, revision, actor, 'en', overrides));
      },
      setEnabled: (pluginId, enabled) =>
        settled(installations.setEnabled(guild.id, pluginId, enabled, actor)),
      uninstall: (pluginId) => settled(installations.uninstall(guild.id, pluginId, actor)),
      installation: (pluginId) => installations.get(guild.id, pluginId),
    };
  };

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await guildhall.idle();
    const jobs = await watch.jobs();
    await guildhall.close();
    const leaks = [...jobs, ...(await watch.afterwards())];
    const violations = [...discord.violations];
    await stop();
    if (violations.length > 0 || leaks.length > 0) throw new StageNotCleanError(violations, leaks);
  };

  const { guild: first, ...rest } = await openScene(options);
  return {
    ...rest,
    first,
    discord,
    guildhall,
    guild: (scene = {}) => openScene(scene),
    idle: () => guildhall.idle(),
    async leaks() {
      await guildhall.idle();
      return watch.whileRunning();
    },
    saveWorld: (file) => discord.save(file),
    violations: () => discord.violations,
    async advance(duration) {
      await discord.advance(duration);
      await guildhall.idle();
    },
    close: () => (closed ??= close()),
  };
}
