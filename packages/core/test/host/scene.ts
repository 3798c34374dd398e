import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDiscord, type DiscordSimulator, type VirtualGuild } from '@guildhall/discord-simulator';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { definePlugin, type Logger, z } from '@guildhall/sdk';
import { describePlugin, type Plugin } from '@guildhall/sdk/host';
import type { AuditEntry, AuditLog } from '../../src/audit/types.ts';
import { connectDatabase, type Database } from '../../src/database/index.ts';
import { type Bot, type BotOptions, createBot } from '../../src/discord/index.ts';
import { createPluginHost, type PluginHost, type PluginHostOptions } from '../../src/host/index.ts';
import type { Installation } from '../../src/installations/index.ts';
import { createPluginStore, type PluginStore } from '../../src/plugins/index.ts';
import type { HostMetrics } from '../../src/runtime/index.ts';
import { secretBox } from './secret-box.ts';

/** An admin who acts through the dashboard. */
export const admin = { kind: 'member', userId: '1', via: 'dashboard' } as const;

/** What the host reported, for tests to read. */
export interface Observed {
  readonly audit: AuditEntry[];
  readonly log: { level: string; message: string; details: unknown }[];
  readonly frames: { type: string; built: boolean }[];
  readonly refused: { pluginId: string; code: string }[];
  readonly fetched: { plugin: string; host: string; outcome: string }[];
}

export interface Stack {
  readonly discord: DiscordSimulator;
  readonly database: Database;
  readonly store: PluginStore;
  bot: Bot;
  host: PluginHost;
  readonly observed: Observed;
  /** How the next `restart` starts the host. */
  safeMode: boolean;
  /** Installs a plugin of memory in a guild, with consent to its manifest. */
  install(guild: VirtualGuild, pluginId: string, values?: Record<string, unknown>): Promise<Installation>;
  /** Until nothing is going on, in Discord and in the host. */
  idle(): Promise<void>;
  /** Stops bot and host, and starts them again on the same Discord and database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The minimum that every contract of a test needs. */
export const basics = {
  name: 'Test',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
} as const;

export { definePlugin, z };

/** Simulator, database and the real bot with these plugins: the front door of the host. */
export async function startStack(
  plugins: readonly Plugin[],
  options: Pick<PluginHostOptions, 'internet'> & Pick<BotOptions, 'approvedIntents'> = {},
): Promise<Stack> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-host-'));
  const mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
  const discord = await createDiscord({ limits: 'off', seed: 7 });
  const database = await connectDatabase(mongo.uri, { clock: discord.clock });
  const observed: Observed = { audit: [], log: [], frames: [], refused: [], fetched: [] };
  const logger = recordingLogger(observed);
  const store = await createPluginStore({ dataDir: folder, logger });
  for (const plugin of plugins) {
    store.addInMemory(plugin, manifestOf(plugin));
  }
  const audit: AuditLog = {
    record: async (entry) => {
      observed.audit.push(entry);
    },
  };
  const app = discord.application();
  const boot = async (safeMode = false) => {
    const bot = await createBot({
      token: app.token,
      rest: { api: discord.api, cdn: discord.cdn },
      database,
      logger,
      metrics: recordingMetrics(observed),
      catalogue: store.catalogue,
      approvedIntents: options.approvedIntents,
    });
    const host = createPluginHost({
      bot,
      database,
      catalogue: store.catalogue,
      audit,
      clock: discord.clock,
      logger,
      metrics: recordingMetrics(observed),
      secretBox,
      dashboardUrl: 'http://localhost:3000',
      ...options,
      safeMode,
    });
    await host.start();
    await bot.start();
    await host.ready;
    return { bot, host };
  };
  const stack: Stack = {
    discord,
    database,
    store,
    observed,
    safeMode: false,
    ...(await boot()),
    async install(guild, pluginId, values) {
      const version = store.catalogue.newest(pluginId);
      if (!version) throw new Error(`the test has no plugin ${pluginId}`);
      return stack.host.installations.install({
        guildId: guild.id,
        pluginId,
        manifestHash: version.manifestHash,
        actor: admin,
        ...(values === undefined ? {} : { values }),
      });
    },
    async idle() {
      await discord.idle();
      await stack.host.idle();
      await discord.idle();
    },
    async restart() {
      await stack.host.close();
      await stack.bot.close();
      Object.assign(stack, await boot(stack.safeMode));
    },
    async close() {
      await stack.host.close();
      await stack.bot.close();
      await database.close();
      await discord.close();
      await mongo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stack;
}

export function manifestOf(plugin: Plugin) {
  return describePlugin(plugin, { package: `test-${plugin.declaration.id}`, version: '1.0.0' });
}

function recordingLogger(observed: Observed): Logger {
  const record = (level: string) => (message: string, details?: unknown) =>
    void observed.log.push({ level, message, details });
  return { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
}

function recordingMetrics(observed: Observed): HostMetrics {
  return {
    gatewayEvent: (type, _shard, built) => void observed.frames.push({ type, built }),
    restRequest: () => undefined,
    restRefused: (pluginId, code) => void observed.refused.push({ pluginId, code }),
    handler: () => undefined,
    fetched: (plugin, host, outcome) => void observed.fetched.push({ plugin, host, outcome }),
    circuit: () => undefined,
  };
}
