import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { announced, manage, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways], installed: [], publicUrl: 'https://bot.example.org' });
});
afterAll(() => stage.close());

const scene = (config: Record<string, unknown> = {}) =>
  stage.guild({
    roles: ['Gold'],
    channels: ['general', 'prizes'],
    config: { giveaways: config },
    installed: ['giveaways'],
  });
type Here = Awaited<ReturnType<typeof scene>>;

const problems = async (here: Here) => (await here.installation('giveaways'))?.problems ?? [];
/** Direct messages of the bot that somebody has got about this guild. */
const directTo = (here: Here, member: Here['ana']): string[] => {
  const { message, channel } = stage.discord.world.tables;
  return [...message.values()]
    .filter(({ guild_id, channel_id, content }) => {
      const isTheirs = JSON.stringify(channel.get(channel_id) ?? '').includes(member.id);
      return guild_id === null && isTheirs && content.includes(`in ${here.guild.name}!`);
    })
    .map(({ content }) => content);
};

/** Addresses that the buttons of a message open. */
const linksOn = ({ json }: ReturnType<ReturnType<Here['ana']['in']>['messages']>[number]): string[] =>
  Array.from(JSON.stringify(json.components ?? []).matchAll(/"url":"([^"]+)"/g), (match) => match[1] ?? '');
/** The guild's giveaway, as it is kept. */
const stored = (here: Here) =>
  stage.guildhall.database
    .db()
    .collection<{ id: string }>('plugin_giveaways_giveaways')
    .findOne({ '_id.g': here.guild.id } as never);

test('GIVEN fewer members than winners WHEN it ends THEN all of them win, and it is said', async () => {
  const here = await scene();
  const message = await started(here, { winners: 5 });
  await press(here.ana, message);
  await press(here.bob, message);
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0]).sort()).toEqual([here.ana.id, here.bob.id].sort());
  expect(announced(here)[0]).toContain('Only 2 of 5 could be drawn.');
});

test('GIVEN nobody WHEN it ends THEN it is said once, and nothing can be drawn again', async () => {
  const here = await scene();
  const message = await started(here);
  await stage.advance('1h');
  expect(announced(here)).toEqual([expect.stringContaining('nobody has won')]);
  expect(shown(message)).toContain('Nobody has won.');
  expect(await manage(here, 'reroll')).toContain('nobody left');
});

test('GIVEN a plugin that is off when the time comes WHEN it is switched on THEN the giveaway ends', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  await here.setEnabled('giveaways', false);
  await stage.advance('2h');
  expect(announced(here)).toEqual([]);
  await here.setEnabled('giveaways', true);
  await stage.idle();
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
});

test('GIVEN a message that is deleted WHEN it ends THEN it is drawn and announced all the same', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  await here.guild.owner.delete(message);
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
  expect(await problems(here)).toEqual([]);
});

test('GIVEN a channel that is deleted WHEN it ends THEN the draw is kept, and admins see what to do', async () => {
  const here = await scene();
  const { guild } = here;
  const message = await started(here, { channel: guild.channel('prizes') });
  await press(here.ana, message);
  const { world } = stage.discord;
  const channel = world.tables.channel.get(guild.channel('prizes').id);
  if (!channel) throw new Error('there is no channel');
  world.tables.channel.delete(channel.id);
  world.emit({ type: 'channelDelete', channel });
  await stage.advance('1h');
  await stage.advance('1min');
  expect(await problems(here)).toMatchObject([{ code: 'ANNOUNCEMENT_REFUSED', count: 1 }]);
  expect(directTo(here, here.ana)).toEqual([expect.stringContaining('You’ve won **Cake**')]);
  const list = await guild.owner.run('/giveaway list', { shown: 'over' });
  expect(list.embeds[0]?.description).toContain('1 entry · ended');
});

test('GIVEN a role that is lost after entering WHEN it is drawn THEN they are passed over, and /why tells them', async () => {
  const here = await scene();
  const { guild, ana, bob } = here;
  await ana.giveRole('Gold');
  await bob.giveRole('Gold');
  const message = await started(here, { role: guild.role('Gold'), winners: 2 });
  await press(ana, message);
  await press(bob, message);
  await ana.removeRole('Gold');
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([bob.id]);
  const said = (await ana.run('/why')).content;
  expect(
    said.split(`not in “Cake”: the role <@&${guild.role('Gold').id}> is needed`),
    'said once',
  ).toHaveLength(2);
});

test('GIVEN members who leave WHEN it is drawn THEN they can’t win; who came back must have entered again', async () => {
  const here = await scene();
  const { guild, ana, bob } = here;
  const carl = guild.member('carl');
  const message = await started(here, { winners: 3 });
  for (const member of [ana, bob, carl]) await press(member, message);
  await stage.advance('10min');
  await ana.leave();
  await bob.leave();
  await bob.rejoin();
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([carl.id]);
});

