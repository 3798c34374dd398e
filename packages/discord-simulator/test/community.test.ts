import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import {
  type Client,
  type Entitlement,
  Events,
  type Guild,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  type Message,
  MessageType,
  type REST,
  Routes,
  type TextChannel,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, codeOf, restOf, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let client: Client<true>;
let rest: REST;
let guild: VirtualGuild;
let known: Guild;
let scenes = 0;

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  discord = await startDiscord(closing);
  client = await startBot(closing, discord);
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

async function scene(): Promise<void> {
  guild = discord.guild(`Community ${scenes++}`, {
    channels: [
      'general',
      { name: 'Voice', type: 'voice' },
      { name: 'Stage', type: 'stage' },
      { name: 'hidden', type: 'voice', overwrites: [{ for: '@everyone', deny: ['ViewChannel'] }] },
    ],
  });
  await discord.idle();
  const found = client.guilds.cache.get(guild.id);
  if (!found) throw new Error('the client does not know the guild');
  known = found;
}
const general = () => known.channels.cache.get(guild.channel('general').id) as TextChannel;
const heard = (event: string) =>
  new Promise<unknown[]>((resolve) => client.once(event as never, (...given: unknown[]) => resolve(given)));

describe('a poll', () => {
  const poll = (given: object = {}) =>
    general().send({
      poll: {
        question: { text: 'Tea or coffee?' },
        answers: [{ text: 'Tea', emoji: '🍵' }, { text: 'Coffee' }],
        duration: 1,
        allowMultiselect: false,
        ...given,
      },
    });

  it('is voted in, counted, and ends when the clock says so', async () => {
    await scene();
    const message = await poll();
    const [ana, bob] = [guild.member('ana'), guild.member('bob')];
    const added = heard(Events.MessagePollVoteAdd);
    await ana.vote(message, 'Tea');
    expect((await added)[1]).toBe(ana.id);
    await bob.vote(message, 'Coffee');
    const removed = heard(Events.MessagePollVoteRemove);
    await bob.vote(message, 'Tea');
    expect((await removed)[1]).toBe(bob.id);
    const voters = await message.poll?.answers.get(1)?.voters.fetch();
    expect([...(voters?.keys() ?? [])]).toEqual([ana.id, bob.id].sort());
    await expect(bob.vote(message, 'Tea', 'Coffee')).rejects.toMatchObject({ code: 50035 });
    expect(await codeOf(message.edit('x'))).toBe(520003);
    const result = heard(Events.MessageCreate);
    await discord.advance('61min');
    const [ended] = (await result) as [Message];
    expect(ended.type).toBe(MessageType.PollResult);
    expect(Object.fromEntries(ended.embeds[0]?.fields.map((it) => [it.name, it.value]) ?? [])).toMatchObject({
      victor_answer_text: 'Tea',
      victor_answer_votes: '2',
      total_votes: '2',
    });
    const again = await message.fetch(true);
    expect(again.poll?.resultsFinalized).toBe(true);
    expect(again.poll?.answers.get(1)?.voteCount).toBe(2);
    await expect(ana.vote(message)).rejects.toMatchObject({ code: 520001 });
  });

  it('is ended early by who made it only', async () => {
    await scene();
    const message = await poll({ allowMultiselect: true });
    await guild.member('ana').vote(message, 'Tea', 'Coffee');
    await guild.member('ana').vote(message);
    await message.poll?.end();
    expect(await codeOf(rest.post(Routes.expirePoll(general().id, message.id)))).toBe(520001);
    const plain = await general().send('no poll');
    expect(await codeOf(rest.post(Routes.expirePoll(general().id, plain.id)))).toBe(520006);
  });

  const form = (given: object) => ({
    poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }], ...given },
  });
  it.each<[string, object]>([
    ['a question of 301', { question: { text: 'x'.repeat(301) } }],
    ['no question', { question: { text: '' } }],
    ['an answer of 56', { answers: [{ poll_media: { text: 'x'.repeat(56) } }] }],
    ['11 answers', { answers: Array(11).fill({ poll_media: { text: 'a' } }) }],
    ['no answer', { answers: [] }],
    ['more than 32 days', { duration: 769 }],
  ])('may not have %s', async (_what, given) => {
    expect(await codeOf(rest.post(Routes.channelMessages(general().id), { body: form(given) }))).toBe(50035);
  });
});

