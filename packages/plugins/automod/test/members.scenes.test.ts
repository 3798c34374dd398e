import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, makeRules, openScene, sayAll, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

test('GIVEN a rule for young accounts WHEN new and old accounts join THEN only the new are kicked', async () => {
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  await makeRules(stage, scene, {
    name: 'Young',
    triggers: [{ type: 'accountAge', hours: 24 }],
    actions: [{ type: 'kick' }],
  });
  const fresh = guild.member('fresh account');
  await stage.idle();
  expect(fresh.isMember).toBe(false);
  await stage.advance('25h');
  await ana.leave();
  await ana.rejoin();
  await stage.idle();
  expect(ana.isMember).toBe(true);
});

test('GIVEN a rule for names WHEN somebody joins or renames THEN the name is reset', async () => {
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  await makeRules(stage, scene, {
    name: 'Names',
    triggers: [{ type: 'nickname', words: ['admin'], match: 'loose' }],
    actions: [{ type: 'resetNickname' }],
  });
  await ana.rename('Adm1n');
  await stage.idle();
  expect(ana.nick).toBeNull();
  const impostor = guild.member('аdmin');
  await stage.idle();
  expect(impostor.nick).toBe('Member');
  await ana.rename('Anna');
  await stage.idle();
  expect(ana.nick).toBe('Anna');
});

test('GIVEN a rule without picture WHEN an account without one joins THEN it gets the role', async () => {
  const scene = await openScene(stage, {}, { roles: ['Check'] });
  const { guild } = scene;
  await makeRules(stage, scene, {
    name: 'Faceless',
    triggers: [{ type: 'noAvatar' }],
    actions: [{ type: 'addRole', role: guild.role('Check').id }],
  });
  const faceless = guild.member('faceless');
  await stage.idle();
  expect(faceless.roles).toContain('Check');
});

test('GIVEN a join flood WHEN it passes the limit THEN invites are paused and the flood is quarantined; alerts are few', async () => {
  const scene = await openScene(stage);
  const { guild } = scene;
  await makeRules(stage, scene, {
    name: 'Raid',
    triggers: [{ type: 'joins', count: 5, seconds: 30 }],
    actions: [{ type: 'pauseInvites' }, { type: 'ban', deleteDays: 0 }, { type: 'alert' }],
  });
  await stage.advance('1m');
  const flood = Array.from({ length: 20 }, (_, index) => guild.member(`raider ${index}`));
  await stage.idle();
  await stage.advance('11s');
  // Those who came before it was a flood stay, and of those who came in the same moment some.
  expect(flood.filter(({ isMember }) => isMember).length).toBeLessThanOrEqual(4);
  expect(alertsOf(scene).length).toBeLessThanOrEqual(3);
});

test('GIVEN a trap channel WHEN somebody writes in it THEN they are banned, and others elsewhere are not', async () => {
  const scene = await openScene(stage, {}, { channels: ['general', 'alerts', 'do-not-write-here'] });
  const { guild, ana, bob } = scene;
  const made = await guild.owner.run('/automod rule create', {
    name: 'Trap',
    trigger: 'honeypot',
    action: 'ban',
    channel: guild.channel('do-not-write-here'),
  });
  expect(made.content).toContain('a trap channel → delete, ban');
  await sayAll(stage, bob, ['hi'], 'do-not-write-here');
  await sayAll(stage, ana, ['hi']);
  expect(bob.isMember).toBe(false);
  expect(ana.isMember).toBe(true);
  expect(textsIn(ana, 'do-not-write-here')).toEqual([]);
});

test('GIVEN bursts WHEN messages, files or the same text come too fast THEN the whole burst is deleted', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { ana, bob } = scene;
  await makeRules(
    stage,
    scene,
    {
      name: 'rate',
      priority: 3,
      triggers: [{ type: 'messageRate', count: 5, seconds: 5 }],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'same',
      priority: 2,
      triggers: [{ type: 'duplicates', count: 3, seconds: 30 }],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'files',
      priority: 1,
      triggers: [{ type: 'attachments', count: 3, seconds: 10 }],
      actions: [{ type: 'delete' }],
    },
  );
  await sayAll(stage, ana, ['one', 'two two', 'three three three', 'four is more']);
  expect(textsIn(ana)).toHaveLength(4);
  await sayAll(stage, ana, ['five, and that is too much']);
  expect(textsIn(ana)).toEqual([]);
  await stage.advance('1m');
  await sayAll(stage, bob, ['Buy my things 1!', 'buy my things 2', 'BUY my things 3']);
  expect(textsIn(bob)).toEqual([]);
  await stage.advance('1m');
  const file = { name: 'cat.png', contentType: 'image/png', data: 'meow' };
  for (const text of ['look', 'and this', 'one more cat']) {
    await ana.in('general').say(text, { attachments: [file] });
  }
  await stage.idle();
  expect(textsIn(ana)).toEqual([]);
});

test('GIVEN reactions and voice hops WHEN there are too many THEN the member is timed out', async () => {
  const scene = await openScene(
    stage,
    {},
    {
      channels: ['general', 'alerts', { name: 'one', type: 'voice' }, { name: 'two', type: 'voice' }],
    },
  );
  const { ana, bob } = scene;
  await makeRules(
    stage,
    scene,
    {
      name: 'reactions',
      triggers: [{ type: 'reactions', count: 4, seconds: 10 }],
      actions: [{ type: 'timeout' }],
    },
    { name: 'hops', triggers: [{ type: 'voice', count: 4, seconds: 20 }], actions: [{ type: 'timeout' }] },
  );
  const message = await bob.in('general').say('react to me');
  for (const emoji of ['😀', '😃', '😄']) await ana.react(message, emoji);
  await stage.idle();
  expect(ana.timedOutUntil).toBeNull();
  await ana.react(message, '😁');
  await stage.idle();
  expect(ana.timedOutUntil).not.toBeNull();
  for (const channel of ['one', 'two', 'one']) await bob.voice.join(channel);
  await bob.voice.mute();
  await stage.idle();
  expect(bob.timedOutUntil).toBeNull();
  await bob.voice.join('two');
  await stage.idle();
  expect(bob.timedOutUntil).not.toBeNull();
});

test('GIVEN the same text from many accounts WHEN it floods THEN all of them are dealt with', async () => {
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  await makeRules(stage, scene, {
    name: 'many',
    triggers: [{ type: 'duplicates', count: 4, seconds: 30, across: true }],
    actions: [{ type: 'delete' }],
  });
  const crowd = Array.from({ length: 4 }, (_, index) => guild.member(`bot-like ${index}`));
  for (const member of crowd.slice(0, 3)) await member.in('general').say('Come and see our great new thing');
  await stage.idle();
  expect(textsIn(ana)).toHaveLength(3);
  await crowd[3]?.in('general').say('Come and see our great new thing!');
  await stage.idle();
  expect(textsIn(ana)).toEqual([]);
});

test('GIVEN own invites WHEN they are posted THEN they stay; those to other servers are deleted', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { ana } = scene;
  await makeRules(stage, scene, {
    name: 'invites',
    triggers: [{ type: 'invites', allowed: ['friends'] }],
    actions: [{ type: 'delete' }],
  });
  await sayAll(stage, ana, [
    'join discord.gg/elsewhere',
    'our friends: https://discord.gg/friends',
    'https://discord.com/invite/abcDEF',
    'd i s c o r d . g g / hidden',
    'no invite: discord.com/channels/1/2',
  ]);
  expect(textsIn(ana)).toEqual([
    'our friends: https://discord.gg/friends',
    'no invite: discord.com/channels/1/2',
  ]);
});
