import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, mostCalls, type Recorded, record } from '../src/conform/conform.ts';
import { differences, shapeOf } from '../src/conform/shape.ts';
import { steps } from '../src/conform/steps.ts';
import { Closing, startDiscord } from './bots.ts';

describe('the comparison with Discord', () => {
  const closing = new Closing();
  let recorded: Recorded[];
  let calls: number;
  let left: string[];
  let secrets: string[];
  let violations: unknown[];

  beforeAll(async () => {
    // GIVEN a stand-in for Discord.
    const discord = await startDiscord(closing);
    const guild = discord.guild('Throwaway', { install: ['Administrator'] });
    const { token, id } = discord.application();
    ({ recorded, calls } = await record({ api: discord.api, token, guildId: guild.id }));
    left = guild.channels.map((channel) => channel.name);
    secrets = [token, id, guild.id, guild.owner.id, 'Throwaway', 'hello'];
    violations = discord.violations;
  });
  afterAll(() => closing.close());

  it('asks less than a hundred times, is answered as it expects, and leaves nothing behind', () => {
    expect(calls).toBeLessThanOrEqual(mostCalls);
    expect(recorded).toHaveLength(steps.length);
    const refused = recorded.filter((it) => it.status >= 400).map((it) => it.name);
    expect(refused.filter((name) => !name.startsWith('refused') && name !== 'a second thread of it')).toEqual(
      [],
    );
    expect(refused.length).toBeGreaterThanOrEqual(12);
    expect(left).toEqual(['general']);
    expect(violations).toEqual([]);
  });

  it('keeps nothing of whom it asked', () => {
    const text = JSON.stringify(recorded);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('finds nothing between equals, and every difference between others', () => {
    expect(compare(recorded, recorded)).toEqual([]);
    const other = structuredClone(recorded);
    const message = other.find((it) => it.name === 'a message');
    if (!message) throw new Error('the message is gone');
    const shape = message.shape as Record<string, unknown>;
    delete shape.content;
    shape.extra = 'text';
    shape.author = 'text';
    const ended = other.find((it) => it.name === 'the poll ended');
    if (ended) ended.status = 400;
    expect(compare(other, recorded)).toEqual([
      'a message: author: text at Discord, an object in the simulator',
      'a message: content: only the simulator has it',
      'a message: extra: only Discord has it',
      'the poll ended: 400 at Discord, 200 in the simulator',
    ]);
  });

  it('knows kinds apart', () => {
    expect(
      shapeOf({ id: '123456789012345678', at: '2026-01-01T00:00:00Z', type: 3, n: 3, list: [1, 2] }),
    ).toEqual({
      id: 'id',
      at: 'time',
      type: 3,
      n: 'number',
      list: ['number'],
    });
    expect(differences({ type: 3 }, { type: 4 })).toHaveLength(1);
    expect(differences({ topic: null }, { topic: 'text' })).toEqual([]);
  });

  const golden = new URL('./golden/discord.json', import.meta.url);
  it.skipIf(existsSync(golden))('says how to record when there is neither a token nor a recording', () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--conditions=@guildhall/source', new URL('../src/conform/run.ts', import.meta.url).pathname],
      { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('CONFORM_TOKEN=<bot token>');
  });
});
