import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { announced, manage, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways], installed: [] });
});
afterAll(() => stage.close());

const scene = (config: Record<string, unknown> = {}) =>
  stage.guild({
    channels: ['general', 'prizes'],
    config: { giveaways: config },
    installed: ['giveaways'],
  });

test('GIVEN a member without Manage Server WHEN they start a giveaway THEN they can’t', async () => {
  const { ana } = await scene();
  await expect(ana.run('/giveaway list')).rejects.toThrow();
});

test('GIVEN another channel, winners and a text WHEN a giveaway is started THEN it is there, with all of it', async () => {
  const here = await scene();
  const { guild } = here;
  const message = await started(here, {
    channel: guild.channel('prizes'),
    prize: 'Two cakes',
    winners: 2,
    text: 'Baked today.',
  });
  expect(here.ana.in('prizes').messages()).toHaveLength(1);
  const text = shown(message);
  expect(text).toContain('🎉 Two cakes');
  expect(text).toContain('Baked today.');
  expect(text).toContain('"name":"Winners","value":"2"');
  expect(text).toMatch(/sealed with [0-9a-f]{64}/);
});

test.each(['soon', '1s', '400d', '-1h'])(
  'GIVEN the duration “%s” WHEN a giveaway is started THEN it is refused',
  async (duration) => {
    const { guild } = await scene();
    const reply = await guild.owner
      .in('general')
      .run('/giveaway start', { prize: 'Cake', duration, winners: 1 });
    expect(reply.content).toContain('no duration between 10 seconds and 366 days');
    expect(reply.ephemeral).toBe(true);
    expect(
      guild.owner
        .in('general')
        .messages()
        .filter(({ json }) => JSON.stringify(json.embeds) !== '[]'),
    ).toEqual([]);
  },
);

test('GIVEN durations as people write them WHEN they are typed THEN they are suggested, and read', async () => {
  const here = await scene();
  const { owner } = here.guild;
  expect((await owner.autocomplete('/giveaway start', 'duration', '1')).map(({ name }) => name)).toContain(
    '1 d',
  );
  expect((await owner.autocomplete('/giveaway start', 'duration', '90m'))[0]).toEqual({
    name: '90m',
    value: '90m',
  });
  const message = await started(here, { duration: '90m' });
  await stage.advance('89min');
  expect(shown(message)).toContain('Ends ');
  await stage.advance('1min');
  expect(shown(message)).toContain('Ended ');
});

test('GIVEN the form WHEN an admin fills it in THEN the giveaway starts; with a mistake in it, they are told', async () => {
  const here = await scene();
  const { owner } = here.guild;
  const open = () => owner.in('general').run('/giveaway create', { channel: here.guild.channel('prizes') });
  const form = await open();
  expect(form.modal?.title).toBe('New giveaway');
  const fields = { prize: 'Pie', duration: '2 h', winners: '3', text: '' };
  const done = await form.submit(fields);
  expect(done.content).toContain('is on: **Pie**');
  expect(shown(here.ana.in('prizes').messages()[0] as never)).toContain('"name":"Winners","value":"3"');
  expect((await (await open()).submit({ ...fields, duration: 'long' })).content).toContain('no duration');
  expect((await (await open()).submit({ ...fields, winners: '51' })).content).toContain('1 to 50');
  expect((await (await open()).submit({ ...fields, winners: 'x' })).content).toContain('1 to 50');
});

test('GIVEN a template WHEN a giveaway is started with it THEN it has its look and rules; an unknown one is refused', async () => {
  const here = await stage.guild({
    roles: ['Gold'],
    installed: ['giveaways'],
    config: (guild) => ({
      giveaways: {
        templates: [
          {
            name: 'Nitro night',
            emoji: '💎',
            text: 'Every Friday.',
            winners: 4,
            requirements: { roles: [guild.role('Gold').id] },
          },
        ],
      },
    }),
  });
  const { owner } = here.guild;
  expect(await owner.autocomplete('/giveaway start', 'template', 'nit')).toEqual([
    { name: 'Nitro night', value: 'Nitro night' },
  ]);
  const message = await started(here, { template: 'nitro night', winners: 2 });
  const text = shown(message);
  expect(text).toContain('💎 Cake');
  expect(text).toContain('Every Friday.');
  expect(text, 'what is said beats the template').toContain('"name":"Winners","value":"2"');
  expect((await press(here.ana, message)).content).toContain('You need the role');
  const form = await owner.in('general').run('/giveaway create', { template: 'Nitro night' });
  expect(JSON.stringify(form.modal?.components)).toContain('Every Friday.');
  const unknown = { prize: 'Pie', duration: '1h', winners: 1, template: 'nope' };
  expect((await owner.in('general').run('/giveaway start', unknown)).content).toContain('no such template');
});