test('GIVEN that leaving ends no entry WHEN a member comes back THEN they can win', async () => {
  const here = await scene({ removeOnLeave: false });
  const message = await started(here);
  await press(here.bob, message);
  await stage.advance('10min');
  await here.bob.leave();
  await here.bob.rejoin();
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.bob.id]);
});

test('GIVEN stricter rules than when members entered WHEN it is drawn THEN the rules of the end hold', async () => {
  const here = await scene();
  const { guild, ana, bob } = here;
  await bob.giveRole('Gold');
  const message = await started(here, { winners: 2 });
  await press(ana, message);
  await press(bob, message);
  await manage(here, 'edit', { role: guild.role('Gold') });
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([bob.id]);
});

test('GIVEN a double click WHEN it arrives at once THEN it is one entry', async () => {
  const here = await scene();
  const message = await started(here);
  const replies = await Promise.all([1, 2, 3, 4].map(() => press(here.ana, message)));
  expect(replies.filter(({ content }) => content.includes('You’re'))).toHaveLength(4);
  const pages = await here.guild.owner.run('/giveaway entries', { giveaway: '1' });
  expect(pages.embeds[0]).toMatchObject({ title: 'Cake: 1 entry' });
});

test('GIVEN who is in WHEN they press again and leave THEN they are out, and may come back', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  const again = await press(here.ana, message);
  expect(again.ephemeral).toBe(true);
  const stale = await press(here.ana, message);
  expect((await again.click('Leave')).content).toBe('You’re out of **Cake**.');
  expect((await stale.click('Leave')).content).toBe('You weren’t in for **Cake**.');
  expect((await press(here.ana, message)).content).toContain('You’re in for');
  const open = await press(here.ana, message);
  await manage(here, 'end');
  expect((await open.click('Leave')).content, 'too late to leave').toBe('This giveaway is over.');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
});

test('GIVEN a prize to be claimed WHEN the winner claims in time THEN it is theirs, and nobody else’s', async () => {
  const here = await scene({ claimMinutes: 30 });
  const message = await started(here);
  await press(here.ana, message);
  await press(here.bob, message);
  await stage.advance('1h');
  const [id] = winnersIn(announced(here)[0]);
  const [winner, other] = id === here.ana.id ? [here.ana, here.bob] : [here.bob, here.ana];
  expect(announced(here)[0]).toContain('Claim it');
  expect(directTo(here, winner)).toEqual([expect.stringContaining('Claim it in')]);
  const announcement = here.ana.in('general').messages().at(-1);
  if (!announcement) throw new Error('nothing was announced');
  expect((await press(other, announcement, 'Claim')).content).toBe('This prize isn’t yours.');
  expect((await press(winner, announcement, 'Claim')).content).toBe('It’s yours: **Cake**.');
  await stage.idle();
  expect(announced(here)[0], 'nothing is left to claim').not.toContain('Claim it');
  expect(winnersIn(announced(here)[0])).toEqual([winner.id]);
  const edited = here.ana
    .in('general')
    .messages()
    .find(({ id }) => id === announcement.id);
  expect(edited?.json.mentions, 'it stays marked for who has won').toMatchObject([{ id: winner.id }]);
  await expect(press(winner, announcement, 'Claim'), 'its button is gone').rejects.toThrow();
  expect((await press(winner, announcement, 'How was it drawn?')).ephemeral).toBe(true);
  await stage.advance('31min');
  expect(announced(here)).toHaveLength(1);
});

test('GIVEN two winners WHEN one of them has claimed THEN the other still can, who may not do so twice', async () => {
  const here = await scene({ claimMinutes: 30 });
  const message = await started(here, { winners: 2 });
  await press(here.ana, message);
  await press(here.bob, message);
  await stage.advance('1h');
  const announcement = here.ana.in('general').messages().at(-1) ?? { id: '' };
  expect((await press(here.ana, announcement, 'Claim')).content).toContain('It’s yours');
  expect((await press(here.ana, announcement, 'Claim')).content).toBe('You have claimed it already.');
  await stage.idle();
  expect(announced(here)[0]).toContain('Claim it');
  expect((await press(here.bob, announcement, 'Claim')).content).toContain('It’s yours');
  await stage.idle();
  expect(announced(here)[0]).not.toContain('Claim it');
});

test('GIVEN a prize that nobody claims WHEN the time is over THEN others are drawn for it, until nobody is left', async () => {
  const here = await scene({ claimMinutes: 30 });
  const message = await started(here);
  await press(here.ana, message);
  await press(here.bob, message);
  await stage.advance('1h');
  const first = winnersIn(announced(here)[0]);
  const announcement = here.ana.in('general').messages().at(-1);
  await stage.advance('30min');
  const second = winnersIn(announced(here)[1]);
  expect([...first, ...second].sort()).toEqual([here.ana.id, here.bob.id].sort());
  const loser = first[0] === here.ana.id ? here.ana : here.bob;
  expect(announced(here)[0], 'of the round that is over').not.toContain('Claim it');
  await expect(press(loser, announcement ?? { id: '' }, 'Claim')).rejects.toThrow();
  expect(shown(message)).toContain(`Winners: <@${second[0]}>`);
  expect((await loser.run('/why')).content).toContain('was not claimed in time');
  await stage.advance('30min');
  expect(announced(here)[2]).toContain('nobody left');
  await stage.advance('2h');
  expect(announced(here)).toHaveLength(3);
});

