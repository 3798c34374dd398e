import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { apiOf, makeRules, openScene } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

const remove = { type: 'delete' };

interface Row {
  readonly name: string;
  readonly state: string;
  readonly why: string;
}

const theirsIn = (guildId: string) => stage.discord.world.tables.autoModRule.by('guild', guildId);

test('GIVEN Discord’s AutoMod is kept in step WHEN rules change THEN it has what it can do, and only that', async () => {
  const scene = await openScene(stage, { native: { enabled: true } });
  const { guild, ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    {
      name: 'Words',
      triggers: [{ type: 'words', words: ['slime'], match: 'substring' }],
      actions: [{ type: 'delete' }],
    },
    { name: 'Mentions', triggers: [{ type: 'mentions', count: 6 }], actions: [{ type: 'delete' }] },
    { name: 'Caps', triggers: [{ type: 'caps' }], actions: [{ type: 'delete' }] },
    { name: 'Native', triggers: [{ type: 'native' }], actions: [{ type: 'timeout' }] },
  );
  const synced = await api.send<{ synced: number; rules: { name: string; state: string; why: string }[] }>(
    'POST',
    '/native-rules',
  );
  expect(synced.synced).toBe(2);
  expect(synced.rules.find(({ name }) => name === 'Caps')).toMatchObject({
    state: 'ours',
    why: 'Discord knows no such trigger',
  });
  const theirs = () => theirsIn(guild.id);
  expect(theirs().map(({ name, trigger_type: type }) => [name, type])).toEqual(
    expect.arrayContaining([
      ['Automod: Words', 1],
      ['Automod: Mentions', 5],
    ]),
  );
  expect(theirs().find(({ trigger_type: type }) => type === 1)?.trigger_metadata.keyword_filter).toEqual([
    '*slime*',
  ]);
  await expect(ana.in('general').say('all this slimey stuff')).rejects.toThrow();
  await stage.idle();
  expect(ana.timedOutUntil).not.toBeNull();

  expect(await api.send('POST', '/native-rules')).toMatchObject({ synced: 2 });
  expect(theirs()).toHaveLength(2);
  const rules = await api.get<{ id: string; name: string }[]>('/rules');
  await api.send('DELETE', `/rules/${rules.find(({ name }) => name === 'Words')?.id}`);
  await api.send('POST', '/native-rules');
  expect(theirs().map(({ name }) => name)).toEqual(['Automod: Mentions']);
  await scene.configure('automod', { start: 'nothing', native: { enabled: false } });
  await stage.advance('20m');
  expect(theirs()).toEqual([]);
});

test('GIVEN the rule for mass mentions that comes with automod WHEN Discord is kept in step THEN Discord has it, and stops nothing that the rule lets pass', async () => {
  const scene = await openScene(
    stage,
    { native: { enabled: true } },
    { roles: [{ name: 'Ping me', mentionable: true }] },
  );
  const { guild, ana } = scene;
  const api = await makeRules(stage, scene, {
    name: 'Mass mentions',
    triggers: [
      { type: 'mentions', count: 4 },
      { type: 'roleMentions', count: 3 },
    ],
    actions: [remove],
  });
  await api.send('POST', '/native-rules');
  expect(theirsIn(guild.id)).toMatchObject([
    { trigger_type: 5, trigger_metadata: { mention_total_limit: 5, mention_raid_protection_enabled: true } },
  ]);
  const crowd = Array.from({ length: 6 }, (_, index) => `<@${guild.member(`friend ${index}`).id}>`);
  await ana.in('general').say(`${crowd.slice(0, 3).join(' ')} <@&${guild.role('Ping me').id}>`);
  await stage.idle();
  expect(ana.in('general').messages()).toHaveLength(1);
  await expect(ana.in('general').say(crowd.join(' '))).rejects.toThrow();
});