test('GIVEN a giveaway WHEN it is edited THEN prize, winners, text, rules and end change, and the message shows it', async () => {
  const here = await scene();
  const message = await started(here);
  const done = await manage(here, 'edit', {
    prize: 'Pie',
    winners: 3,
    text: 'Better.',
    duration: '3h',
    account_days: 400,
  });
  expect(done).toBe('**Pie** has been changed.');
  const text = shown(message);
  for (const part of ['🎉 Pie', 'Better.', '"value":"3"', 'at least 400 days old'])
    expect(text).toContain(part);
  expect(text, 'its button is still there').toContain('Enter');
  expect((await press(here.ana, message)).content).toContain('too young');
  await stage.advance('2h');
  expect(announced(here)).toEqual([]);
  await stage.advance('1h');
  expect(announced(here)).toHaveLength(1);
  expect(await manage(here, 'edit', { prize: 'Too late' })).toContain('is over and can’t be changed');
  expect(await manage(here, 'edit', { duration: 'x' })).toContain('no duration');
});

test('GIVEN a shorter end WHEN a giveaway is edited THEN it ends then, once', async () => {
  const here = await scene();
  const message = await started(here, { duration: '5 d' });
  await press(here.ana, message);
  await manage(here, 'edit', { duration: '10s' });
  await stage.advance('10s');
  expect(announced(here)).toHaveLength(1);
  await stage.advance('5d');
  expect(announced(here)).toHaveLength(1);
});

test('GIVEN a pause of two days WHEN the giveaway goes on THEN it ends two days later, and nobody entered meanwhile', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  await stage.advance('30min');
  expect(await manage(here, 'pause')).toBe('**Cake** is paused.');
  expect(shown(message)).toContain('Paused');
  await expect(press(here.bob, message), 'the button is off').rejects.toThrow();
  expect(await manage(here, 'pause')).toContain('can’t be paused');
  await stage.advance('2d');
  expect(announced(here)).toEqual([]);
  expect(await manage(here, 'resume')).toBe('**Cake** goes on.');
  expect(await manage(here, 'resume')).toContain('is not paused');
  await stage.advance('29min');
  expect(announced(here)).toEqual([]);
  await stage.advance('1min');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
});

test('GIVEN a paused giveaway WHEN its duration is edited THEN so much is left when it goes on', async () => {
  const here = await scene();
  await press(here.ana, await started(here));
  await manage(here, 'pause');
  await manage(here, 'edit', { duration: '5min' });
  await stage.advance('1d');
  await manage(here, 'resume');
  await stage.advance('4min');
  expect(announced(here)).toEqual([]);
  await stage.advance('1min');
  expect(announced(here)).toHaveLength(1);
});

test('GIVEN a giveaway WHEN it is ended by hand, twice THEN it is drawn once, and its time comes for nothing', async () => {
  const here = await scene();
  await press(here.ana, await started(here));
  const both = await Promise.all([manage(here, 'end'), manage(here, 'end')]);
  expect(both).toContain('**Cake** has ended.');
  await stage.advance('1h');
  expect(announced(here)).toHaveLength(1);
  expect(await manage(here, 'end')).toContain('is over already');
});

test('GIVEN a giveaway WHEN it is called off THEN nobody wins, and its message says so', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  expect(await manage(here, 'cancel')).toBe('**Cake** has been called off.');
  expect(shown(message)).toContain('called off');
  expect(shown(message)).not.toContain('Enter');
  expect(await manage(here, 'cancel')).toContain('is over already');
  expect(await manage(here, 'end')).toContain('is over already');
  expect(await manage(here, 'reroll')).toContain('has not ended yet');
  await stage.advance('1h');
  expect(announced(here)).toEqual([]);
});

