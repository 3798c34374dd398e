import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { describePlugin } from '@guildhall/sdk/host';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePlugin, z } from './scene.ts';

const ends = { SIGKILL: "process.kill(process.pid, 'SIGKILL')", exit: 'process.exit(7)' } as const;

/** A version that ends the process where the environment says so. */
const code = (id: string, end: string) => `
import { definePlugin, z } from '@guildhall/sdk';
const end = (where) => { if (process.env.DEADLY === where && '${id}' === 'deadly') ${end}; };
end('load');
const plugin = definePlugin({
  id: '${id}', name: 'Test', description: 'A plugin of a test.', category: 'fun', needs: {},
  config: { version: 1, schema: z.object({}) },
});
export default plugin.build(
  plugin.command({ name: '${id}', description: 'Go', run: (ctx) => ctx.reply('gone') }),
  plugin.job('often', { every: '1 min' }, () => end('job')),
  plugin.setup(() => end('setup')),
);
`;

function manifestFor(id: string, version: string) {
  const plugin = definePlugin({
    id,
    name: 'Test',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({}) },
  });
  const built = plugin.build(
    plugin.command({ name: id, description: 'Go', run: (ctx) => ctx.reply('gone') }),
    plugin.job('often', { every: '1 min' }, () => undefined),
    plugin.setup(() => undefined),
  );
  return describePlugin(built, { package: `test-${id}`, version });
}

describe.concurrent('a plugin that ends the process', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-deadly-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    discord = await createDiscord({ limits: 'off' });
  });
  afterAll(async () => {
    await discord.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  let made = 0;
  const packed = async (id: string, version: string, end: string = ends.exit) => {
    const home = path.join(folder, `package-${++made}`);
    await mkdir(home);
    await writeFile(path.join(home, 'manifest.json'), JSON.stringify(manifestFor(id, version)));
    await writeFile(path.join(home, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
    await writeFile(path.join(home, 'index.js'), `${code(id, end)}// ${version}\n`);
    return home;
  };

  /** A bot and guild of their own, whose process is started again and again. */
  const scene = () => {
    const app = discord.application({ name: `Bot ${++made}` });
    const guild = discord.guild(`Deadly ${made}`, { application: app });
    const dataDir = path.join(folder, `data-${made}`);
    const run = (task: string, deadly = '', folders: readonly string[] = []) =>
      new Promise<{ died: boolean; said: Record<string, unknown> }>((resolve, reject) => {
        const child = spawn(
          process.execPath,
          [
            '--conditions=@guildhall/source',
            fileURLToPath(new URL('./deadly-process.ts', import.meta.url)),
            mongo.uri,
            discord.api,
            app.token,
            guild.id,
            dataDir,
            folders.join(),
            task,
          ],
          { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DEADLY: deadly } },
        );
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
        });
        child.once('error', reject);
        child.once('close', (status) => {
          const last = said.trim().split('\n').at(-1);
          resolve({ died: status !== 0, said: last ? JSON.parse(last) : {} });
        });
      });
    return { run, dataDir };
  };

  it.each([
    ['load', 'SIGKILL'],
    ['setup', 'exit'],
  ] as const)(
    'GIVEN it dies in its %s, by %s, at each start THEN after three starts it is in quarantine and the others run',
    async (where, end) => {
      const { run, dataDir } = scene();
      const plugins = [await packed('deadly', '1.0.0', ends[end]), await packed('quiet', '1.0.0')];
      expect((await run('install', '', plugins)).said).toMatchObject({ state: 'enabled', running: 2 });
      for (let start = 0; start < 3; start++) expect((await run('look', where)).died).toBe(true);
      const { died, said } = await run('look', where);
      expect(died).toBe(false);
      expect(said).toMatchObject({ state: 'quarantined', others: ['enabled'], running: 1 });
      expect(said.problems).toContain('QUARANTINED');
      // Mended (here: the environment is), an admin enables it, and what was remembered is forgotten.
      expect((await run('enable')).said).toMatchObject({ state: 'enabled', running: 2 });
      const marks = (await readdir(path.join(dataDir, 'plugins', 'deadly'))).filter((name) =>
        name.startsWith('.'),
      );
      expect(marks).toEqual([]);
    },
    240_000,
  );

  it('GIVEN an update that dies in its setup at each start THEN the version before runs again', async () => {
    const { run } = scene();
    await run('install', '', [await packed('deadly', '1.0.0', 'undefined')]);
    const newer = await packed('deadly', '2.0.0');
    expect((await run('update', 'setup', [newer])).died).toBe(true);
    for (let start = 0; start < 2; start++) expect((await run('look', 'setup')).died).toBe(true);
    const { said } = await run('look', 'setup');
    expect(said).toMatchObject({ state: 'rolled_back', version: '1.0.0' });
    expect(said.problems).toContain('UPDATE_CRASHED');
  }, 240_000);

  it('GIVEN a job that no process survives THEN after three attempts it is kept and not run again', async () => {
    const { run } = scene();
    await run('install', '', [await packed('deadly', '1.0.0')]);
    // Due a minute ago: the next process begins with it.
    const client = await MongoClient.connect(mongo.uri);
    const jobs = client.db('guildhall').collection('jobs');
    await jobs.updateMany({ pluginId: 'deadly' }, { $set: { dueAt: new Date(Date.now() - 60_000) } });
    await client.close();
    for (let start = 0; start < 3; start++) expect((await run('look', 'job')).died).toBe(true);
    const { said } = await run('look', 'job');
    expect(said).toMatchObject({ state: 'enabled', running: 1, letters: ['often 4'] });
  }, 240_000);
});
