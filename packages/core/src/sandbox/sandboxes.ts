import { prepareRuntime, readClock } from '@guildhall/sandbox-runtime';
import type { Clock, Logger } from '@guildhall/sdk';
import type { Manifest, Plugin } from '@guildhall/sdk/host';
import { type Client, Events } from 'discord.js';
import { type Broker, sightIn, withholdingFrom } from '../discord/index.ts';
import { tierOf } from '../plugins/index.ts';
import { cacheEvents } from './cache-events.ts';
import { SandboxError } from './errors.ts';
import { guildSnapshot } from './guild-snapshot.ts';
import { Handles } from './handles.ts';
import { achievableIsolation } from './isolation.ts';
import { type IsolationLevel, isAtLeast, secureIsolation } from './isolation-levels.ts';
import { RestDoor } from './rest-door.ts';
import { type ProcessLimits, SandboxProcess, standardLimits } from './sandbox-process.ts';
import { SandboxedVersion, type SandboxHost } from './sandboxed-version.ts';
import { Staging } from './staging.ts';

const lookEveryMs = 30_000;
const crashWindowMs = 10 * 60_000;
const mostCrashes = 5;

/** A version's files, and what they are. */
export interface SandboxedCode {
  /** The version's folder. */
  readonly folder: string;
  /** The module with the plugin, relative to the folder. */
  readonly entry: string;
  readonly hash: string;
  readonly manifest: Manifest;
}

/** A process of a plugin that ended by itself. */
export interface SandboxCrash {
  readonly pluginId: string;
  readonly hash: string;
  /** Where it was in use. */
  readonly guildIds: readonly string[];
  readonly error: SandboxError;
  /** The fifth time within ten minutes: it must not be started again. */
  readonly tooOften: boolean;
}

export interface SandboxesOptions {
  readonly clock: Clock & { onAdvance?(listener: () => void | Promise<void>): () => void };
  readonly logger: Logger;
  /** The origin that people open, for links to plugins' pages; absent: its operator has not said. */
  readonly publicUrl?: string | undefined;
  /** At most this level is tried; for machines on which a higher one is known to be in the way. */
  readonly level?: IsolationLevel;
  readonly limits?: Partial<ProcessLimits>;
  /** Which plugins belong here. Default: strangers'. */
  readonly which?: 'strangers' | 'all' | 'off';
  /** A plugin is not run where the machine locks it up less than this. Default: as well as can be. */
  readonly minimum?: IsolationLevel;
}

/** What sandboxes need of the bot; there is none yet when plugins are first looked at. */
interface Attached {
  readonly client: Client;
  readonly applicationId: string;
  /** Told of what is refused before it comes to the client. */
  readonly broker?: Pick<Broker, 'refused'>;
}

/** Every sandboxed plugin version of this process. */
export class Sandboxes {
  /** Told of each process that ended by itself. */
  onCrash: ((crash: SandboxCrash) => void) | undefined;
  /** Whether an admin lets a data-leaving plugin read what members write; without it none may. */
  sharesContent: ((guildId: string, pluginId: string) => boolean) | undefined;
  readonly #options: SandboxesOptions;
  readonly #versions = new Map<string, SandboxedVersion>();
  readonly #crashes = new Map<string, number[]>();
  readonly #handles = new Handles();
  readonly #undo: (() => void)[] = [];
  #attached: (Attached & { readonly door: RestDoor }) | undefined;
  #level: Promise<IsolationLevel> | undefined;
  #staging: Promise<Staging> | undefined;

