import { signIn, type VirtualGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

const day = 86_400_000;

test('GIVEN a moderator WHEN they kick Bob THEN he is told first, gone, and Discord’s audit log names the moderator', async () => {
  const { guild, mod, bob, told, log } = await open.scene({ appealUrl: 'https://example.com/appeal' });
  const reply = await mod.run('/kick', { user: bob, reason: 'Rude' });
  expect(reply.content).toBe(`✅ <@${bob.id}> was kicked: case 1.`);
  expect(bob.isMember).toBe(false);
  const [notice] = told(bob);
  expect(notice).toMatchObject({ title: `You were kicked from ${guild.name}`, description: 'Rude' });
  expect(fieldsOf(notice)).toEqual({ 'To appeal': 'https://example.com/appeal' });
  const entry = open.stage.discord.world.tables.auditLogEntry
    .by('guild', guild.id)
    .find((one) => one.action_type === 20);
  expect(entry?.reason).toBe(`Case 1, by ${mod.id}: Rude`);
  const [card] = await log();
  expect(card).toMatchObject({ title: 'Case 1 · kick', color: 0xe67e22 });
});

test('GIVEN a timeout of an hour WHEN it is given and ended THEN Bob can write again', async () => {
  const { mod, bob } = await open.scene();
  const given = await mod.run('/timeout', { user: bob, duration: '1h' });
  expect(given.content).toBe(`✅ <@${bob.id}> is timed out: case 1. It lasts 1 hour.`);
  expect((bob.timedOutUntil?.getTime() ?? 0) - open.stage.discord.world.now()).toBeCloseTo(3_600_000, -4);
  await expect(bob.in('general').say('hello?')).rejects.toThrow();
  expect((await mod.run('/untimeout', { user: bob })).content).toContain('has ended: case 2');
  await bob.in('general').say('hello!');
  expect((await mod.run('/untimeout', { user: bob })).content).toBe('⛔ They are not timed out.');
});

test('GIVEN a timeout of 60 days WHEN months pass THEN it is renewed until its end, and not a day longer', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/timeout', { user: bob, duration: '60 d' });
  for (const passed of [20, 20, 19]) {
    await open.stage.advance(passed * day);
    expect(bob.timedOutUntil).not.toBeNull();
  }
  await open.stage.advance(1.5 * day);
  expect(bob.timedOutUntil).toBeNull();
  await open.stage.advance(40 * day);
  expect(bob.timedOutUntil).toBeNull();
});

test('GIVEN a long timeout WHEN a moderator ends it THEN it is not renewed', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/timeout', { user: bob, duration: '60 d' });
  await mod.run('/untimeout', { user: bob });
  await open.stage.advance(28 * day);
  expect(bob.timedOutUntil).toBeNull();
});

test('GIVEN a ban of three days WHEN they are over THEN the ban is lifted, and that is a case', async () => {
  const { mod, bob, log } = await open.scene();
  const reply = await mod.run('/ban', { user: bob, duration: '3 j', reason: 'Raid' });
  expect(reply.content).toBe(`✅ <@${bob.id}> is banned: case 1. It lasts 3 days.`);
  await expect(bob.rejoin()).rejects.toThrow();
  await open.stage.advance(2.9 * day);
  await expect(bob.rejoin()).rejects.toThrow();
  await open.stage.advance(0.2 * day);
  await bob.rejoin();
  expect((await log()).map(({ title }) => title)).toEqual(['Case 1 · ban', 'Case 2 · ban lifted']);
});

test('GIVEN a ban for a time WHEN it is made a ban for good THEN it does not end', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/ban', { user: bob, duration: '3 d' });
  expect((await mod.run('/ban', { user: bob })).content).toContain('is banned: case 2.');
  expect((await mod.run('/ban', { user: bob })).content).toBe('⛔ They are banned already.');
  await open.stage.advance(4 * day);
  await expect(bob.rejoin()).rejects.toThrow();
  expect((await mod.run('/unban', { user: bob })).content).toContain('is no longer banned: case 3.');
  await bob.rejoin();
  expect((await mod.run('/unban', { user: bob })).content).toBe('⛔ They are not banned.');
});

test('GIVEN somebody who never was a member WHEN they are banned THEN they can’t come', async () => {
  const { mod } = await open.scene();
  const elsewhere = open.stage.first.member('stranger');
  const reply = await mod.run('/ban', { user: elsewhere.id, reason: 'Known raider' });
  expect(reply.content).toContain(`<@${elsewhere.id}> is banned: case 1.`);
});

test('GIVEN messages of Bob’s WHEN he is softbanned THEN they go and he may come back', async () => {
  const { mod, bob, ana } = await open.scene();
  await bob.in('general').say('spam');
  await ana.in('general').say('hi');
  await mod.run('/softban', { user: bob });
  expect(bob.isMember).toBe(false);
  expect(
    ana
      .in('general')
      .messages()
      .map(({ content }) => content),
  ).toEqual(['hi']);
  await bob.rejoin();
});

