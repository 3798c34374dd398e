import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClock } from '@guildhall/discord-simulator';
import { Events } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
afterEach(() => closing.close());

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-journal-'));
  closing.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const fileOf = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');

describe('the journal', () => {
  it('keeps the world over a restart: guilds, members, messages, commands, tokens, the clock', async () => {
    const folder = newFolder();
    const first = await startDiscord(closing, { journal: folder });
    const token = first.application({ name: 'Keeper' }).token;
    const guild = first.guild('Kept', { roles: ['Mod'], channels: ['general'] });
    const ana = guild.member('ana', { roles: ['Mod'] });
    const said = await ana.in('general').say('remember', { attachments: [{ name: 'a.txt', data: 'bytes' }] });
    await said.react('⭐');
    const client = await startBot(closing, first, { token });
    await client.application.commands.set([{ name: 'kept', description: 'd' }]);
    await client.destroy();
    await first.advance('24h');
    const now = first.clock.now();
    await first.close();

    const second = await startDiscord(closing, { journal: folder });
    expect(second.application({ name: 'Keeper' }).token).toBe(token);
    expect(second.guilds.map((it) => it.name)).toEqual(['Kept']);
    const again = second.guild('Kept', { roles: ['Mod'], channels: ['general'] });
    expect(again.json.channels).toEqual(guild.json.channels);
    expect(again.member('ana').roles).toEqual(['Mod']);
    const [message] = again.member('ana').in('general').messages();
    expect(message?.content).toBe('remember');
    expect(message?.reactions).toEqual({ '⭐': 1 });
    const attachments = message?.json.attachments as { url: string }[];
    expect(await (await fetch(attachments[0]?.url ?? '')).text()).toBe('bytes');
    expect(
      again
        .member('ana')
        .commands()
        .map((it) => it.name),
    ).toEqual(['kept']);
    expect(second.clock.now()).toBeGreaterThanOrEqual(now);
    expect(BigInt((await again.member('ana').in('general').say('later')).id)).toBeGreaterThan(
      BigInt(said.id),
    );
  });

  it('lets a bot resume its session on the restarted simulator, with nothing lost', async () => {
    const folder = newFolder();
    const first = await startDiscord(closing, { journal: folder });
    const guild = first.guild('Kept', { channels: ['general'] });
    const client = await startBot(closing, first);
    client.on(Events.Error, () => {});
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => void heard.push(message.content));
    await guild.member('ana').in('general').say('before');
    await first.idle();
    const { port } = first;
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    await first.close();
    const second = await startDiscord(closing, { journal: folder, port });
    await second.guild('Kept').member('ana').in('general').say('after');
    await resumed;
    await second.idle();
    expect(heard).toEqual(['before', 'after']);
    expect(
      second.traffic.entries().some((it) => it.kind === 'gateway' && it.direction === 'in' && it.op === 2),
    ).toBe(false);
  });

  it('loses nothing that was told, whenever it is killed', async () => {
    for (const told of [20, 250]) {
      const folder = newFolder();
      const writer = spawn(
        process.execPath,
        [
          '--conditions=@guildhall/source',
          fileURLToPath(new URL('./journal-writer.ts', import.meta.url)),
          folder,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let output = '';
      await new Promise<void>((resolve) => {
        writer.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (output.split('\n').length > told) writer.kill('SIGKILL');
        });
        writer.on('close', () => resolve());
      });
      const ids = output.split('\n').slice(0, -1);
      expect(ids.length).toBeGreaterThanOrEqual(told);
      const again = await startDiscord(closing, { journal: folder, validate: false });
      const kept = again.world.tables.message;
      expect(ids.filter((id) => !kept.has(id))).toEqual([]);
      await again.close();
    }
  }, 120_000);

  it('belongs to one simulator at a time', async () => {
    const folder = newFolder();
    const first = await startDiscord(closing, { journal: folder, validate: false });
    await expect(startDiscord(closing, { journal: folder, validate: false })).rejects.toThrow(
      /in use by this process/,
    );
    const { port } = first;
    const other = newFolder();
    await expect(startDiscord(closing, { journal: other, port })).rejects.toThrow(/EADDRINUSE/);
    await first.close();
    for (const free of [folder, other])
      await (await startDiscord(closing, { journal: free, validate: false })).close();
  });

  it('opens after being cut at any byte, as of the last whole line', async () => {
    const folder = newFolder();
    const first = await startDiscord(closing, { journal: folder, clock: createClock(), validate: false });
    const guild = first.guild('Kept', { channels: ['general'] });
    for (let index = 0; index < 5; index++) {
      await guild.owner.in('general').say(`m${index}`);
      // What happens in one turn of the event loop is one line.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await first.close();
    const whole = statSync(fileOf(folder)).size;
    const lines = readFileSync(fileOf(folder), 'utf8').split('\n').length - 1;
    expect(lines).toBeGreaterThanOrEqual(5);
    for (let step = 0; step < 12; step++) {
      const cut = newFolder();
      cpSync(folder, cut, { recursive: true });
      const at = Math.floor((whole * step) / 12) + (step % 3);
      truncateSync(fileOf(cut), at);
      const again = await startDiscord(closing, { journal: cut, validate: false });
      expect(readFileSync(fileOf(cut)).length).toBeLessThanOrEqual(at);
      again.guild('Kept', { channels: ['general'] });
      await again.close();
      const third = await startDiscord(closing, { journal: cut, validate: false });
      expect(third.guild('Kept').channels.map((it) => it.name)).toEqual(['general']);
      await third.close();
    }
  });

  it('is written anew when it has grown, and the left-overs of an interrupted rewriting do no harm', async () => {
    const folder = newFolder();
    const first = await startDiscord(closing, { journal: folder, validate: false });
    const guild = first.guild('Kept', { channels: ['general'] });
    const message = await guild.owner.in('general').say('x');
    for (let index = 0; index < 6000; index++) {
      await message.edit(`${index} ${'y'.repeat(1500)}`);
    }
    await first.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual(['world-000002.jsonl']);
    expect(statSync(fileOf(folder)).size).toBeLessThan(8 * 1024 * 1024);
    appendFileSync(join(folder, 'world-000003.jsonl.tmp'), 'half a snap');
    const second = await startDiscord(closing, { journal: folder, validate: false });
    expect(second.guild('Kept').owner.in('general').messages()[0]?.content).toMatch(/^5999 /);
    expect(readdirSync(folder).some((name) => name.endsWith('.tmp'))).toBe(false);
  }, 120_000);
});
