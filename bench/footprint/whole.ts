/**
 * A whole Guildhall, and the simulated Discord beside it in the same process: tells how long it took from the start of the process to
 * an answered command, then is installed everywhere, and waits to be weighed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createDiscord } from '@guildhall/discord-simulator';
import { describePlugin } from '@guildhall/sdk/host';
import { startGuildhall } from '../../packages/core/src/app/index.ts';
import { readSettings } from '../../packages/core/src/settings/index.ts';
import { six } from '../dispatch/plugins.ts';

const [sandboxed = '', guilds = '200'] = process.argv.slice(2);
const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-bench-'));
const simulator = await createDiscord({ limits: 'off' });
simulator.application({ name: 'Guildhall' });
const first = simulator.guild('Guild 1');
const ana = first.member('ana');
const guildhall = await startGuildhall({
  settings: readSettings({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }),
  simulator,
  sandbox: { minimum: 'process' },
  plugins: [
    ...six.map((plugin) => ({
      plugin,
      manifest: describePlugin(plugin, { package: `bench-${plugin.declaration.id}`, version: '1.0.0' }),
    })),
    { folder: sandboxed, tier: 'sandboxed' },
  ],
});

async function installEverything(guild: typeof first): Promise<void> {
  const actor = { kind: 'member', userId: guild.owner.id, via: 'dashboard' } as const;
  for (const { id: pluginId, manifestHash } of guildhall.catalogue.list()) {
    await guildhall.installations.install({ guildId: guild.id, pluginId, manifestHash, actor });
  }
}

await guildhall.idle();
await installEverything(first);
const { content } = await ana.in('general').run('/seen');
if (!/^\d+$/.test(content)) throw new Error(`/seen answered "${content}"`);
// Counted from the start of the process.
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();

for (let index = 2; index <= Number(guilds); index += 1) {
  const guild = simulator.guild(`Guild ${index}`);
  await guildhall.idle();
  await installEverything(guild);
}
await guildhall.idle();
process.send?.({ answeredMs, cpuMs: (user + system) / 1000 });
process.once('message', () => {
  void guildhall
    .close()
    .then(() => simulator.close())
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
