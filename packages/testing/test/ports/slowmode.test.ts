import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import slowmode from './slowmode/plugin.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [slowmode] });
});
afterAll(() => stage.close());

const hour = 3_600_000;

test('GIVEN a pause of an hour WHEN Bob writes THEN he waits there, and writes again when it is over', async () => {
  const { bob, ana } = await stage.guild({
    channels: ['general', 'talk'],
    config: { 'port-slowmode': { pause: hour } },
  });
  await bob.in('talk').say('Once');
  await stage.idle();
  await expect(bob.in('talk').say('Twice')).rejects.toThrow();
  await bob.in('general').say('Elsewhere');
  await ana.in('talk').say('Somebody else');
  await stage.advance('59 min');
  await expect(bob.in('talk').say('Still')).rejects.toThrow();
  await stage.advance('2 min');
  await bob.in('talk').say('Again');
});

test('GIVEN a role that waits nowhere WHEN its members write THEN nobody stops them, and others are let go by hand', async () => {
  const { guild, bob, ana, configure } = await stage.guild({
    roles: ['Helper'],
    channels: ['talk'],
    config: { 'port-slowmode': { pause: hour } },
  });
  await configure('port-slowmode', { pause: hour }, [
    { field: '/affected', scope: 'role', id: guild.role('Helper').id, value: false },
  ]);
  await ana.giveRole('Helper');
  await ana.in('talk').say('One');
  await ana.in('talk').say('Two');
  await bob.in('talk').say('Mine');
  await stage.idle();
  expect((await guild.owner.run('/slow list')).content).toContain(bob.mention);
  expect((await guild.owner.run('/slow clear', { channel: guild.channel('talk') })).content).toBe(
    '1 member may write again.',
  );
  await bob.in('talk').say('Free');
});

test('GIVEN somebody who waits, with permissions of their own WHEN the plugin is switched off THEN they may write, as before', async () => {
  const { guild, bob, setEnabled } = await stage.guild({
    channels: ['talk'],
    config: { 'port-slowmode': { pause: hour } },
  });
  guild.addChannel({ name: 'own', overwrites: [{ for: { id: bob.id }, allow: ['EmbedLinks'] }] });
  await bob.in('own').say('Once');
  await stage.idle();
  await expect(bob.in('own').say('Twice')).rejects.toThrow();
  await setEnabled('port-slowmode', false);
  await bob.in('own').say('Off means off');
  expect(guild.channel('own').permission_overwrites).toEqual([
    expect.objectContaining({ id: bob.id, deny: expect.anything() }),
  ]);
});
