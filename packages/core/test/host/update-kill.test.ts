import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const former = { version: '1.0.0', rows: [0, 1, 2], config: {}, running: 1 };
const newer = { version: '2.0.0', rows: ['n0', 'n1', 'n2'], config: { depth: 3 }, running: 1 };

describe('an update whose process is killed', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-update-kill-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    discord = await createDiscord({ limits: 'off' });
  });
  afterAll(async () => {
    await discord.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs the process to its end. @returns the signal that ended it, and what it said last */
  const run = (guildId: string, deadly: string, task: string) =>
    new Promise<{ signal: string | null; said: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        [
          '--conditions=@guildhall/source',
          fileURLToPath(new URL('./update-process.ts', import.meta.url)),
          mongo.uri,
          discord.api,
          discord.application().token,
          guildId,
          path.join(folder, 'data'),
          deadly,
          task,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
      child.once('close', (_code, signal) => resolve({ signal, said: said.trim().split('\n').at(-1) ?? '' }));
    });

  it.each([
    ['update', 'updating', { state: 'enabled', ...former, problems: ['UPDATE_INTERRUPTED'] }],
    ['update', 'migrating', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'data staging', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'data batch', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'data swapping', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'data emptied for after', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'data done', { state: 'enabled', ...newer, problems: [] }],
    ['update', 'moved', { state: 'enabled', ...newer, problems: [] }],
    ['rollback', 'rolling back', { state: 'enabled', ...former, problems: [] }],
    ['rollback', 'data keeping', { state: 'enabled', ...former, problems: [] }],
    ['rollback', 'data emptied for before', { state: 'enabled', ...former, problems: [] }],
    ['rollback', 'data restored', { state: 'enabled', ...former, problems: [] }],
    ['rollback', 'rolled back', { state: 'enabled', ...former, problems: [] }],
  ])(
    '%s, at "%s": the next process ends in a known state',
    async (task, deadly, expected) => {
      const guild = discord.guild(`${task} ${deadly}`);
      expect(await run(guild.id, deadly, task)).toMatchObject({ signal: 'SIGKILL' });
      const { said } = await run(guild.id, 'none', 'look');
      expect(JSON.parse(said)).toEqual(expected);
      guild.uninstall();
      const client = await MongoClient.connect(mongo.uri);
      await client.db('guildhall').collection('installations').deleteMany({ guildId: guild.id });
      await client.close();
    },
    60_000,
  );
});
