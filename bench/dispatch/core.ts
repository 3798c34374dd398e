import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@guildhall/sdk';
import { describePlugin, type Plugin } from '@guildhall/sdk/host';
import { connectDatabase } from '../../packages/core/src/database/index.ts';
import { type Bot, createBot } from '../../packages/core/src/discord/index.ts';
import { createPluginHost, type PluginHost } from '../../packages/core/src/host/index.ts';
import { createMetrics } from '../../packages/core/src/observability/index.ts';
import { createPluginStore } from '../../packages/core/src/plugins/index.ts';
import { extra, six, sixDurable } from './plugins.ts';

/** What the source tells its clients. */
export interface Address {
  readonly origin: string;
  readonly token: string;
  readonly mongo: string;
  readonly guildIds: readonly string[];
  readonly frameBytes: number;
}

/** What is done with the seventh plugin. */
export type Extra = 'absent' | 'disabled' | 'enabled';

export interface Core {
  readonly bot: Bot;
  readonly host: PluginHost;
  /** Brings the seventh plugin to this state in every guild. */
  setExtra(state: Extra): Promise<void>;
  close(): Promise<void>;
}

const actor = { kind: 'member', userId: '1', via: 'dashboard' } as const;

/**
 * The real bot and plugin host, with six plugins enabled in every guild. Installations are kept in the database
 * `name`, so that only the first process of that name has to make them.
 */
export async function startCore(address: Address, name: string, onMessage: () => void): Promise<Core> {
  const uri = new URL(address.mongo);
  uri.pathname = `/${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'bench-core-'));
  const clock = { now: () => Date.now() };
  const database = await connectDatabase(uri.href, { clock });
  const logger = complaints();
  const store = await createPluginStore({ dataDir: folder, logger });
  const plugins = name === 'core-durable' ? sixDurable : six;
  for (const plugin of [...plugins, extra]) store.addInMemory(plugin, manifestOf(plugin));
  const real = createMetrics();
  const metrics: typeof real = {
    ...real,
    gatewayEvent(type, shardId, built) {
      real.gatewayEvent(type, shardId, built);
      if (type === 'MESSAGE_CREATE') onMessage();
    },
  };
  const { catalogue } = store;
  const bot = await createBot({
    token: address.token,
    rest: { api: `${address.origin}/api` },
    database,
    logger,
    metrics,
    catalogue,
  });
  const audit = { record: async () => undefined };
  // None of the six plugins keeps a secret.
  const secretBox = { seal: (text: string) => text, open: (sealed: string) => sealed };
  const host = createPluginHost({ bot, database, catalogue, audit, clock, logger, metrics, secretBox });
  await host.start();
  await bot.start();
  await host.ready;

  const install = async (guildId: string, pluginId: string) => {
    const version = catalogue.newest(pluginId);
    if (!version) throw new Error(`there is no plugin ${pluginId}`);
    await host.installations.install({ guildId, pluginId, manifestHash: version.manifestHash, actor });
  };
  for (const guildId of address.guildIds) {
    const known = new Set((await host.installations.list(guildId)).map(({ pluginId }) => pluginId));
    for (const { declaration } of plugins)
      if (!known.has(declaration.id)) await install(guildId, declaration.id);
  }
  const setExtra = async (state: Extra) => {
    for (const guildId of address.guildIds) {
      const found = (await host.installations.list(guildId)).some(({ pluginId }) => pluginId === 'extra');
      if (state === 'absent') {
        if (found) await host.installations.uninstall(guildId, 'extra', actor);
      } else {
        if (!found) await install(guildId, 'extra');
        await host.installations.setEnabled(guildId, 'extra', state === 'enabled', actor);
      }
    }
    await host.idle();
  };
  return {
    bot,
    host,
    setExtra,
    async close() {
      await host.close();
      await bot.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function manifestOf(plugin: Plugin) {
  return describePlugin(plugin, { package: `bench-${plugin.declaration.id}`, version: '1.0.0' });
}

function complaints(): Logger {
  const say = (message: string, details?: unknown) => console.error(message, details);
  return { debug: () => undefined, info: () => undefined, warn: say, error: say };
}