test('GIVEN whom nobody moderates WHEN it is tried THEN the answer says why, and nothing happens', async () => {
  const { guild, mod, bob, ana, told } = await open.scene(
    {},
    { roles: [{ name: 'Chief', permissions: ['KickMembers'] }] },
  );
  const chief = guild.member('chief', { roles: ['Chief', 'Moderator'] });
  const robot = guild.member('robot', { bot: true });
  await open.stage.idle();
  const tried = async (command: string, who: typeof mod, target: typeof mod) =>
    (await who.run(command, { user: target, ...(command === '/timeout' ? { duration: '1h' } : {}) })).content;
  expect(await tried('/kick', mod, mod)).toBe('⛔ Nobody moderates themselves.');
  expect(await tried('/kick', mod, guild.owner)).toBe('⛔ Nobody moderates the owner of the server.');
  const [above, below] = topOf(chief) > topOf(mod) ? [chief, mod] : [mod, chief];
  if (topOf(above) > topOf(below)) {
    expect(await tried('/warn', below, above)).toBe('⛔ Their highest role is not below yours.');
  }
  expect(await tried('/warn', mod, robot)).toBe('⛔ Bots read no warnings.');
  await expect(bob.run('/kick', { user: ana })).rejects.toThrow();
  expect(told(ana)).toEqual([]);

  function topOf(member: typeof mod): number {
    const { tables } = open.stage.discord.world;
    return Math.max(...member.json.roles.map((id) => tables.role.get(id)?.position ?? 0));
  }
});

test('GIVEN a protected role WHEN a moderator warns its member THEN only the owner may', async () => {
  const { guild, mod, bob, configure } = await open.scene({}, { roles: ['Press'] });
  await configure('moderation', { protectedRoles: [guild.role('Press').id] });
  await bob.giveRole('Press');
  expect((await mod.run('/warn', { user: bob })).content).toBe(
    '⛔ They have a role that this server’s admins protect.',
  );
  expect((await guild.owner.run('/warn', { user: bob })).content).toContain('was warned');
});

test('GIVEN a required reason WHEN none is given THEN the moderator is asked for one', async () => {
  const { mod, bob } = await open.scene({ reasonRequired: true });
  expect((await mod.run('/kick', { user: bob })).content).toBe(
    '⛔ This server wants a reason: say what it is for.',
  );
  expect((await mod.run('/kick', { user: bob, reason: 'Spam' })).content).toContain('was kicked');
});

test('GIVEN a duration that is none WHEN a timeout is tried THEN the answer says how to write it', async () => {
  const { mod, bob } = await open.scene();
  for (const duration of ['soon', '5 s', '400 d']) {
    expect((await mod.run('/timeout', { user: bob, duration })).content).toContain('That is no duration.');
  }
  const offered = await mod.autocomplete('/timeout', 'duration', '2h30');
  expect(offered).toEqual([{ name: '2 hours 30 minutes', value: '2h30' }]);
});

test('GIVEN a bot below Bob WHEN he is kicked THEN the answer says what an admin must do', async () => {
  const { guild, bob } = await open.scene({}, { roles: ['High'] });
  const role = guild.role('High');
  const { world } = open.stage.discord;
  const before = world.tables.role.get(role.id);
  if (!before) throw new Error('the role is there');
  world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position: 99 }), before });
  await bob.giveRole('High');
  await open.stage.idle();
  const reply = await guild.owner.run('/kick', { user: bob });
  expect(reply.content).toContain('not below the bot’s');
  expect(bob.isMember).toBe(true);
});

test('GIVEN a French server WHEN Bob is banned THEN he is told in French, and the moderator in their own language', async () => {
  const { guild, mod, bob, told } = await open.scene();
  await speakFrench(guild);
  mod.speaks('fr');
  const reply = await mod.run('/ban', { user: bob, duration: '2 j' });
  expect(reply.content).toBe(`✅ <@${bob.id}> est banni : dossier 1. Durée : 2\u00A0jours.`);
  expect(told(bob)[0]?.title).toBe(`Vous êtes banni de ${guild.name}`);
});

async function speakFrench(guild: VirtualGuild): Promise<void> {
  const admin = await signIn(open.stage.guildhall, guild.owner);
  const path = `/api/v1/guilds/${guild.id}/settings`;
  const now = await admin.fetch(path);
  const answer = await admin.fetch(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': now.headers.get('etag') ?? '' },
    body: JSON.stringify({ language: 'fr' }),
  });
  expect(answer.status).toBe(200);
  await open.stage.idle();
}