test('GIVEN ended giveaways WHEN they are rerolled THEN nobody wins twice, until nobody is left', async () => {
  const here = await scene();
  const members = Array.from({ length: 5 }, (_, index) => here.guild.member(`member-${index}`));
  const message = await started(here);
  for (const member of members) await press(member, message);
  await manage(here, 'end');
  expect(await manage(here, 'reroll')).toContain('Drawn again for **Cake**: <@');
  await manage(here, 'reroll', { count: 2 });
  await manage(here, 'reroll', { count: 2 });
  const won = announced(here).flatMap(winnersIn);
  expect(new Set(won).size).toBe(won.length);
  expect([...won].sort()).toEqual(members.map(({ id }) => id).sort());
  expect(await manage(here, 'reroll')).toBe('There is nobody left to draw for **Cake**.');
  expect(shown(message).match(/<@\d+>/g)?.length, 'all five, and the host').toBe(6);
});

test('GIVEN a winner who is replaced WHEN it is drawn again THEN one other wins, and the message names them only', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  await press(here.bob, message);
  await manage(here, 'end');
  const [first] = winnersIn(announced(here)[0]);
  const loser = first === here.ana.id ? here.ana : here.bob;
  const other = first === here.ana.id ? here.bob : here.ana;
  expect(await manage(here, 'reroll', { user: other })).toContain('hold no prize');
  expect(await manage(here, 'reroll', { user: loser, count: 5 })).toContain(other.id);
  expect(shown(message)).toContain(`Winners: <@${other.id}>"`);
});

test('GIVEN the menu on a message WHEN it is a giveaway, its announcement, or neither THEN it is drawn again, or not', async () => {
  const here = await scene();
  const { owner } = here.guild;
  const message = await started(here);
  for (const name of ['one', 'two', 'three']) await press(here.guild.member(name), message);
  const menu = (on: { id: string }) => owner.contextMenu('Reroll giveaway', on as never);
  expect((await menu(message)).content).toContain('has not ended');
  await manage(here, 'end');
  expect((await menu(message)).content).toContain('Drawn again');
  const announcement = owner
    .in('general')
    .messages()
    .find(({ content }) => content.includes('you’ve won'));
  expect(JSON.stringify(announcement?.json.components), 'nobody has said where its page is').not.toContain(
    'url',
  );
  expect((await menu(announcement as never)).content).toContain('Drawn again');
  const chat = await here.ana.in('general').say('hi');
  expect((await menu(chat)).content).toBe('This message is no giveaway.');
  expect(announced(here)).toHaveLength(3);
});

test('GIVEN a drop WHEN members press at once THEN the first have it, one each, and it is over', async () => {
  const here = await scene();
  const members = Array.from({ length: 6 }, (_, index) => here.guild.member(`quick-${index}`));
  const message = await started(here, { prize: 'Code', winners: 3 }, 'drop');
  expect((await press(here.ana, message, 'Take it')).content).toBe('You’ve got it: **Code**!');
  expect((await press(here.ana, message, 'Take it')).content).toBe('You’ve got **Code** already.');
  const replies = await Promise.all(members.map((member) => press(member, message, 'Take it')));
  const got = replies.filter(({ content }) => content.startsWith('You’ve got it')).length;
  expect(got).toBe(2);
  expect(replies.filter(({ content }) => content.startsWith('Too late'))).toHaveLength(4);
  await stage.idle();
  const [text, ...more] = announced(here);
  expect(more).toEqual([]);
  expect(winnersIn(text)).toHaveLength(3);
  expect(winnersIn(text)).toContain(here.ana.id);
  expect(shown(message)).not.toContain('Take it');
  expect(await manage(here, 'reroll')).toContain('was a drop');
});

test('GIVEN a drop that not enough want WHEN its time is over THEN who took one has won', async () => {
  const here = await scene();
  const message = await started(here, { prize: 'Code', winners: 3, duration: '1 h' }, 'drop');
  await press(here.bob, message, 'Take it');
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.bob.id]);
  expect(announced(here)[0]).toContain('Only 1 of 3');
});

test('GIVEN giveaways WHEN they are listed THEN those that go on and those that are over are, a page at a time', async () => {
  const here = await scene();
  const { owner } = here.guild;
  const list = (values = {}) => owner.run('/giveaway list', values);
  expect((await list()).content).toBe('No giveaway is going on.');
  expect((await list({ shown: 'over' })).content).toBe('No giveaway is over yet.');
  for (let number = 1; number <= 12; number += 1)
    await started(here, { prize: `Prize ${number}`, duration: `${number} h` });
  const pages = await list();
  const lines = () => String(pages.embeds[0]?.description).split('\n');
  expect(lines()).toHaveLength(10);
  expect(lines()[0]).toContain('**#1** Prize 1 ·');
  await pages.click('▶');
  expect(lines()).toHaveLength(2);
  await stage.advance('1h');
  const over = await list({ shown: 'over' });
  expect(over.embeds[0]?.description).toContain('**#1** Prize 1 ·');
  expect(over.embeds[0]?.description).toContain('0 entries · ended');
});