  constructor(options: SandboxesOptions) {
    this.#options = options;
    const timer = setInterval(() => void this.#look(), lookEveryMs).unref();
    this.#undo.push(() => clearInterval(timer));
    const stopClock = options.clock.onAdvance?.(async () => {
      for (const version of this.#versions.values()) version.clockMoved();
      await this.#look();
    });
    if (stopClock) this.#undo.push(stopClock);
  }

  /** The bot is there: from now on plugins can be loaded. */
  attach(bot: Attached): void {
    const { client, applicationId, broker } = bot;
    const door = new RestDoor({
      client,
      applicationId,
      handles: this.#handles,
      onRefusal: (...refused) => broker?.refused(...refused),
    });
    this.#attached = { client, applicationId, door };
    const onRaw = ({ t, d }: { t?: string | null; d?: unknown }) => {
      if (!t || !cacheEvents.has(t)) return;
      const { guild_id: guildId, id } = d as { guild_id?: string; id?: string };
      const of = guildId ?? (t === 'GUILD_UPDATE' ? id : undefined);
      if (of === undefined) return;
      for (const version of this.#versions.values()) version.cacheFrame(of, t, d);
    };
    client.on(Events.Raw as never, onRaw);
    this.#undo.push(() => void client.off(Events.Raw as never, onRaw));
  }

  /** How well this machine locks plugins up. */
  level(): Promise<IsolationLevel> {
    this.#level ??= this.#options.level
      ? Promise.resolve(this.#options.level)
      : prepareRuntime().then(async ({ runtime }) => {
          const staged = await (await this.#stage()).stage(runtime, 'runtime');
          return achievableIsolation(`${staged}/main.js`);
        });
    return this.#level;
  }

  /** What the operator demands: below it nothing is run. */
  get minimum(): IsolationLevel {
    return this.#options.minimum ?? secureIsolation;
  }

  /** Which plugins belong here. */
  get which(): 'strangers' | 'all' | 'off' {
    return this.#options.which ?? 'strangers';
  }

  /** Loads a version in a process of its own. The same for the same content. @throws `SandboxError` */
  async load(code: SandboxedCode): Promise<Plugin> {
    await this.#demandMinimum();
    return this.#version(code).load();
  }

  /** Where a version runs that says nothing itself. */
  tierOf(version: { readonly firstParty: boolean }): 'inline' | 'sandboxed' {
    return tierOf(this.which, version);
  }

  /** A version is not used any more: its process ends, and what was copied for it is removed. */
  async forget(hash: string): Promise<void> {
    const version = this.#versions.get(hash);
    this.#versions.delete(hash);
    this.#crashes.delete(hash);
    await version?.close();
    await (await this.#staging)?.forget(hash);
  }

  /** Processes that run now, by the hash of their version. */
  running(): readonly {
    readonly hash: string;
    readonly pluginId: string;
    readonly pid: number | undefined;
  }[] {
    return [...this.#versions].flatMap(([hash, version]) =>
      version.isRunning ? [{ hash, pluginId: version.manifest.id, pid: version.pid }] : [],
    );
  }

  async close(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await Promise.all([...this.#versions.values()].map((version) => version.close()));
    this.#versions.clear();
    await (await this.#staging)?.close();
  }

  async #demandMinimum(): Promise<void> {
    const { minimum } = this;
    const level = await this.level();
    if (isAtLeast(level, minimum)) return;
    throw new SandboxError(
      'SANDBOX_TOO_WEAK',
      `This machine locks plugins up at the level "${level}"; "${minimum}" is demanded.`,
      `The operator may allow plugins that are contained, not secure: GUILDHALL_SANDBOX_MINIMUM=${level}.`,
    );
  }

  #version(code: SandboxedCode): SandboxedVersion {
    let version = this.#versions.get(code.hash);
    if (!version) {
      version = new SandboxedVersion(code.manifest, this.#hostOf(code));
      this.#versions.set(code.hash, version);
    }
    return version;
  }

  #hostOf(code: SandboxedCode): SandboxHost {
    const { clock, logger } = this.#options;
    const limits = { ...standardLimits, ...this.#options.limits };
    return {
      clock,
      logger,
      limits,
      launch: (hooks) => this.#launch(code, limits, hooks),
      withhold: (manifest) =>
        withholdingFrom(manifest, this.#bot.applicationId, (guildId) =>
          Boolean(this.sharesContent?.(guildId, manifest.id)),
        ),
      textOf: (manifest) => {
        const sight = sightIn(manifest, (guildId) => Boolean(this.sharesContent?.(guildId, manifest.id)));
        const { applicationId } = this.#bot;
        return (guildId, frame) => frame.textSeenBy(sight(guildId), applicationId);
      },
      snapshot: (manifest, guildId) => guildSnapshot(this.#bot.client, manifest, guildId),
      rest: (owner, call) => this.#bot.door.call(owner, call),
      handled: (owner, interaction) => this.#bot.door.handled(owner, interaction),
      crashed: (guildIds, error) => this.#crashed(code, guildIds, error),
    };
  }

  async #launch(
    code: SandboxedCode,
    limits: ProcessLimits,
    hooks: Parameters<SandboxHost['launch']>[0],
  ): Promise<SandboxProcess> {
    const { applicationId, client } = this.#bot;
    const prepared = await prepareRuntime();
    const level = await this.level();
    const staging = level === 'process' || level === 'namespaces' ? undefined : await this.#stage();
    const folders = {
      version: (await staging?.stage(code.folder, code.hash)) ?? code.folder,
      runtime: (await staging?.stage(prepared.runtime, 'runtime')) ?? prepared.runtime,
      discord: (await staging?.stage(prepared.discord, 'discord')) ?? prepared.discord,
    };
    const { user } = client;
    return new SandboxProcess({
      level,
      folders,
      limits,
      greeting: {
        manifest: code.manifest,
        entry: `${folders.version}/${code.entry}`,
        discord: `${folders.discord}/discord.js`,
        applicationId,
        botUser: {
          id: user?.id ?? applicationId,
          username: user?.username ?? 'bot',
          discriminator: user?.discriminator ?? '0',
          avatar: user?.avatar ?? null,
          bot: true,
        },
        clock: readClock(this.#options.clock),
        publicUrl: this.#options.publicUrl,
      },
      ...hooks,
    });
  }

  #crashed(code: SandboxedCode, guildIds: readonly string[], error: SandboxError): void {
    const now = this.#options.clock.now();
    const recent = [...(this.#crashes.get(code.hash) ?? []).filter((at) => now - at < crashWindowMs), now];
    const tooOften = recent.length >= mostCrashes;
    if (tooOften) this.#crashes.delete(code.hash);
    else this.#crashes.set(code.hash, recent);
    this.onCrash?.({ pluginId: code.manifest.id, hash: code.hash, guildIds, error, tooOften });
  }

  async #look(): Promise<void> {
    await Promise.all([...this.#versions.values()].map((version) => version.stopIfIdle()));
  }

  #stage(): Promise<Staging> {
    this.#staging ??= Staging.open();
    return this.#staging;
  }

  get #bot(): Attached & { readonly door: RestDoor } {
    if (!this.#attached) throw new Error('sandboxes have no bot yet');
    return this.#attached;
  }
}