test('GIVEN winners WHEN they are told privately THEN each is, once; and nobody where that is off', async () => {
  const here = await scene();
  await press(here.ana, await started(here));
  await stage.advance('1h');
  expect(directTo(here, here.ana)).toEqual([expect.stringContaining('You’ve won **Cake**')]);
  await here.configure('giveaways', { dmWinners: false });
  await press(here.ana, await started(here, { prize: 'Pie' }));
  await stage.advance('1h');
  expect(directTo(here, here.ana)).toHaveLength(1);
  expect(announced(here)).toHaveLength(2);
});

test('GIVEN a draw WHEN members ask how it was drawn THEN it is checked again; where nothing is published, they are told', async () => {
  const here = await scene();
  const message = await started(here);
  for (const member of [here.ana, here.bob, here.guild.owner]) await press(member, message);
  await manage(here, 'end');
  await manage(here, 'reroll');
  const told = here.ana
    .in('general')
    .messages()
    .filter(({ content }) => content.includes('you’ve won'));
  for (const [index, announcement] of told.entries()) {
    const proof = await press(here.bob, announcement, 'How was it drawn?');
    const text = JSON.stringify(proof.embeds);
    expect(text).toContain(`Draw ${index + 1} of giveaway #1`);
    expect(text.match(/✅/g)).toHaveLength(4);
    expect(text).not.toContain('❌');
  }
  const { id } = (await stored(here)) ?? {};
  const pages = `https://bot.example.org/g/${here.guild.id}/giveaways/draws`;
  expect(told.map((announcement) => linksOn(announcement))).toEqual([
    [`${pages}/${id}-1`],
    [`${pages}/${id}-2`],
  ]);
  expect(JSON.stringify(told[0]?.json.components)).toContain('Verify this draw');
  const secret = await scene({ commitReveal: false });
  const hidden = await started(secret);
  expect(shown(hidden)).not.toContain('sealed');
  await press(secret.ana, hidden);
  await manage(secret, 'end');
  const announcement = secret.ana.in('general').messages().at(-1);
  expect(announcement?.content).not.toContain('seed');
  expect(announcement && linksOn(announcement)).toEqual([]);
  expect((await press(secret.bob, announcement ?? { id: '' }, 'How was it drawn?')).content).toContain(
    'not published',
  );
});

test('GIVEN members’ data that is erased WHEN it is drawn again and verified THEN they can’t win, and the proof still holds', async () => {
  const here = await scene();
  const message = await started(here);
  for (const member of [here.ana, here.bob, here.guild.owner]) await press(member, message);
  await manage(here, 'end');
  const [winner] = winnersIn(announced(here)[0]);
  const gone = [here.ana, here.bob].find(({ id }) => id !== winner) ?? here.ana;
  await stage.guildhall.database
    .db()
    .collection('plugin_giveaways_entries')
    .deleteMany({ '_id.userId': gone.id } as never);
  await manage(here, 'reroll', { count: 5 });
  const won = announced(here).flatMap(winnersIn);
  expect(won).not.toContain(gone.id);
  expect(won).toHaveLength(2);
  const announcement = here.ana.in('general').messages().at(-1);
  const proof = await press(here.bob, announcement ?? { id: '' }, 'How was it drawn?');
  expect(JSON.stringify(proof.embeds).match(/✅/g)).toHaveLength(4);
});

test('GIVEN Discord that fails for a while WHEN it ends THEN it is announced when it answers again, once', async () => {
  const here = await scene();
  await press(here.ana, await started(here));
  stage.discord.faults.next('POST /channels/*/messages', 500, 14);
  await stage.advance('1h');
  await stage.advance('11min');
  await stage.advance('11min');
  expect(announced(here)).toHaveLength(1);
});

test('GIVEN a process that died before it noted the giveaway’s message WHEN somebody presses THEN it is found, and goes on', async () => {
  const here = await scene();
  const message = await started(here);
  await stage.guildhall.database
    .db()
    .collection('plugin_giveaways_giveaways')
    .updateOne({ '_id.g': here.guild.id } as never, { $set: { status: 'starting', messageId: '' } });
  expect((await press(here.ana, message)).content).toContain('You’re in');
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
  expect(shown(message)).toContain('Winners: ');
});

test('GIVEN a giveaway whose message was never written WHEN ten minutes are over THEN it is called off', async () => {
  const here = await scene();
  await started(here);
  await stage.guildhall.database
    .db()
    .collection('plugin_giveaways_giveaways')
    .updateOne({ '_id.g': here.guild.id } as never, { $set: { status: 'starting', messageId: '' } });
  await stage.advance('21min');
  expect((await here.guild.owner.run('/giveaway list')).content).toBe('No giveaway is going on.');
});