test('GIVEN 25 entries WHEN they are listed THEN twenty are on a page, first come first', async () => {
  const here = await scene();
  const message = await started(here);
  expect((await here.guild.owner.run('/giveaway entries', { giveaway: '1' })).content).toContain(
    'Nobody has',
  );
  const members = Array.from({ length: 25 }, (_, index) => here.guild.member(`m-${index}`));
  for (const member of members) await press(member, message);
  const pages = await here.guild.owner.run('/giveaway entries', { giveaway: '1' });
  const ids = () => Array.from(String(pages.embeds[0]?.description).matchAll(/<@(\d+)>/g), ([, id]) => id);
  const first = ids();
  expect(first).toHaveLength(20);
  await pages.click('▶');
  expect([...first, ...ids()].sort()).toEqual(members.map(({ id }) => id).sort());
});

test('GIVEN a giveaway WHEN it is named by number, link or id THEN it is found; anything else is not', async () => {
  const here = await scene();
  const message = await started(here);
  const { guild } = here;
  const link = `https://discord.com/channels/${guild.id}/${guild.channel('general').id}/${message.id}`;
  for (const giveaway of ['1', '#1', message.id, link]) {
    expect((await guild.owner.run('/giveaway entries', { giveaway })).content).toContain('Nobody has');
  }
  const [suggested] = await guild.owner.autocomplete('/giveaway end', 'giveaway', 'cake');
  expect(suggested?.name).toBe('#1 Cake');
  expect(
    (await guild.owner.run('/giveaway entries', { giveaway: String(suggested?.value) })).content,
  ).toContain('Nobody');
  for (const giveaway of ['2', 'nonsense', '123456789012345678']) {
    expect((await guild.owner.run('/giveaway entries', { giveaway })).content).toContain('no such giveaway');
  }
});

test('GIVEN as many giveaways as may be WHEN one more is started THEN it is refused, also of two at once', async () => {
  const here = await scene({ maxActive: 2 });
  await started(here);
  const start = () =>
    here.guild.owner.in('general').run('/giveaway start', { prize: 'Pie', duration: '1h', winners: 1 });
  const replies = (await Promise.all([start(), start()])).map(({ content }) => content);
  expect(replies.filter((text) => text.includes('is on'))).toHaveLength(1);
  expect(replies.filter((text) => text.includes('2 giveaways going on already'))).toHaveLength(1);
  await manage(here, 'cancel');
  expect((await start()).content).toContain('is on');
});

test('GIVEN a channel that the bot, or the member, can’t write in WHEN a giveaway is started there THEN they are told, and nothing is left', async () => {
  const here = await stage.guild({
    installed: ['giveaways'],
    roles: [{ name: 'Host', permissions: ['ManageGuild'] }],
    channels: ['general', { name: 'closed', overwrites: [{ for: '@everyone', deny: ['SendMessages'] }] }],
  });
  const { guild, ana } = here;
  guild.addChannel({ name: 'mute', overwrites: [{ for: 'Guildhall', deny: ['SendMessages'] }] });
  await stage.idle();
  await ana.giveRole('Host');
  const start = (channel: string) =>
    ana
      .in('general')
      .run('/giveaway start', { prize: 'Pie', duration: '1h', winners: 1, channel: guild.channel(channel) });
  expect((await start('closed')).content).toContain('You can’t write in');
  expect((await start('mute')).content).toContain('I can’t write in');
  expect((await ana.run('/giveaway list')).content).toBe('No giveaway is going on.');
});

test('GIVEN a server that speaks English WHEN somebody who speaks French starts and enters THEN they read French, and everybody English', async () => {
  const here = await scene();
  const { owner } = here.guild;
  owner.speaks('fr');
  const reply = await owner
    .in('general')
    .run('/giveaway start', { prize: 'Gâteau', duration: '1 j', winners: 1 });
  expect(reply.content).toContain('est lancé');
  const [message] = here.ana.in('general').messages();
  expect(shown(message as never), 'what everybody reads').toContain('"label":"Enter"');
  here.ana.speaks('fr');
  expect((await press(here.ana, message as never)).content).toContain('Vous participez');
});
