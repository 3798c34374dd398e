import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiscord, type DiscordSimulator, type VirtualGuild } from '@guildhall/discord-simulator';
import type { Client, Interaction } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../src/control/openapi.ts';
import type { AnswerOf } from '../src/control/protocol.ts';
import { requests } from '../src/control/requests.ts';
import { Closing, startBot, startDiscord } from './bots.ts';
import { ControlClient } from './control-client.ts';

const closing = new Closing();
const control = new ControlClient(closing, () => discord);
let discord: DiscordSimulator;
let client: Client<true>;
let made: AnswerOf<'guild'>;
let guild: VirtualGuild;
let ana: string;
let bob: string;
let general: string;

beforeAll(async () => {
  discord = await startDiscord(closing);
  // A whole world is made from outside, as a test in another language makes it.
  const application = await control.ask('application', { name: 'Helper' });
  made = await control.ask('guild', {
    name: 'Library',
    owner: 'ana',
    roles: [{ name: 'Librarian', permissions: ['ManageMessages', 'ManageThreads'], color: 0x2e86c1 }],
    channels: [
      { name: 'general' },
      { name: 'questions', type: 'forum' },
      { name: 'Reading room', type: 'voice' },
    ],
  });
  ana = made.ownerId;
  bob = (await control.ask('join', { guildId: made.guildId, username: 'bob' })).userId;
  general = made.channels.general ?? '';
  guild = discord.guild('Library');
  client = await startBot(closing, discord, { token: application.token });
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.application.commands.set([
    {
      name: 'describe',
      description: 'Describes a file',
      options: [{ type: 11, name: 'file', description: 'Which', required: true }],
    },
    { name: 'apply', description: 'A modal with every kind of field' },
    { name: 'think', description: 'Answers later' },
  ]);
});
afterAll(() => closing.close());

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isModalSubmit()) {
    const read = interaction.components.flatMap((row) =>
      'component' in row ? [JSON.parse(JSON.stringify(row.component)) as Record<string, unknown>] : [],
    );
    await interaction.reply(read.map((it) => JSON.stringify(it.value ?? it.values)).join(' '));
  } else if (!interaction.isChatInputCommand()) return;
  else if (interaction.commandName === 'describe') {
    const file = interaction.options.getAttachment('file', true);
    await interaction.reply(`${file.name}: ${file.size} bytes`);
  } else if (interaction.commandName === 'think') {
    await interaction.deferReply();
    await interaction.editReply('A thought');
    await interaction.followUp('And another');
  } else {
    await client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: 9, data: everyField },
      auth: false,
    });
  }
}

const everyField = {
  custom_id: 'apply',
  title: 'Apply',
  components: [
    { type: 18, label: 'Why', component: { type: 4, custom_id: 'why', style: 2 } },
    { type: 18, label: 'Proof', component: { type: 19, custom_id: 'proof', required: false } },
    {
      type: 18,
      label: 'Shift',
      component: {
        type: 21,
        custom_id: 'shift',
        options: [
          { label: 'Early', value: 'early' },
          { label: 'Late', value: 'late' },
        ],
      },
    },
    {
      type: 18,
      label: 'Skills',
      component: {
        type: 22,
        custom_id: 'skills',
        min_values: 1,
        options: [
          { label: 'Reading', value: 'reading' },
          { label: 'Writing', value: 'writing' },
        ],
      },
    },
    { type: 18, label: 'I agree', component: { type: 23, custom_id: 'agree' } },
  ],
};

const text = {
  filename: 'notes.txt',
  contentType: 'text/plain',
  base64: Buffer.from('twelve bytes').toString('base64'),
};

