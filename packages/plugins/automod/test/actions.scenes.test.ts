import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, apiOf, makeRules, openScene, sayAll, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

const tea = { type: 'words', words: ['tea'], match: 'word' };
const onTea = (...actions: object[]) => ({ name: 'Tea', triggers: [tea], actions });

interface HitRow {
  readonly id: string;
  readonly kind: string;
  readonly actions: string;
  readonly undone: boolean;
  readonly undoable: boolean;
  readonly verdict: string;
}

async function hitsOf(api: { get<T>(path: string): Promise<T> }): Promise<readonly HitRow[]> {
  return (await api.get<{ items: HitRow[] }>('/hits')).items;
}

test('GIVEN a timeout WHEN the rule acts THEN the member is timed out, and undo ends it, once', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    onTea({ type: 'delete' }, { type: 'timeout', duration: 600_000 }),
  );
  await sayAll(stage, ana, ['tea']);
  const left = (ana.timedOutUntil?.getTime() ?? 0) - stage.discord.world.now();
  expect(left).toBeGreaterThan(500_000);
  expect(left).toBeLessThanOrEqual(600_000);
  const [hit] = await hitsOf(api);
  expect(hit).toMatchObject({ kind: 'acted', undoable: true });
  const undone = await api.send('POST', `/hits/${hit?.id}/undo`);
  expect(undone).toEqual({ outcome: 'done', actions: 'time out' });
  expect(ana.timedOutUntil).toBeNull();
  expect(await hitsOf(api)).toMatchObject([{ kind: 'undone', undoable: false }]);
  expect(await api.send('POST', `/hits/${hit?.id}/undo`)).toMatchObject({ outcome: 'before' });
  expect(await api.refusal('POST', '/hits/nothing/undo')).toEqual({ status: 404, code: 'HIT_GONE' });
});

test('GIVEN a message that a rule deleted WHEN its author asks /why THEN they read what was found, and what was done', async () => {
  const scene = await openScene(stage);
  const { ana, bob } = scene;
  await makeRules(stage, scene, onTea({ type: 'delete' }, { type: 'warn' }), {
    name: 'Watched',
    triggers: [{ type: 'words', words: ['coffee'] }],
    actions: [{ type: 'alert' }],
  });
  await sayAll(stage, ana, ['tea']);
  await sayAll(stage, bob, ['coffee']);
  expect((await ana.run('/why')).content).toContain('acted: the word “tea”. What it did: delete, warn');
  const watched = (await bob.run('/why')).content;
  expect(watched).toContain('acted: the word “coffee”');
  expect(watched).not.toContain('What it did');
});

test('GIVEN kick and ban WHEN rules act THEN members go; a ban can be undone, a kick can’t', async () => {
  const scene = await openScene(stage);
  const { guild, ana, bob } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'kick' }), {
    name: 'Coffee',
    triggers: [{ type: 'words', words: ['coffee'] }],
    actions: [{ type: 'ban', deleteDays: 1 }],
  });
  await sayAll(stage, ana, ['tea']);
  await sayAll(stage, bob, ['coffee']);
  expect(ana.isMember).toBe(false);
  expect(bob.isMember).toBe(false);
  await expect(bob.rejoin()).rejects.toThrow();
  const hits = await hitsOf(api);
  expect(hits.map(({ actions, undoable }) => [actions, undoable])).toEqual([
    ['ban', true],
    ['kick', false],
  ]);
  for (const { id } of hits) await api.send('POST', `/hits/${id}/undo`);
  await bob.rejoin();
  expect(bob.isMember).toBe(true);
  expect(guild.members.some(({ id }) => id === ana.id)).toBe(false);
});

test('GIVEN roles given and taken WHEN the hit is undone THEN they are as before', async () => {
  const scene = await openScene(stage, {}, { roles: ['Warned', 'Chatty'] });
  const { guild, ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    onTea(
      { type: 'addRole', role: guild.role('Warned').id },
      { type: 'removeRole', role: guild.role('Chatty').id },
    ),
  );
  await ana.giveRole('Chatty');
  await sayAll(stage, ana, ['tea']);
  expect(ana.roles).toContain('Warned');
  expect(ana.roles).not.toContain('Chatty');
  const [hit] = await hitsOf(api);
  await api.send('POST', `/hits/${hit?.id}/undo`);
  expect(ana.roles).toContain('Chatty');
  expect(ana.roles).not.toContain('Warned');
});

