/** A whole Guildhall on a simulated Discord elsewhere, for the footprint benchmark: starts, installs what it is told where, and waits to be weighed. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DiscordSimulator } from '@guildhall/discord-simulator';
import { describePlugin } from '@guildhall/sdk/host';
import { startGuildhall } from '../../packages/core/src/app/index.ts';
import { readSettings } from '../../packages/core/src/settings/index.ts';
import { six } from '../dispatch/plugins.ts';
import type { DiscordAddress, GuildAddress } from './discord.ts';

/** What it is told. */
export interface WholeArguments {
  readonly discord: DiscordAddress;
  /** Built plugins that run in this process. */
  readonly folders: readonly string[];
  readonly sandboxed: string;
}

/** Guilds at once: each waits for the disk and for Discord. */
const atOnce = 8;
const plugins = 6;

const { discord, folders, sandboxed } = JSON.parse(process.argv[2] ?? '') as WholeArguments;
const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-bench-'));
const { origin, api, cdn, application } = discord;
const guildhall = await startGuildhall({
  settings: readSettings({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }),
  clock: { now: () => Date.now() },
  // As much of it as a host needs of a simulator that is elsewhere.
  simulator: { origin, api, cdn, application: () => application } as unknown as DiscordSimulator,
  sandbox: { minimum: 'process' },
  plugins: [
    ...folders.map((built) => ({ folder: built })),
    ...six.slice(0, plugins - folders.length).map((plugin) => ({
      plugin,
      manifest: describePlugin(plugin, { package: `bench-${plugin.declaration.id}`, version: '1.0.0' }),
    })),
    { folder: sandboxed, tier: 'sandboxed' },
  ],
});

async function installEverything({ id: guildId, ownerId: userId }: GuildAddress): Promise<void> {
  while (!guildhall.directory.guild(guildId)) await new Promise((resolve) => setTimeout(resolve, 20));
  const actor = { kind: 'member', userId, via: 'dashboard' } as const;
  for (const { id: pluginId, manifestHash } of guildhall.catalogue.list()) {
    await guildhall.installations.install({ guildId, pluginId, manifestHash, actor });
  }
}

process.on('message', async (order: readonly GuildAddress[] | 'end') => {
  if (order === 'end') {
    await guildhall.close();
    await rm(folder, { recursive: true, force: true });
    process.exit(0);
  }
  const rest = [...order];
  const work = async () => {
    for (let guild = rest.shift(); guild; guild = rest.shift()) await installEverything(guild);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, memory: process.memoryUsage() });
});
process.send?.({ url: guildhall.url, startedMs: performance.now() });
