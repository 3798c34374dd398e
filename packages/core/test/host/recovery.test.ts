import { field } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const rewards = definePlugin({
  ...basics,
  id: 'rewards',
  needs: { 'members.roles': 'gives roles' },
  config: {
    version: 1,
    schema: z.object({
      channel: field.channel({ types: ['text'] }).optional(),
      role: field.role({ assignable: true }).optional(),
      levels: z.array(z.object({ role: field.role({ assignable: true }), level: z.int() })).default([]),
      least: z.int().default(0),
      most: z.int().default(10),
    }),
    check: ({ least, most }) =>
      least > most ? [{ path: ['most'], message: { en: 'Below the least.', fr: 'Sous le minimum.' } }] : [],
  },
});
const go = rewards.command({
  name: 'go',
  description: 'Goes',
  run: (ctx) => ctx.reply(`up to ${ctx.config.most}`),
});

describe('configuration and recovery', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([rewards.build(go)]);
  });
  afterAll(() => stack.close());
  const newGuild = async (name: string) => {
    const guild = stack.discord.guild(name, {
      roles: ['Regular'],
      channels: ['general', { name: 'Lounge', type: 'voice' }],
    });
    await stack.idle();
    return guild;
  };

  it('what a configuration names in Discord is checked there, in the language of who asks', async () => {
    const guild = await newGuild('Checks');
    const check = async (values: unknown, locale = 'en') =>
      (await stack.host.installations.validateConfig(guild.id, 'rewards', values, locale)).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    const above = guild.addRole('Above', { position: 99 }).id;
    await stack.idle();
    expect(await check({ channel: guild.channel('general').id, role: guild.role('Regular').id })).toEqual([]);
    expect(await check({ channel: '123456789012345678' })).toEqual(['/channel unknown_channel']);
    expect(await check({ channel: guild.channel('Lounge').id })).toEqual(['/channel wrong_channel_type']);
    expect(await check({ role: guild.id })).toEqual(['/role role_everyone']);
    expect(await check({ role: '123456789012345678' })).toEqual(['/role unknown_role']);
    expect(await check({ levels: [{ role: above, level: 1 }] })).toEqual(['/levels/0/role role_above_bot']);
    const problems = await stack.host.installations.validateConfig(guild.id, 'rewards', { least: 20 }, 'fr');
    expect(problems).toEqual([{ pointer: '/most', code: 'check', message: 'Sous le minimum.' }]);
  });

  it('GIVEN a process that died while installing or uninstalling THEN the next one finishes it', async () => {
    const [installing, leaving] = [await newGuild('Installing'), await newGuild('Leaving')];
    await stack.install(installing, 'rewards');
    await stack.install(leaving, 'rewards');
    const { Installation } = stack.database.models;
    await stack.host.close();
    await Installation.updateOne({ guildId: installing.id }, { $set: { state: 'installing' } });
    await Installation.updateOne({ guildId: leaving.id }, { $set: { state: 'uninstalling' } });
    await stack.restart();
    expect(await stack.host.installations.get(installing.id, 'rewards')).toMatchObject({ state: 'enabled' });
    expect((await installing.member('ana').run('/go')).content).toBe('up to 10');
    expect(await stack.host.installations.get(leaving.id, 'rewards')).toBeUndefined();
    expect(
      leaving
        .member('ana')
        .commands()
        .map(({ name }) => name),
    ).not.toContain('go');
  });

  it('GIVEN an installed version that is gone from the store THEN the others start all the same, and its admins can see why', async () => {
    const [broken, whole] = [await newGuild('Broken'), await newGuild('Whole')];
    await stack.install(broken, 'rewards');
    await stack.install(whole, 'rewards');
    await stack.database.models.Installation.updateOne(
      { guildId: broken.id },
      { $set: { hash: 'gone', 'consent.manifestHash': 'gone' } },
    );
    await stack.restart();
    expect((await whole.member('ana').run('/go')).content).toBe('up to 10');
    expect(await stack.host.installations.list(broken.id)).toMatchObject([
      { pluginId: 'rewards', updateTo: '1.0.0', problems: [{ code: 'NOT_RUNNING' }] },
    ]);
    await stack.host.installations.uninstall(broken.id, 'rewards', admin);
  });

  it('WHEN another process changes an installation THEN this one follows', async () => {
    const guild = await newGuild('Follow');
    const installed = await stack.install(guild, 'rewards');
    const followed = Promise.withResolvers<string>();
    const stop = stack.host.installations.onEvent((event) => {
      if (event.guildId === guild.id) followed.resolve(`${event.type} ${event.revision}`);
    });
    await stack.database.models.Installation.updateOne(
      { guildId: guild.id },
      { $set: { state: 'disabled' }, $inc: { revision: 1 } },
    );
    expect(await followed.promise).toBe(`disabled ${installed.revision + 1}`);
    stop();
    await stack.idle();
    expect(
      guild
        .member('ana')
        .commands()
        .map(({ name }) => name),
    ).not.toContain('go');
  });

  it('two changes at once: one wins, the other is told', async () => {
    const guild = await newGuild('Race');
    const { revision } = await stack.install(guild, 'rewards');
    const change = (most: number) =>
      stack.host.installations.configure(guild.id, 'rewards', { most }, revision, admin, 'en');
    const results = await Promise.allSettled([change(5), change(6)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((result) => result.status === 'rejected');
    expect(rejected?.reason).toMatchObject({ code: 'REVISION_MISMATCH' });
  });

  it('WHEN the bot lacks a permission that the plugin needs THEN it is under problems until it has it', async () => {
    const guild = stack.discord.guild('Poor', {
      channels: ['general'],
      install: ['ViewChannel', 'SendMessages'],
    });
    await stack.idle();
    const installed = await stack.install(guild, 'rewards');
    expect(installed.problems).toMatchObject([
      { code: 'MISSING_PERMISSIONS', message: expect.stringContaining('ManageRoles') },
    ]);
  });

  it('WHEN the bot leaves a guild and comes back THEN nothing runs meanwhile, and everything is as it was', async () => {
    const guild = await newGuild('Away');
    await stack.install(guild, 'rewards', { most: 7 });
    const live = stack.host.leaks().live;
    guild.uninstall();
    await stack.idle();
    expect(stack.host.leaks().live).toBe(live - 1);
    guild.install();
    await stack.idle();
    expect((await guild.member('ana').run('/go')).content).toBe('up to 7');
  });
});
