import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGuild } from '../src/index.ts';

const reader = definePlugin({
  id: 'reader',
  name: 'Reader',
  description: 'Reads a message that was there before.',
  category: 'fun',
  needs: { 'messages.read': 'reads', 'messages.send': 'tells' },
  config: { version: 1, schema: z.object({}) },
});
const plugin = reader.build(
  reader.command({
    name: 'topic',
    description: 'What the channel is about',
    run: (ctx) => ctx.reply(ctx.guild.name),
  }),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stage-world-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('GIVEN a world that a test kept WHEN another stage starts from it THEN it is as it was, and is played on', async () => {
  const file = path.join(folder, 'failed.world');
  const before = await startGuild({ plugins: [plugin], roles: ['Regular'], channels: ['general'] });
  await before.ana.giveRole('Regular');
  await before.ana.in('general').say('remember me');
  await before.advance('40d');
  const kept = before.discord.clock.now();
  before.saveWorld(file);
  await before.close();

  const after = await startGuild({ plugins: [plugin], world: file });
  expect(after.first.id).toBe(before.first.id);
  expect(after.ana).toHaveProperty('roles', ['Regular']);
  expect(
    after.ana
      .in('general')
      .messages()
      .map(({ content }) => content),
  ).toEqual(['remember me']);
  expect(after.discord.clock.now()).toBeGreaterThanOrEqual(kept);
  expect((await after.ana.in('general').run('/topic')).content).toBe(after.first.name);
  await after.close();
});