test('GIVEN rules that Discord can’t do WHEN the page is opened THEN each says the true reason', async () => {
  const scene = await openScene(stage, { native: { enabled: true } });
  const mentions = { type: 'mentions', count: 5 };
  const words = { type: 'words', words: ['slime'] };
  const api = await makeRules(
    stage,
    scene,
    { name: 'First', priority: 9, triggers: [mentions], actions: [remove] },
    { name: 'Second', triggers: [mentions], actions: [remove] },
    { name: 'Roles', triggers: [{ type: 'roleMentions', count: 3 }], actions: [remove] },
    { name: 'Mixed', triggers: [mentions, words], actions: [remove] },
    { name: 'Edits', scope: 'edited', triggers: [words], actions: [remove] },
    { name: 'Caps', triggers: [{ type: 'caps' }], actions: [remove] },
  );
  const reasons = async () =>
    Object.fromEntries((await api.get<Row[]>('/native-rules')).map(({ name, why }) => [name, why]));
  expect(await reasons()).toEqual({
    First: 'Discord can do it, and does not yet: its places may be taken, or it refused',
    Second: 'Discord’s one place for mentions is taken',
    Roles: 'Discord counts mentioned members and roles together, and not roles alone',
    Mixed: 'Discord counts mentions only in a rule that does nothing else',
    Edits: 'Discord looks at new messages and at edits alike',
    Caps: 'Discord knows no such trigger',
  });
  await api.send('POST', '/native-rules');
  expect(await reasons()).toMatchObject({ First: '' });
});

test('GIVEN a rule that Discord does WHEN it looks at something else now THEN Discord’s is made anew; what the settings leave out Discord leaves out, too', async () => {
  const scene = await openScene(
    stage,
    (guild) => ({ native: { enabled: true }, exemptRoles: [guild.role('Trusted').id] }),
    { roles: ['Trusted'] },
  );
  const { guild, ana, bob } = scene;
  const form = { name: 'Rule', actions: [remove] };
  const api = await makeRules(stage, scene, { ...form, triggers: [{ type: 'mentions', count: 5 }] });
  await api.send('POST', '/native-rules');
  const [rule] = await api.get<{ id: string }[]>('/rules');
  await api.send('PUT', `/rules/${rule?.id}`, { ...form, triggers: [{ type: 'words', words: ['slime'] }] });
  expect(await api.send('POST', '/native-rules')).toMatchObject({ synced: 1, rules: [{ state: 'synced' }] });
  expect(theirsIn(guild.id)).toMatchObject([
    {
      trigger_type: 1,
      exempt_roles: [guild.role('Trusted').id],
      trigger_metadata: { keyword_filter: ['slime'] },
    },
  ]);
  await expect(ana.in('general').say('slime')).rejects.toThrow();
  await bob.giveRole('Trusted');
  await bob.in('general').say('slime');
  await stage.idle();
  expect(bob.in('general').messages()).toHaveLength(1);
});

test('GIVEN a guild that speaks English WHEN a caller asks in French THEN its routes answer them in French, and Discord is told in English', async () => {
  const scene = await openScene(stage, { native: { enabled: true } });
  const { guild } = scene;
  const rule = { triggers: [{ type: 'words', words: ['slime'] }], actions: [{ type: 'delete' }] };
  const english = await makeRules(stage, scene, { name: 'Words', ...rule });
  const french = await apiOf(stage, scene, guild.owner, 'fr-FR,fr;q=0.9,en;q=0.5');
  await french.send('POST', '/rules', {
    name: 'Capitales',
    triggers: [{ type: 'caps' }],
    actions: [{ type: 'delete' }],
  });
  const whyOf = ({ rules }: { rules: Row[] }) => rules.find(({ name }) => name === 'Capitales')?.why;
  expect(whyOf(await french.send('POST', '/native-rules'))).toBe('Discord ne connaît pas ce déclencheur');
  expect(whyOf(await english.send('POST', '/native-rules'))).toBe('Discord knows no such trigger');
  const [theirs] = theirsIn(guild.id);
  expect(JSON.stringify(theirs?.actions)).toContain('This breaks a rule of this server.');
});
