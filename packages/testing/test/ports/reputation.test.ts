import { signIn, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import reputation from './reputation/plugin.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [reputation] });
});
afterAll(() => stage.close());

test('GIVEN a role at two points WHEN Bob is thanked twice THEN he has it, once a cooldown and pair', async () => {
  const { guild, ana, bob } = await stage.guild({
    roles: ['Friend'],
    config: (guild) => ({ 'port-reputation': { rewards: [{ points: 2, role: guild.role('Friend').id }] } }),
  });
  const chloe = guild.member('chloé');
  const said = () =>
    ana
      .in('general')
      .messages()
      .filter(({ content }) => content.includes('Rep now'));
  await ana.in('general').say(`Thanks ${bob.mention}!`);
  await ana.in('general').say(`thank you again, ${bob.mention}`);
  await ana.in('general').say(`${ana.mention} thanks, me`);
  await stage.idle();
  expect(said().map(({ content }) => content)).toEqual([`${bob.mention} has 1 Rep now, and is #1.`]);
  expect(bob.roles).toEqual([]);

  await chloe.in('general').say(`thx ${bob.mention}`);
  await stage.idle();
  expect(bob.roles).toEqual(['Friend']);
  expect((await bob.run('/rep')).content).toBe(`${bob.mention}: 2 Rep (#1)`);
  expect((await ana.run('/rep-take', { member: bob })).content).toBe('You have thanked them a moment ago.');
  await stage.advance('3 min');
  await ana.run('/rep-take', { member: bob });
  await stage.idle();
  expect(bob.roles, 'one point').toEqual([]);
});

test('GIVEN seventeen members with points WHEN one is looked for THEN their page opens; one who left can be put right', async () => {
  const { guild, ana, bob } = await stage.guild({ config: { 'port-reputation': { cooldown: 0 } } });
  const { owner } = guild;
  for (let points = 1; points <= 16; points += 1) {
    await owner.run('/rep-admin set', { user: guild.member(`m${points}`), points });
  }
  await owner.run('/rep-admin set', { user: bob, points: 0 });
  const page = await ana.run('/rep-top', { user: bob });
  expect(page.content).toContain(`#17 ${bob.mention}: 0`);
  expect((await ana.click(page, '◀')).content).toContain(`#1 ${guild.member('m16').mention}: 16`);
  await bob.leave();
  await stage.idle();
  await owner.run('/rep-admin forget', { user: bob });
  expect((await ana.run('/rep-top', { user: bob })).content, 'the first page').toContain('#1 ');

  const admin = await signIn(stage.guildhall, owner);
  const log = await admin.fetch(`/api/v1/guilds/${guild.id}/plugins/port-reputation/log?user=${bob.id}`);
  expect(await log.json()).toMatchObject([{ to: bob.id, points: 0, set: true }]);
});