describe('an event of the guild', () => {
  const inAnHour = () => new Date(discord.clock.now() + 3_600_000);
  const outside = (given: object = {}) =>
    known.scheduledEvents.create({
      name: 'Picnic',
      scheduledStartTime: inAnHour(),
      scheduledEndTime: new Date(discord.clock.now() + 7_200_000),
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'The park' },
      ...given,
    });

  it('elsewhere: begins and ends by the clock, and members follow it', async () => {
    await scene();
    const created = heard(Events.GuildScheduledEventCreate);
    const event = await outside({ reason: 'summer' });
    await created;
    const followed = heard(Events.GuildScheduledEventUserAdd);
    await guild.member('ana').follow(event);
    await followed;
    expect([...(await event.fetchSubscribers()).keys()].sort()).toEqual(
      [client.user.id, guild.member('ana').id].sort(),
    );
    const unfollowed = heard(Events.GuildScheduledEventUserRemove);
    await guild.member('ana').follow(event, false);
    await unfollowed;
    await discord.advance('61min');
    await discord.idle();
    expect(known.scheduledEvents.cache.get(event.id)?.status).toBe(GuildScheduledEventStatus.Active);
    await discord.advance('60min');
    await discord.idle();
    const entries = (await known.fetchAuditLogs()).entries;
    expect(entries.find((it) => it.action === 100)?.reason).toBe('summer');
    expect((await rest.get(Routes.guildScheduledEvent(guild.id, event.id))) as object).toMatchObject({
      status: 3,
    });
  });

  it('in a channel: is changed, started, completed and deleted', async () => {
    await scene();
    const event = await known.scheduledEvents.create({
      name: 'Talk',
      scheduledStartTime: inAnHour(),
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.Voice,
      channel: guild.channel('Voice').id,
    });
    await event.setName('Long talk');
    expect(await codeOf(event.setStatus(GuildScheduledEventStatus.Completed))).toBe(50035);
    await event.setStatus(GuildScheduledEventStatus.Active);
    await event.setStatus(GuildScheduledEventStatus.Completed);
    const deleted = heard(Events.GuildScheduledEventDelete);
    await event.delete();
    await deleted;
    expect(await codeOf(rest.get(Routes.guildScheduledEvent(guild.id, event.id)))).toBe(10070);
    const actions = [...(await known.fetchAuditLogs()).entries.values()].map((it) => it.action as number);
    expect(actions).toEqual(expect.arrayContaining([100, 101, 102]));
  });

  it.each<[string, () => object]>([
    ['in the past', () => ({ scheduledStartTime: new Date(discord.clock.now() - 1000) })],
    ['that ends before it begins', () => ({ scheduledEndTime: new Date(discord.clock.now() + 1000) })],
    ['elsewhere without a place', () => ({ entityMetadata: { location: '' } })],
    ['with a name of 101', () => ({ name: 'x'.repeat(101) })],
  ])('may not be %s', async (_what, given) => {
    expect(await codeOf(outside(given()))).toBe(50035);
  });

  it('at most a hundred that are not over', async () => {
    await scene();
    const first = await outside();
    const { world } = discord;
    const record = world.tables.scheduledEvent.get(first.id);
    if (!record) throw new Error('the event is gone');
    for (let index = 1; index < 99; index++)
      world.tables.scheduledEvent.put({ ...record, id: world.ids.next() });
    expect(await codeOf(outside())).toBeNull();
    expect(await codeOf(outside())).toBe(30038);
  });
});

describe('a stage', () => {
  it('is opened once, renamed and closed', async () => {
    await scene();
    const channel = guild.channel('Stage').id;
    const opened = heard(Events.StageInstanceCreate);
    const stage = await known.stageInstances.create(channel, { topic: 'News' });
    await opened;
    expect(await codeOf(known.stageInstances.create(channel, { topic: 'Again' }))).toBe(150006);
    await stage.setTopic('Late news');
    const closed = heard(Events.StageInstanceDelete);
    await stage.delete();
    await closed;
    expect(await codeOf(rest.get(Routes.stageInstance(channel)))).toBe(10067);
    expect(
      await codeOf(
        rest.post(Routes.stageInstances(), { body: { topic: 'x', channel_id: guild.channel('Voice').id } }),
      ),
    ).toBe(50024);
    const actions = [...(await known.fetchAuditLogs()).entries.values()].map((it) => it.action as number);
    expect(actions).toEqual(expect.arrayContaining([83, 84, 85]));
  });
});