test('GIVEN quarantine WHEN the rule acts THEN all roles go and are kept; release gives them back', async () => {
  const scene = await openScene(stage, (guild) => ({ quarantineRole: guild.role('Quarantine').id }), {
    roles: ['Quarantine', 'One', 'Two'],
  });
  const { ana } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'quarantine' }));
  await ana.giveRole('One');
  await ana.giveRole('Two');
  await sayAll(stage, ana, ['tea']);
  expect(ana.roles).toEqual(['Quarantine']);
  expect(ana.timedOutUntil).not.toBeNull();
  const inside = await api.get<{ userId: string; roles: number }[]>('/quarantine');
  expect(inside).toMatchObject([{ userId: ana.id, roles: 2 }]);
  expect(await api.send('POST', `/quarantine/${ana.id}/release`)).toEqual({ missing: 0 });
  expect([...ana.roles].sort()).toEqual(['One', 'Two']);
  expect(ana.timedOutUntil).toBeNull();
  expect(await api.refusal('POST', `/quarantine/${ana.id}/release`)).toEqual({
    status: 404,
    code: 'NOT_IN_QUARANTINE',
  });
});

test('GIVEN reply, direct message and warning WHEN the rule acts THEN placeholders are filled and nobody else is pinged', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  await makeRules(
    stage,
    scene,
    onTea(
      { type: 'reply', text: '{user} {name} {rule} {channel} @everyone' },
      { type: 'direct', text: 'In {server}: {reason}' },
      { type: 'warn' },
    ),
  );
  await sayAll(stage, ana, ['tea']);
  const [, reply] = ana.in('general').messages();
  expect(reply?.content).toBe(`<@${ana.id}> ana Tea <#${scene.guild.channel('general').id}> @everyone`);
  expect(reply?.json.mention_everyone).toBe(false);
  const direct = [...stage.discord.world.tables.message.values()].filter(
    (message) => message.guild_id === null && message.content === `In ${scene.guild.name}: the word “tea”`,
  );
  expect(direct).toHaveLength(1);
  expect((await ana.guild.owner.run('/automod heat', { user: ana })).content).toContain('1 of 3 strikes');
});

test('GIVEN slowmode WHEN the rule acts THEN the channel is slow for a while; a slower one stays slower', async () => {
  const scene = await openScene(stage);
  const { guild, ana, bob } = scene;
  await makeRules(stage, scene, onTea({ type: 'slowmode', seconds: 30, duration: 600_000 }));
  await sayAll(stage, ana, ['tea']);
  expect(guild.channel('general').rate_limit_per_user).toBe(30);
  await stage.advance('11m');
  expect(guild.channel('general').rate_limit_per_user).toBe(0);
  await sayAll(stage, bob, ['tea']);
  expect(guild.channel('general').rate_limit_per_user).toBe(30);
});

test('GIVEN lockdown and paused invites WHEN the rule acts THEN nobody writes for a while, and then they do', async () => {
  const scene = await openScene(stage);
  const { guild, ana, bob } = scene;
  await makeRules(
    stage,
    scene,
    onTea({ type: 'lockdown', duration: 600_000 }, { type: 'pauseInvites', duration: 600_000 }),
  );
  await sayAll(stage, ana, ['tea']);
  await expect(bob.in('general').say('hello?')).rejects.toThrow();
  const { incidents_data: incidents } = guild.json as {
    incidents_data?: { invites_disabled_until?: string };
  };
  expect(incidents?.invites_disabled_until).toBeTruthy();
  await stage.advance('11m');
  await bob.in('general').say('hello!');
  expect(textsIn(bob)).toContain('hello!');
});

test('GIVEN panic WHEN it is on THEN writing stops and rules for it act; it ends by command or by itself', async () => {
  const scene = await openScene(stage, { panic: { duration: 600_000 } });
  const { guild, bob } = scene;
  const { owner } = guild;
  expect((await owner.run('/automod panic off')).content).toBe('There is no panic.');
  expect((await owner.run('/automod panic on')).content).toContain('Panic until <t:');
  await expect(bob.in('general').say('hello?')).rejects.toThrow();
  expect((await owner.run('/automod panic off')).content).toBe('The panic is over.');
  await bob.in('general').say('one');
  await owner.run('/automod panic on');
  await stage.advance('11m');
  await bob.in('general').say('two');
  expect(textsIn(bob)).toEqual(['one', 'two']);
});

test('GIVEN a vote WHEN enough moderators agree THEN it is done once; one votes once, and members do not', async () => {
  const scene = await openScene(
    stage,
    {},
    {
      roles: [{ name: 'Mod', permissions: ['ModerateMembers', 'KickMembers'] }],
    },
  );
  const { guild, ana, bob } = scene;
  await makeRules(stage, scene, onTea({ type: 'ask', penalty: 'kick', votes: 2 }));
  const [first, second] = ['mod one', 'mod two'].map((name) => guild.member(name, { roles: ['Mod'] }));
  if (!first || !second) throw new Error('no moderators');
  await sayAll(stage, ana, ['tea']);
  const question = first.in('alerts').messages().at(-1);
  if (!question) throw new Error('nobody was asked');
  expect((await bob.click(question, 'Kick')).content).toBe('You may not do that to this member.');
  expect((await first.click(question, 'Kick')).content).toBe('Counted: 1 of 2.');
  expect((await first.click(question, 'Kick')).content).toBe('You have voted.');
  expect(ana.isMember).toBe(true);
  expect((await second.click(question, 'Kick')).content).toBe('Decided, and done.');
  expect(ana.isMember).toBe(false);
  expect((await guild.owner.click(question, 'Leave it')).content).toBe('It has been decided.');
});

