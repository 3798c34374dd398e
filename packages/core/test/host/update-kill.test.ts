import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator, type VirtualGuild } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const former = { version: '1.0.0', rows: [0, 1, 2], config: {}, running: 1 };
const newer = { version: '2.0.0', rows: ['n0', 'n1', 'n2'], config: { depth: 3 }, running: 1 };

const peace = { task: 'none', deadly: 'none' };
const deaths = [
  {
    task: 'update',
    deadly: 'updating',
    expected: { state: 'enabled', ...former, problems: ['UPDATE_INTERRUPTED'] },
  },
  { task: 'update', deadly: 'migrating', expected: { state: 'enabled', ...newer, problems: [] } },
  { task: 'update', deadly: 'data staging', expected: { state: 'enabled', ...newer, problems: [] } },
  { task: 'update', deadly: 'data batch', expected: { state: 'enabled', ...newer, problems: [] } },
  { task: 'update', deadly: 'data swapping', expected: { state: 'enabled', ...newer, problems: [] } },
  {
    task: 'update',
    deadly: 'data emptied for after',
    expected: { state: 'enabled', ...newer, problems: [] },
  },
  { task: 'update', deadly: 'data done', expected: { state: 'enabled', ...newer, problems: [] } },
  { task: 'update', deadly: 'moved', expected: { state: 'enabled', ...newer, problems: [] } },
  { task: 'rollback', deadly: 'rolling back', expected: { state: 'enabled', ...former, problems: [] } },
  { task: 'rollback', deadly: 'data keeping', expected: { state: 'enabled', ...former, problems: [] } },
  {
    task: 'rollback',
    deadly: 'data emptied for before',
    expected: { state: 'enabled', ...former, problems: [] },
  },
  { task: 'rollback', deadly: 'data restored', expected: { state: 'enabled', ...former, problems: [] } },
  { task: 'rollback', deadly: 'rolled back', expected: { state: 'enabled', ...former, problems: [] } },
  // Last, because nobody can act while it is switched off: not one line of it runs, and its data are as they were.
  {
    task: 'update',
    deadly: 'data swapping',
    killed: true,
    expected: {
      state: 'rolled_back',
      ...former,
      running: 0,
      problems: ['KILLED_BY_OPERATOR', 'UPDATE_FAILED'],
    },
  },
] as const;

describe('an update whose process is killed', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  let guild: VirtualGuild;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-update-kill-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    discord = await createDiscord({ limits: 'off' });
    const [first] = deaths;
    guild = discord.guild(`${first.task} ${first.deadly}`);
    expect(await run('none', guild.id, first)).toMatchObject({ signal: 'SIGKILL' });
  });
  afterAll(async () => {
    await discord.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  /**
   * Runs a process that looks at what the one before left in a guild, then dies at a step of another's.
   *
   * @returns the signal that ended it, and what it said of the first guild
   */
  const run = (left: string, next: string, { deadly, task }: { deadly: string; task: string }) =>
    new Promise<{ signal: string | null; said: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        [
          '--conditions=@guildhall/source',
          fileURLToPath(new URL('./update-process.ts', import.meta.url)),
          mongo.uri,
          discord.api,
          discord.application().token,
          path.join(folder, 'data'),
          left,
          next,
          deadly,
          task,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
      child.once('close', (_code, signal) => resolve({ signal, said: said.trim() }));
    });

  // Each process tells what the one before it left, and dies in its turn: a start costs more than all that it does.
  it.each(deaths.map((death, at) => ({ ...death, following: deaths[at + 1] })))(
    '$task, at "$deadly": the next process ends in a known state',
    async ({ expected, following, ...death }) => {
      const left = guild;
      if (following) guild = discord.guild(`${following.task} ${following.deadly} ${'killed' in following}`);
      const client = await MongoClient.connect(mongo.uri);
      const database = client.db('guildhall');
      if ('killed' in death) {
        await database.collection('killed_plugins').insertOne({
          applicationId: discord.application().id,
          pluginId: 'ledger',
          reason: 'It loses what it counts.',
          at: new Date(),
        });
      }
      const { signal, said } = await run(left.id, following ? guild.id : 'none', following ?? peace);
      expect(JSON.parse(said)).toEqual(expected);
      expect(signal).toBe(following ? 'SIGKILL' : null);
      left.uninstall();
      await database.collection('installations').deleteMany({ guildId: left.id });
      await client.close();
    },
    60_000,
  );
});