describe('emojis and stickers', () => {
  it('an emoji is made, renamed, used and deleted', async () => {
    await scene();
    const created = heard(Events.GuildEmojiCreate);
    const emoji = await known.emojis.create({ attachment: pixel, name: 'blob', reason: 'cute' });
    await created;
    const message = await general().send(`<:blob:${emoji.id}>`);
    await message.react(emoji);
    await emoji.setName('blobby');
    await emoji.delete();
    await discord.idle();
    expect(known.emojis.cache.size).toBe(0);
    expect(await codeOf(rest.get(Routes.guildEmoji(guild.id, emoji.id)))).toBe(10014);
    const entries = (await known.fetchAuditLogs()).entries;
    expect([...entries.values()].map((it) => it.action as number)).toEqual(
      expect.arrayContaining([60, 61, 62]),
    );
    expect(entries.find((it) => it.action === 60)?.reason).toBe('cute');
  });

  it('fifty still ones, and no name with a space', async () => {
    await scene();
    const data = `data:image/png;base64,${pixel.toString('base64')}`;
    const post = (name: string) =>
      codeOf(rest.post(Routes.guildEmojis(guild.id), { body: { name, image: data } }));
    expect(await post('two words')).toBe(50035);
    for (let index = 0; index < 49; index++) guild.addEmoji(`e${index}`);
    expect(await post('fiftieth')).toBeNull();
    expect(await post('one_more')).toBe(30008);
  });

  it('a sticker is made, sent, changed and deleted; five of them', async () => {
    await scene();
    const created = heard(Events.GuildStickerCreate);
    const sticker = await known.stickers.create({ file: pixel, name: 'Wave', tags: '👋' });
    await created;
    const sent = await general().send({ stickers: [sticker] });
    expect(sent.stickers.first()?.name).toBe('Wave');
    await sticker.edit({ name: 'Waving', description: 'Hello there' });
    for (let index = 1; index < 6; index++) {
      const made = known.stickers.create({ file: pixel, name: `S${index}`, tags: 'x' });
      expect(await codeOf(made)).toBe(index < 5 ? null : 30039);
    }
    await sticker.delete();
    expect(
      await codeOf(rest.post(Routes.channelMessages(general().id), { body: { sticker_ids: [sticker.id] } })),
    ).toBe(50081);
    expect(await codeOf(rest.get(Routes.guildSticker(guild.id, sticker.id)))).toBe(10060);
    await discord.idle();
    expect(known.stickers.cache.size).toBe(4);
  });
});

describe('what an application sells', () => {
  it('is bought, carried by interactions, used up, and runs out', async () => {
    await scene();
    const app = discord.application();
    const gold = app.sell({ name: 'Gold Plan', kind: 'subscription' });
    const potion = app.sell({ name: 'Potion', kind: 'consumable' });
    expect([...(await client.application.fetchSKUs()).values()].map((sku) => sku.name)).toEqual([
      'Gold Plan',
      'Potion',
    ]);
    const ana = guild.member('ana');
    const bought = heard(Events.EntitlementCreate);
    await ana.buy(gold);
    expect(((await bought)[0] as Entitlement).userId).toBe(ana.id);
    const drink = await ana.buy(potion);
    await rest.put(Routes.applicationGuildCommands(app.id, guild.id), {
      body: [{ name: 'perks', description: 'd' }],
    });
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand() && interaction.commandName === 'perks') {
        const skus = interaction.entitlements.map((it) => it.skuId);
        void interaction.reply(skus.length > 0 ? skus.join(' ') : 'none');
      }
    });
    expect((await ana.run('/perks')).content).toBe(`${gold.id} ${potion.id}`);
    expect((await guild.member('bob').run('/perks')).content).toBe('none');
    const used = heard(Events.EntitlementUpdate);
    await rest.post(Routes.consumeEntitlement(app.id, drink.id));
    await used;
    expect((await ana.run('/perks')).content).toBe(gold.id);
    await discord.advance('31d');
    expect((await ana.run('/perks')).content).toBe('none');
    expect((await client.application.entitlements.fetch({ excludeEnded: true, user: ana.id })).size).toBe(1);
    expect(await codeOf(client.application.entitlements.deleteTest((await bought)[0] as Entitlement))).toBe(
      40019,
    );
  });

  it('can be tested by the developer, and only by them', async () => {
    const app = discord.application();
    const silver = app.sell({ name: 'Silver', kind: 'subscription', for: 'guild' });
    const test = await client.application.entitlements.createTest({ sku: silver.id, guild: guild.id });
    expect((await client.application.entitlements.fetch({ guild: guild.id })).has(test.id)).toBe(true);
    const gone = heard(Events.EntitlementDelete);
    await client.application.entitlements.deleteTest(test);
    await gone;
    expect(await codeOf(rest.get(Routes.entitlement(app.id, test.id)))).toBe(10029);
    expect(await codeOf(rest.get(Routes.skus('1')))).toBe(20012);
    expect(
      await codeOf(
        rest.post(Routes.entitlements(app.id), {
          body: { sku_id: '1', owner_id: guild.id, owner_type: 1 },
        }),
      ),
    ).toBe(10027);
  });
});

describe('the widget', () => {
  it('is shown to anyone once it is switched on, with what everyone may see', async () => {
    await scene();
    guild.member('ana');
    expect(await codeOf(rest.get(Routes.guildWidgetJSON(guild.id), { auth: false }))).toBe(50004);
    await known.setWidgetSettings({ enabled: true, channel: null });
    expect(await known.fetchWidgetSettings()).toMatchObject({ enabled: true });
    const widget = await known.fetchWidget();
    expect([...widget.channels.values()].map((it) => it.name)).toEqual(['Voice']);
    expect([...widget.members.values()].map((it) => it.username)).toContain('ana');
  });
});
