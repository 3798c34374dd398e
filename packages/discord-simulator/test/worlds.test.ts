import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiscord } from '@guildhall/discord-simulator';
import { Events, GatewayIntentBits } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Closing, everyIntent, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
afterEach(() => closing.close());

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'simulated-world-'));
  closing.add(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** In milliseconds: what waits for others is not in it. */
const cpu = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
const ms = (duration: number) => `${duration.toFixed(0)} ms`;
const tell = (line: string) => void process.stdout.write(`${line}\n`);

describe('a saved world', () => {
  it('is the same when it is opened again: messages, files, clock, sessions, and the next secrets', async () => {
    const file = join(folder(), 'failed.world');
    const first = await startDiscord(closing, { seed: 11 });
    const guild = first.guild('Failing', { roles: ['Mod'], channels: ['general'] });
    const ana = guild.member('ana', { roles: ['Mod'] });
    await ana.in('general').say('look', { attachments: [{ name: 'a.txt', data: Buffer.from('hello') }] });
    await first.advance('48h');
    const entities = JSON.stringify([...first.world.tables.message.values()]);
    first.save(file);

    for (const time of ['once', 'and again']) {
      // No seed is given: it comes from the file.
      const again = await createDiscord({ load: file, limits: 'off' });
      closing.add(() => again.close());
      expect(JSON.stringify([...again.world.tables.message.values()]), time).toBe(entities);
      expect(again.clock.now() - Date.now()).toBeGreaterThan(47 * 3_600_000);
      const known = again.guild('Failing');
      expect(known.member('ana').roles).toEqual(['Mod']);
      const [message] = known.member('ana').in('general').messages();
      const url = (message?.json.attachments as { url: string }[] | undefined)?.[0]?.url ?? '';
      expect(await (await fetch(url)).text()).toBe('hello');
      expect(again.world.ids.secret('x')).toBe(first.world.ids.secret('x'));
      // It can be played on.
      const client = await startBot(closing, again);
      const heard = new Promise((resolve) => client.once(Events.MessageCreate, resolve));
      await known.member('ana').in('general').say('on we go');
      expect(await heard).toMatchObject({ content: 'on we go' });
      expect(again.violations).toEqual([]);
    }
  });

  it('is not taken from any other file, nor together with a journal', async () => {
    const path = folder();
    writeFileSync(join(path, 'other'), '{"a":1}\n');
    await expect(createDiscord({ load: join(path, 'other') })).rejects.toThrow('no saved world');
    await expect(createDiscord({ load: join(path, 'other'), journal: path })).rejects.toThrow('not both');
  });
});

describe('a large world', () => {
  it('a guild of 100,000: who does not ask for its members is not told of them', async () => {
    const discord = await startDiscord(closing, { validate: false });
    const guild = discord.guild('Metropolis', { roles: ['A', 'B'], channels: ['general'] });
    const begun = process.threadCpuUsage();
    guild.populate(100_000, { seed: 3 });
    const making = cpu(process.threadCpuUsage(begun));
    const populated = process.threadCpuUsage();
    const client = await startBot(closing, discord, {
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildMessages],
    });
    const ready = cpu(process.threadCpuUsage(populated));
    tell(`100,000 members made in ${ms(making)}, a client ready in ${ms(ready)}, of this thread's own time`);
    // Seconds say more about the machine: what is demanded is that nobody walks through all of them to say hello.
    expect(ready).toBeLessThan(making);
    const known = client.guilds.cache.get(guild.id);
    // With the owner and the bot.
    expect(known?.memberCount).toBe(100_002);
    expect(known?.large).toBe(true);
    expect(known?.members.cache.size).toBe(1);
    expect([...((await known?.members.search({ query: 'Person 4242', limit: 1 })) ?? [])]).toHaveLength(1);
    const page = await known?.members.list({ limit: 1000 });
    expect(page?.size).toBe(1000);
    const chunked = await known?.members.fetch({ query: 'Person 99', limit: 100 });
    expect(chunked?.size).toBe(100);
    expect([...(page?.values() ?? [])].some((member) => member.roles.cache.size > 1)).toBe(true);
  }, 90_000);

  it('1,000 guilds on one shard, ready at once', async () => {
    const discord = await startDiscord(closing, { validate: false });
    const begun = performance.now();
    for (let index = 0; index < 1000; index++) {
      discord.guild(`Guild ${index}`, { channels: ['general'] }).populate(5, { seed: index });
    }
    const made = performance.now();
    const client = await startBot(closing, discord, { intents: everyIntent });
    tell(`1,000 guilds made in ${ms(made - begun)}, a client ready in ${ms(performance.now() - made)}`);
    expect(client.guilds.cache.size).toBe(1000);
    expect(client.guilds.cache.every((guild) => guild.memberCount === 7)).toBe(true);
  }, 90_000);

  it('the same seed makes the same people with the same roles', async () => {
    const [a, b, c] = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const discord = await startDiscord(closing, { validate: false });
        const guild = discord.guild('Seeded', { roles: ['A', 'B', 'C'] }).populate(50, { seed });
        return guild.members.map((member) => [member.name, ...member.roles]);
      }),
    );
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
});