test('GIVEN an alert WHEN moderators press its buttons THEN it is undone, or noted; members may not', async () => {
  const scene = await openScene(stage, {}, { roles: [{ name: 'Mod', permissions: ['ModerateMembers'] }] });
  const { guild, ana, bob } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'timeout' }, { type: 'alert' }));
  const mod = guild.member('mod', { roles: ['Mod'] });
  await sayAll(stage, ana, ['tea']);
  const alert = mod.in('alerts').messages().at(-1);
  if (!alert) throw new Error('nobody was told');
  expect((await bob.click(alert, 'Undo')).content).toContain('Only who may time members out');
  expect(ana.timedOutUntil).not.toBeNull();
  expect((await mod.click(alert, 'Undo')).content).toBe('Undone: time out.');
  expect(ana.timedOutUntil).toBeNull();
  expect((await mod.click(alert, 'False positive')).content).toBe('Noted as a false positive.');
  const [hit] = await hitsOf(api);
  expect(hit).toMatchObject({ undone: true, verdict: 'falsePositive' });
  const rules = await api.get<{ hits: number; falsePositives: number }[]>('/rules');
  expect(rules).toMatchObject([{ hits: 1, falsePositives: 1 }]);
});

test('GIVEN a member above the bot WHEN a rule acts THEN it deletes, says what it could not do, and admins see why', async () => {
  const scene = await openScene(stage, {}, { roles: ['High'] });
  const { guild, ana, installation } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'delete' }, { type: 'timeout' }));
  await ana.giveRole('High');
  const { world } = stage.discord;
  const before = guild.role('High');
  world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position: 99 }), before });
  await stage.idle();
  await sayAll(stage, ana, ['tea']);
  expect(textsIn(ana)).toEqual([]);
  expect(ana.timedOutUntil).toBeNull();
  expect(await hitsOf(api)).toMatchObject([
    { kind: 'refused', actions: 'delete, time out (refused by Discord)' },
  ]);
  expect((await installation('automod'))?.problems).toMatchObject([
    { code: 'ACTION_REFUSED', message: expect.stringContaining('time out') },
  ]);
});

test('GIVEN somebody who has left, and a message that is gone WHEN the rule acts THEN it is no failure', async () => {
  const scene = await openScene(stage);
  const { ana, installation } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'delete' }, { type: 'timeout' }));
  const message = await ana.in('general').say('tea');
  await ana.delete(message);
  await ana.leave();
  await stage.idle();
  expect(await hitsOf(api)).toHaveLength(1);
  expect((await installation('automod'))?.problems).toEqual([]);
});

test('GIVEN no alert channel, or one that was deleted WHEN the rule acts THEN all the rest is done', async () => {
  const scene = await openScene(stage, { alertChannel: undefined });
  const { ana } = scene;
  await makeRules(stage, scene, onTea({ type: 'delete' }, { type: 'alert' }, { type: 'ask' }));
  await sayAll(stage, ana, ['tea']);
  expect(textsIn(ana)).toEqual([]);
  expect(alertsOf(scene)).toEqual([]);
});

test('GIVEN heat WHEN somebody floods THEN they get a strike and time to cool down; after three it is worse', async () => {
  const scene = await openScene(stage, { heat: { max: 50, decay: 1, last: 'kick', timeout: 60_000 } });
  const { guild, ana } = scene;
  const flood = Array.from({ length: 7 }, (_, index) => `message ${index} of a flood`);
  await sayAll(stage, ana, flood);
  expect(ana.timedOutUntil).not.toBeNull();
  expect((await guild.owner.run('/automod heat', { user: ana })).content).toContain(
    'heat 0 of 50, 1 of 3 strikes',
  );
  await stage.advance('2m');
  await sayAll(stage, ana, flood);
  await stage.advance('2m');
  expect(ana.isMember).toBe(true);
  await sayAll(stage, ana, flood).catch(() => undefined);
  await stage.idle();
  expect(ana.isMember).toBe(false);
});

test('GIVEN strikes WHEN an admin forgives THEN they are gone', async () => {
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  const api = await makeRules(stage, scene, onTea({ type: 'warn' }));
  await sayAll(stage, ana, ['tea']);
  expect(await api.get('/heat')).toMatchObject([{ userId: ana.id, strikes: 1 }]);
  await api.send('DELETE', `/heat/${ana.id}`);
  expect(await api.get('/heat')).toEqual([]);
  expect((await guild.owner.run('/automod heat', { user: ana })).content).toContain('0 of 3 strikes');
});

test('GIVEN a member WHEN they call the routes THEN they are refused', async () => {
  const scene = await openScene(stage);
  const api = await apiOf(stage, scene, scene.bob);
  await expect(api.get('/hits')).rejects.toThrow('403');
  expect(await api.refusal('POST', '/test', { text: 'x' })).toMatchObject({ status: 403 });
});
