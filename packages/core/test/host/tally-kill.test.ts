import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const kills = 3;

describe('tallies of a process that is killed while messages come', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  let client: MongoClient;
  const children = new Set<ChildProcess>();
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-tally-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    client = await MongoClient.connect(mongo.uri);
    discord = await createDiscord({ limits: 'off' });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await discord.close();
    await client.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('nothing that was acknowledged is lost, and nothing that Discord delivers again is counted twice', async () => {
    const guild = discord.guild('Busy', { channels: ['general'] });
    const ana = guild.member('ana');
    const { token } = discord.application();
    /** Every message that any of the processes has seen, as Discord gave it, and those that it said were counted. */
    const seen = new Map<string, string>();
    const acknowledged = new Set<string>();
    const start = () => {
      const child = spawn(
        process.execPath,
        [
          '--conditions=@guildhall/source',
          fileURLToPath(new URL('./tally-process.ts', import.meta.url)),
          ...[mongo.uri, discord.api, token, guild.id, path.join(folder, 'data')],
        ],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      children.add(child);
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const ready = Promise.withResolvers<void>();
      let counted = 0;
      const waiting: { readonly n: number; readonly resolve: () => void }[] = [];
      createInterface(child.stdout).on('line', (line) => {
        const [, what = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
        if (what === 'ready') ready.resolve();
        if (what === 'saw') seen.set((JSON.parse(rest) as { id: string }).id, rest);
        if (what === 'counted') {
          acknowledged.add(rest);
          counted++;
          for (const { n, resolve } of waiting) if (counted >= n) resolve();
        }
        if (what === 'error') expect.fail(`the bot failed: ${rest}`);
      });
      return {
        ready: ready.promise,
        /** Until it has counted so many, old ones that it was given again included. */
        counts: (n: number) =>
          counted >= n ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ n, resolve })),
        again(payloads: Iterable<string>) {
          for (const payload of payloads) child.stdin.write(`${payload}\n`);
        },
        async end(signal: 'SIGKILL' | 'SIGTERM') {
          child.kill(signal);
          await exited;
          children.delete(child);
        },
      };
    };
    const written = async () => {
      const all = await client.db('guildhall').collection('plugin_stats_counts').find({}).toArray();
      return new Map(all.map(({ what, messages }) => [what as string, messages as number]));
    };

    for (let kill = 0; kill < kills; kill++) {
      const bot = start();
      await bot.ready;
      // As a resumed session would: what is not acknowledged, and more.
      bot.again(seen.values());
      let talking = true;
      const talk = (async () => {
        while (talking) {
          await ana.in('general').say(`message ${seen.size}`);
          // 250 a second: the simulator alone would never let anybody else have a turn.
          await pause(4);
        }
      })();
      await bot.counts(seen.size + 5 + Math.floor(Math.random() * 40));
      // A connection that breaks is resumed, and misses nothing.
      if (kill === 0) discord.faults.dropGateway();
      if (kill === 0) await bot.counts(seen.size + 60);
      await bot.end('SIGKILL');
      talking = false;
      await talk;
      const counts = await written();
      for (const id of acknowledged) expect(counts.get(id), `message ${id} after kill ${kill + 1}`).toBe(1);
    }

    const last = start();
    await last.ready;
    last.again(seen.values());
    await last.counts(seen.size);
    await last.end('SIGTERM');
    const { all, ...each } = Object.fromEntries(await written()) as Record<string, number>;
    expect(Object.keys(each).toSorted()).toEqual([...seen.keys()].toSorted());
    expect(new Set(Object.values(each))).toEqual(new Set([1]));
    expect(all).toBe(seen.size);
  }, 180_000);
});