describe('a program in another language', () => {
  it('reads the description of every operation, made of what checks the requests', async () => {
    const answered = await fetch(`${discord.origin}/control/openapi.json`, {
      headers: { authorization: `Bearer ${discord.controlToken}` },
    });
    expect(answered.status).toBe(200);
    const document = (await answered.json()) as { paths: Record<string, unknown> };
    expect(document).toEqual(openApiDocument());
    for (const name of Object.keys(requests)) expect(document.paths).toHaveProperty([`/control/${name}`]);
    const used = new Set(JSON.stringify(document).match(/#\/components\/schemas\/\w+/g));
    for (const reference of used) {
      expect(document).toHaveProperty(reference.slice(2).split('/'));
    }
    expect(used.size).toBeGreaterThan(15);
    expect(JSON.stringify(document)).not.toMatch(/\$defs|"~standard"/);
  });

  it('builds a world, and finds it again by the same names', async () => {
    expect(made.roles).toHaveProperty('Librarian');
    expect(await control.ask('guild', { name: 'Library' })).toEqual(made);
    const wrong = await control.refusalOf('guild', {
      name: 'Library',
      channels: [{ name: 'shelf', parent: 'Nowhere' }],
    });
    expect(wrong).toMatchObject({ status: 404, message: expect.stringContaining('Nowhere') });
    const { channelId } = await control.ask('createChannel', {
      guildId: made.guildId,
      channel: { name: 'cellar', overwrites: [{ for: '@everyone', deny: ['ViewChannel'] }] },
    });
    expect(
      await control.refusalOf('createChannel', { guildId: made.guildId, as: bob, channel: { name: 'x' } }),
    ).toMatchObject({ discordCode: 50013, missing: ['ManageChannels'] });
    expect((await control.ask('permissions', { as: ana, channelId: channelId })).permissions).toContain(
      'Administrator',
    );
    await control.ask('deleteChannel', { as: ana, channelId });
    expect(guild.channels.map((it) => it.id)).not.toContain(channelId);
  });

  it('gives a command a file', async () => {
    const on = { as: bob, channelId: general };
    const { interactionId } = await control.ask('run', {
      ...on,
      command: 'describe',
      options: { file: text },
    });
    expect(await control.ask('reply', { ...on, interactionId })).toMatchObject({
      outcome: { result: 'answered' },
      message: { content: 'notes.txt: 12 bytes' },
    });
    expect(
      await control.refusalOf('run', { ...on, command: 'describe', options: { file: 'notes.txt' } }),
    ).toMatchObject({ reason: 'invalid-option' });
  });

  it('fills in every kind of field of a modal', async () => {
    const on = { as: bob, channelId: general };
    const opened = await control.ask('run', { ...on, command: 'apply' });
    if (opened.result !== 'modal') throw new Error(opened.result);
    const send = { ...on, interactionId: opened.interactionId };
    const values = {
      why: 'I read',
      proof: [text],
      shift: 'late',
      skills: ['reading', 'writing'],
      agree: true,
    };
    expect(
      await control.refusalOf('submit', { ...send, values: { ...values, shift: 'noon' } }),
    ).toMatchObject({
      reason: 'invalid-modal-value',
    });
    const sent = await control.ask('submit', { ...send, values });
    const { message } = await control.ask('reply', { ...on, interactionId: sent.interactionId });
    expect(message?.content).toMatch(/^"I read" \["\d+"\] "late" \["reading","writing"\] true$/);
  });

  it('waits for what an application thought', async () => {
    const on = { as: bob, channelId: general };
    const { interactionId } = await control.ask('run', { ...on, command: 'think' });
    expect(await control.ask('reply', { ...on, interactionId })).toMatchObject({
      message: { content: 'A thought', thinking: false },
    });
    expect(await control.refusalOf('reply', { ...on, as: ana, interactionId })).toMatchObject({
      discordCode: 10062,
    });
  });
});

describe('what members do', () => {
  it('a bot’s direct message opens the conversation on its member’s screen alone', async () => {
    // What was said before, everybody has been told of.
    await control.ask('idle', {});
    const own = await control.listen(`as=${bob}`);
    const other = await control.listen(`as=${ana}`);
    const user = await client.users.fetch(bob);
    await user.send('Your book is due');
    const { channel } = await own.until('dm');
    expect(channel).toMatchObject({ guildId: null, name: 'Helper', recipientId: client.user.id });
    await own.until('message', (it) => it.message.content === 'Your book is due');
    // Its own message may come back to it later than to the member.
    const heard = new Promise((resolve) => {
      client.on('messageCreate', (it) => it.author.id === bob && resolve(it.content));
    });
    await control.ask('say', { as: bob, channelId: channel.id, content: 'Thank you' });
    expect(await heard).toBe('Thank you');
    const reloaded = await control.ask('snapshot', { as: bob });
    expect(reloaded.dms.map((it) => it.id)).toEqual([channel.id]);
    expect(await control.ask('dm', { as: bob, userId: client.user.id })).toEqual({ channelId: channel.id });
    const { commands } = await control.ask('commands', { as: bob, channelId: channel.id });
    expect(commands.map((it) => it.name)).toContain('think');
    const ran = await control.ask('run', { as: bob, channelId: channel.id, command: 'think' });
    expect(
      await control.ask('reply', { as: bob, channelId: channel.id, interactionId: ran.interactionId }),
    ).toMatchObject({ message: { content: 'A thought', guildId: null } });
    expect(await control.refusalOf('messages', { as: ana, channelId: channel.id })).toMatchObject({
      discordCode: 50001,
    });
    expect(other.events.filter((it) => it.type === 'dm' || it.type === 'message')).toEqual([]);
    own.close();
    other.close();
  });

  it('a poll is asked, voted in and ended', async () => {
    const { messageId } = await control.ask('say', {
      as: ana,
      channelId: general,
      poll: { question: 'Tea?', answers: ['Yes', 'No'], hours: 1 },
    });
    const stream = await control.listen(`as=${bob}`);
    const on = { channelId: general, messageId };
    await control.ask('vote', { ...on, as: bob, answers: [1] });
    const { message } = await stream.until('message', (it) => it.message.poll?.answers[0]?.votes === 1);
    expect(message.poll).toMatchObject({
      question: 'Tea?',
      voters: 1,
      ended: false,
      answers: [{ id: 1, text: 'Yes', votes: 1, me: true }, { me: false }],
    });
    expect(await control.refusalOf('vote', { ...on, as: bob, answers: [1, 2] })).toMatchObject({
      discordCode: 50035,
    });
    expect(await control.refusalOf('endPoll', { ...on, as: bob })).toMatchObject({ discordCode: 50013 });
    await control.ask('idle', {});
    const { happened } = await control.ask('clock', { advance: '2h' });
    expect(happened).toMatchObject({ messageUpdate: 1, messageCreate: 1 });
    await stream.until('message', (it) => it.message.type === 46);
    stream.close();
  });

  it('pins are set by who may, and listed', async () => {
    const { messageId } = await control.ask('say', { as: bob, channelId: general, content: 'keep this' });
    const on = { channelId: general, messageId };
    expect(await control.refusalOf('pin', { ...on, as: bob })).toMatchObject({
      discordCode: 50013,
      missing: ['PinMessages'],
    });
    await control.ask('pin', { ...on, as: ana });
    const { messages } = await control.ask('pins', { as: bob, channelId: general });
    expect(messages.map((it) => it.content)).toEqual(['keep this']);
    await control.ask('pin', { ...on, as: ana, remove: true });
    expect((await control.ask('pins', { as: bob, channelId: general })).messages).toEqual([]);
  });

  it('threads and posts are started, archived and left', async () => {
    const { messageId } = await control.ask('say', { as: bob, channelId: general, content: 'long story' });
    const { threadId } = await control.ask('startThread', {
      as: bob,
      channelId: general,
      messageId,
      name: 'Story',
    });
    const forum = made.channels.questions ?? '';
    const post = await control.ask('startThread', {
      as: bob,
      channelId: forum,
      name: 'Where is page 7?',
      content: 'It is missing',
    });
    expect(post.messageId, 'a post and its first message have one id').toBe(post.threadId);
    const counts = () => {
      const { message_count, total_message_sent } = guild.channel(post.threadId);
      return [message_count, total_message_sent];
    };
    expect(counts(), 'answers only').toEqual([0, 0]);
    await control.ask('say', { as: bob, channelId: post.threadId, content: 'Found it' });
    expect(counts()).toEqual([1, 1]);
    const threads = (await control.ask('snapshot', { as: bob })).guilds[0]?.channels.filter(
      (it) => it.thread,
    );
    expect(threads?.map((it) => [it.name, it.parentId, it.thread?.joined])).toEqual([
      ['Story', general, true],
      ['Where is page 7?', forum, true],
    ]);
    await control.ask('thread', { as: bob, channelId: threadId, archived: true, joined: false });
    expect(guild.channel(threadId).thread_metadata?.archived).toBe(true);
    expect(
      await control.refusalOf('thread', { as: bob, channelId: post.threadId, locked: true }),
    ).toMatchObject({ discordCode: 50013, missing: ['ManageThreads'] });
    expect((await control.send('thread', { as: bob, channelId: threadId })).status).toBe(400);
  });

  it('a member mutes and deafens themselves, and takes a nickname', async () => {
    const room = made.channels['Reading room'] ?? '';
    const inGuild = { as: bob, guildId: made.guildId };
    await control.ask('voice', { ...inGuild, channelId: room, mute: true });
    const seen = async () => (await control.ask('snapshot', { as: bob })).guilds[0];
    expect((await seen())?.channels.find((it) => it.id === room)).toMatchObject({
      voice: [bob],
      muted: [bob],
    });
    await control.ask('voice', { ...inGuild, mute: false, deafen: true });
    expect((await seen())?.channels.find((it) => it.id === room)).toMatchObject({
      muted: [],
      deafened: [bob],
    });
    await control.ask('voice', { ...inGuild, channelId: null });
    await control.ask('nickname', { ...inGuild, userId: bob, nick: 'Bookworm' });
    expect((await seen())?.members.find((it) => it.userId === bob)?.name).toBe('Bookworm');
    await control.ask('nickname', { ...inGuild, userId: bob, nick: null });
  });

  it('buys what is sold', async () => {
    const { skuId } = await control.ask('sell', { name: 'Gold', kind: 'durable' });
    const { entitlementId } = await control.ask('buy', { as: bob, guildId: made.guildId, skuId });
    expect(discord.world.tables.entitlement.get(entitlementId)).toMatchObject({
      user_id: bob,
      sku_id: skuId,
    });
  });
});

describe('the simulator', () => {
  it('moves its clock to a moment, and refuses one that is past', async () => {
    const to = new Date(discord.clock.now() + 3_600_000);
    const { now } = await control.ask('clock', { to: to.toISOString() });
    expect(Math.abs(now - to.getTime())).toBeLessThan(5000);
    expect((await control.send('clock', { to: '2001-01-01T00:00:00Z' })).status).toBe(400);
    expect((await control.send('clock', { to: to.toISOString(), advance: '1h' })).status).toBe(400);
  });

  it('ends every fault at once', async () => {
    await control.ask('failNext', { route: 'GET /users/@me', status: 500, times: 3 });
    await control.ask('faults', { latencyMs: 10 });
    const resumed = new Promise<void>((resolve) => client.once('shardResume', () => resolve()));
    expect(await control.ask('sabotage', { act: 'silence' })).toMatchObject({
      latencyMs: 10,
      planned: [{ route: 'GET /users/@me', status: 500, left: 3 }],
      silentConnections: 1,
    });
    expect(
      await control.ask('faults', {
        withholdAcks: true,
        reorder: { seed: 3 },
        storm: { seed: 3, every: 1000 },
      }),
    ).toMatchObject({ acksWithheld: true, reordering: true, storms: 1 });
    expect(await control.ask('faults', { reset: true })).toMatchObject({
      latencyMs: 0,
      planned: [],
      acksWithheld: false,
      reordering: false,
      storms: 0,
    });
    await resumed;
    expect((await control.ask('faults', {})).silentConnections).toBe(0);
  });

  it('says who in the bot called, why, and how much of the limit is left', async () => {
    const limited = await createDiscord({ limits: 'discord', seed: 7 });
    closing.add(() => limited.close());
    const inside = new ControlClient(closing, () => limited);
    const place = limited.guild('Café');
    await fetch(`${limited.api}/v10/guilds/${place.id}/roles`, {
      method: 'POST',
      headers: {
        authorization: `Bot ${limited.application().token}`,
        'content-type': 'application/json',
        'x-audit-log-reason': 'spring',
        'x-simulator-caller': 'roles',
      },
      body: JSON.stringify({ name: 'Gardener' }),
    });
    const { entries } = await inside.ask('traffic', {});
    expect(entries.find((it) => it.title.endsWith('/roles'))).toMatchObject({
      status: 200,
      caller: 'roles',
      reason: 'spring',
      headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' },
    });
  });

  it('pages through a hundred thousand members, and tells no more than a screen takes', async () => {
    const { guildId } = await control.ask('guild', { name: 'Stadium', owner: 'ana', install: false });
    expect(await control.ask('populate', { guildId, count: 100_000, seed: 3 })).toEqual({
      memberCount: 100_001,
    });
    const { guilds, users } = await control.ask('snapshot', { as: ana });
    const stadium = guilds.find((it) => it.id === guildId);
    expect([stadium?.memberCount, stadium?.members.length, users.length]).toEqual([100_001, 500, 500]);
    const first = await control.ask('members', { as: ana, guildId, limit: 1000 });
    const after = first.members.at(-1)?.userId ?? '';
    const second = await control.ask('members', { as: ana, guildId, limit: 1000, after });
    expect(first.more).toBe(true);
    expect(new Set([...first.members, ...second.members].map((it) => it.userId)).size).toBe(2000);
    await control.ask('leave', { as: bob, guildId: made.guildId });
  });

  it('keeps a world in a file, to be opened again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'world-'));
    closing.add(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'kept.world');
    const small = await createDiscord({ limits: 'off', seed: 7 });
    small.guild('Kept');
    await new ControlClient(closing, () => small).ask('save', { file });
    await small.close();
    const again = await createDiscord({ load: file });
    closing.add(() => again.close());
    expect(again.guilds.map((it) => it.name)).toEqual(['Kept']);
  });

  it('has seen nothing that Discord would have refused', async () => {
    expect(await control.ask('idle', {})).toEqual({ violations: [] });
  });
});
