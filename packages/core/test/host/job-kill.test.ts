import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a job whose process is killed', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  const children = new Set<ChildProcess>();
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-kill-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    discord = await createDiscord({ limits: 'off' });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await discord.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is run again by the next process, to its end, once', async () => {
    const guild = discord.guild('Draw');
    const { token } = discord.application();
    const start = (mode: string) => {
      const child = spawn(
        process.execPath,
        [
          '--conditions=@guildhall/source',
          fileURLToPath(new URL('./job-process.ts', import.meta.url)),
          mongo.uri,
          discord.api,
          token,
          guild.id,
          path.join(folder, 'data'),
          mode,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      children.add(child);
      let output = '';
      const waiting: { text: string; resolve: () => void }[] = [];
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        for (const { text, resolve } of waiting) if (output.includes(text)) resolve();
      });
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      return {
        says: (text: string) =>
          output.includes(text)
            ? Promise.resolve()
            : new Promise<void>((resolve) => waiting.push({ text, resolve })),
        get output() {
          return output;
        },
        async end(signal: 'SIGKILL' | 'SIGTERM') {
          child.kill(signal);
          await exited;
          children.delete(child);
        },
      };
    };

    const first = start('hang');
    await first.says('began cake');
    await first.end('SIGKILL');

    const second = start('finish');
    await second.says('drew cake');
    await second.says('ready');
    await second.end('SIGTERM');

    const third = start('finish');
    await third.says('ready');
    await third.end('SIGTERM');
    expect(third.output).not.toContain('began');

    const client = await MongoClient.connect(mongo.uri);
    const ledger = await client.db('guildhall').collection('plugin_draws_ledger').find({}).toArray();
    const jobs = await client.db('guildhall').collection('jobs').find({}).toArray();
    await client.close();
    expect(ledger).toHaveLength(1);
    expect(jobs).toEqual([]);
  }, 180_000);
});
