import { type Scene, type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, apiOf, control, openScene } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

/** A member with permissions deletes a channel, as they do in Discord. */
const deleteChannel = (as: { readonly id: string }, channelId: string) =>
  control(stage, 'deleteChannel', { as: as.id, channelId });

const channels = ['general', 'alerts', { name: 'one', topic: 'First', slowmode: 5 }, 'two', 'three', 'four'];
const roles = [
  { name: 'Boss', permissions: ['ManageChannels', 'BanMembers', 'ManageRoles'] as const },
  'Reader',
];

async function nukeScene(): Promise<Scene> {
  return openScene(stage, {}, { channels, roles });
}

const names = ({ guild }: Scene) => guild.channels.map(({ name }) => name).sort();

test('GIVEN somebody who deletes three channels at once WHEN the third goes THEN they lose their roles, and the channels are there again', async () => {
  const scene = await nukeScene();
  const { guild, ana, bob } = scene;
  const before = names(scene);
  await bob.giveRole('Boss');
  await bob.giveRole('Reader');
  for (const name of ['one', 'two', 'three']) await deleteChannel(bob, guild.channel(name).id);
  await stage.idle();
  expect(bob.roles).toEqual([]);
  expect(bob.timedOutUntil).not.toBeNull();
  expect(names(scene)).toEqual(before);
  expect(guild.channel('one')).toMatchObject({ topic: 'First', rate_limit_per_user: 5 });
  await expect(deleteChannel(bob, guild.channel('four').id)).rejects.toThrow();
  expect(alertsOf(scene).at(-1)).toContain(`<@${bob.id}> was stopped`);
  const told = [...stage.discord.world.tables.message.values()].filter(
    (message) => message.guild_id === null && message.content.includes('was stopped'),
  );
  expect(told).toHaveLength(1);
  const api = await apiOf(stage, scene, guild.owner);
  expect(await api.get('/nukes')).toMatchObject([{ actorId: bob.id, count: 3, outcome: 'stopped' }]);
  await api.send('POST', `/quarantine/${bob.id}/release`);
  expect([...bob.roles].sort()).toEqual(['Boss', 'Reader']);
  expect(ana.isMember).toBe(true);
});

test('GIVEN two deletions, or three slowly WHEN time passes THEN nothing happens', async () => {
  const scene = await nukeScene();
  const { guild, bob } = scene;
  await bob.giveRole('Boss');
  await deleteChannel(bob, guild.channel('one').id);
  await deleteChannel(bob, guild.channel('two').id);
  await stage.advance('21s');
  await deleteChannel(bob, guild.channel('three').id);
  await stage.idle();
  expect(bob.roles).toEqual(['Boss']);
  expect(names(scene)).not.toContain('one');
});

test('GIVEN mass bans WHEN the limit is passed THEN the banner is stopped', async () => {
  const scene = await nukeScene();
  const { guild, bob } = scene;
  await bob.giveRole('Boss');
  const victims = Array.from({ length: 6 }, (_, index) => guild.member(`victim ${index}`));
  for (const victim of victims.slice(0, 4)) await victim.ban(bob);
  await stage.idle();
  expect(bob.roles).toEqual(['Boss']);
  await victims[4]?.ban(bob);
  await stage.idle();
  expect(bob.roles).toEqual([]);
  await expect(victims[5]?.ban(bob)).rejects.toThrow();
});

test('GIVEN the owner, and whom the owner trusts WHEN they delete much THEN nobody stops them; admins can’t make themselves trusted', async () => {
  const scene = await nukeScene();
  const { guild, ana, bob } = scene;
  await bob.giveRole('Boss');
  const api = await apiOf(stage, scene, guild.owner);
  const settings = await api.get<Record<string, unknown>>('/anti-nuke');
  await ana.giveRole(guild.addRole({ name: 'Admin', permissions: ['Administrator'] }));
  const admin = await apiOf(stage, scene, ana);
  expect(await admin.refusal('PUT', '/anti-nuke', { ...settings, trusted: [ana.id] })).toEqual({
    status: 403,
    code: 'OWNER_ONLY',
  });
  await api.send('PUT', '/anti-nuke', { ...settings, trusted: [bob.id] });
  for (const name of ['one', 'two', 'three']) await deleteChannel(bob, guild.channel(name).id);
  await stage.idle();
  expect(bob.roles).toEqual(['Boss']);
  for (const { id, name } of guild.channels.filter(({ name }) => name === 'four' || name === 'general')) {
    if (name !== 'general') await deleteChannel(guild.owner, id);
  }
  await stage.idle();
  expect(names(scene)).toEqual(['alerts', 'general']);
});

test('GIVEN who is above the bot WHEN they destroy THEN the owner is told that the bot could not stop them', async () => {
  const scene = await nukeScene();
  const { guild, bob, installation } = scene;
  await bob.giveRole('Boss');
  const { world } = stage.discord;
  const before = guild.role('Boss');
  world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position: 99 }), before });
  await stage.idle();
  for (const name of ['one', 'two', 'three']) await deleteChannel(bob, guild.channel(name).id);
  await stage.idle();
  expect(bob.roles).toEqual(['Boss']);
  expect((await installation('automod'))?.problems).toMatchObject([{ code: 'NUKE_NOT_STOPPED' }]);
  expect(alertsOf(scene).at(-1)).toContain('act yourself');
});
